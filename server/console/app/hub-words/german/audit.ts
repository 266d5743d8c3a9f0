/** What the verification of the audit says, in German. */
export const audit: Readonly<Record<string, string>> = {
  "expected the id of a row of the audit": "erwartet: die ID einer Zeile des Protokolls",
  "The audit is being verified already; ask again in a minute.":
    "Das Protokoll wird schon geprüft; fragen Sie in einer Minute noch einmal.",
  "the end of the audit's chain is not right and was not written down; see: interdesk audit verify":
    "das Ende der Kette des Protokolls stimmt nicht und wurde nicht festgehalten; siehe: interdesk audit verify",
  "{0} places of the chain are there twice.": "{0} Plätze der Kette sind doppelt vorhanden.",
  "Row {0} of {1} ({2}) has no place in the chain and waits for none.":
    "Zeile {0} vom {1} ({2}) hat keinen Platz in der Kette und wartet auf keinen.",
  "Row {0} of {1} was deleted before it got its place.":
    "Zeile {0} vom {1} wurde gelöscht, bevor sie ihren Platz bekam.",
  "Line {0} of {1} was not signed by this hub.": "Zeile {0} von {1} wurde nicht von diesem Hub signiert.",
  "The place {0} is there more than once, or is none.": "Platz {0} ist mehrfach vorhanden oder kein gültiger Platz.",
  "{0} missing in the chain.": "In der Kette fehlt etwas: {0}.",
  "Place {0} is missing in the chain.": "Platz {0} fehlt in der Kette.",
  "Places {0} to {1} are missing in the chain.": "Die Plätze {0} bis {1} fehlen in der Kette.",
  "Row {0} of {1} is gone: it was deleted, or got another id, instant or tenant.":
    "Zeile {0} vom {1} ist weg: Sie wurde gelöscht oder bekam eine andere ID, einen anderen Zeitpunkt oder einen anderen Mandanten.",
  "Row {0} stands where row {1} of place {2} belongs.": "Zeile {0} steht, wo Zeile {1} von Platz {2} hingehört.",
  "Row {0} stands here and in place {1}.": "Zeile {0} steht hier und auf Platz {1}.",
  "The hash of place {0} was changed; row {1} is as it was.":
    "Die Prüfsumme von Platz {0} wurde geändert; Zeile {1} ist unverändert.",
  "Row {0} of {1} ({2} by {3}) is not as it was when it was sealed.":
    "Zeile {0} vom {1} ({2} durch {3}) ist nicht mehr so, wie sie versiegelt wurde.",
  "At {0} place {1} had another hash: it, or something before it, was written anew since.":
    "Platz {1} hatte am {0} eine andere Prüfsumme: Er selbst oder etwas davor wurde seither neu geschrieben.",
  "The chain ends with place {0}, and at {1} it had {2}: its end was cut off.":
    "Die Kette endet mit Platz {0}, reichte aber schon bis {2} (Stand: {1}): Ihr Ende wurde abgeschnitten.",
  "an earlier time": "ein früherer Zeitpunkt",
  "Keep a copy of the database as it is: it is evidence. Only somebody with a superuser's access to it, or to its files, can have done this.":
    "Bewahren Sie eine Kopie der Datenbank auf, wie sie ist: Sie ist ein Beweis. Das kann nur jemand getan haben, der als Superuser Zugang zu ihr oder Zugang zu ihren Dateien hat.",
  "Compare the rows around it with a backup, or with an export, from before; change every password that leads to the database.":
    "Vergleichen Sie die Zeilen davor und danach mit einer früheren Sicherung oder Ausgabe; ändern Sie jedes Passwort, das zur Datenbank führt.",
  "If the database was restored from an older backup, what is missing was lost by that; if not, it was taken away.":
    "Wurde die Datenbank aus einer älteren Sicherung wiederhergestellt, ging dabei verloren, was fehlt; wenn nicht, wurde es entfernt.",
  "The row was written past the hub: do not trust what it says. {0}":
    "Die Zeile wurde am Hub vorbei geschrieben: Vertrauen Sie nicht auf das, was darin steht. {0}",
  "{0} {1} The copies of audit-anchors.jsonl that you keep elsewhere say what the end was.":
    "{0} {1} Was das Ende war, steht in den Kopien von audit-anchors.jsonl, die Sie anderswo aufbewahren.",
  "Compare the line with the copy of audit-anchors.jsonl that you keep elsewhere. The file may hold lines of a tenant whose key was lost; if not, somebody has edited it.":
    "Vergleichen Sie die Zeile mit der Kopie von audit-anchors.jsonl, die Sie anderswo aufbewahren. Vielleicht enthält die Datei Zeilen eines Mandanten, dessen Schlüssel verloren ging; wenn nicht, hat jemand sie bearbeitet.",
};
