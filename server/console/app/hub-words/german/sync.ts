/** What the exchange with desks, tools and receivers says, in German. */
export const sync: Readonly<Record<string, string>> = {
  "Comments of {0} of its tickets are no longer shown within an hour.":
    "Innerhalb einer Stunde sind die Kommentare von {0} Tickets dieser Verbindung verschwunden.",
  "a client that is mapped for this connection": "ein Kunde, der in dieser Verbindung zugeordnet ist",
  'The record {0} went to the client "{1}", which is not mapped.':
    "Der Datensatz {0} ist zum Kunden „{1}“ gewechselt, der nicht zugeordnet ist.",
  "It closed or re-prioritised more than {0} tickets within ten minutes.":
    "Die Verbindung hat innerhalb von zehn Minuten mehr als {0} Tickets geschlossen oder umpriorisiert.",
  "The tool cannot be asked.": "Das Werkzeug lässt sich nicht fragen.",
  "The creation got no answer; looking for the record.":
    "Auf das Anlegen kam keine Antwort; der Datensatz wird gesucht.",
  "{0} of its records are no longer there within an hour (such as {1}).":
    "Innerhalb einer Stunde sind {0} Datensätze dieser Verbindung verschwunden (etwa {1}).",
  "{0} says so": "{0} sagt es",
  "The connector failed on this body: {0}.": "Der Konnektor ist an diesem Inhalt gescheitert: {0}.",
  "a body that the connector can read": "ein Inhalt, den der Konnektor lesen kann",
  "taken away": "entfernt",
  "The record is no longer there.": "Den Datensatz gibt es nicht mehr.",
  "The desk takes no files.": "Der Desk nimmt keine Dateien an.",
  "The desk takes files up to {0} bytes; this one has {1}.": "Der Desk nimmt Dateien bis {0} Byte an; diese hat {1}.",
  "The bytes of the file are not kept any more.": "Der Inhalt der Datei ist nicht mehr gespeichert.",
  "The link ended meanwhile.": "Die Verknüpfung wurde inzwischen gelöst.",
  "The connector has not answered for this alert.": "Der Konnektor hat zu diesem Alarm nicht geantwortet.",
  '{0} of the alert "{1}" ({2}): {3}': "{0} für den Alarm „{1}“ ({2}): {3}",
  "The record {0} cannot be read: {1}": "Der Datensatz {0} lässt sich nicht lesen: {1}",
  "The record could not be read again before the write.":
    "Der Datensatz ließ sich vor dem Schreiben nicht noch einmal lesen.",
  "the rule {0}": "die Regel {0}",
  "a desk": "ein Desk",
  "somebody in {0}": "jemand ({0})",
  "closed by {0} at {1}": "geschlossen durch {0}, {1}",
  "escalation “{0}”: all steps were taken, and nobody has answered":
    "Eskalation „{0}“: Alle Schritte sind getan, und niemand hat geantwortet",
  "nobody has to answer any more": "niemand muss mehr antworten",
  "The receiver answered 410: it wants no more events.":
    "Der Empfänger hat mit 410 geantwortet: Er will keine Ereignisse mehr.",
  "It has taken nothing for {0}, in {1} attempts. The last answer: {2}":
    "Er hat nichts mehr angenommen (Dauer: {0}, Versuche: {1}). Die letzte Antwort: {2}",
  "a day": "ein Tag",
  "The webhook does not want it any more.": "Der Webhook will dieses Ereignis nicht mehr.",
  "Work on this delivery was begun {0} times and never ended: it may have ended the process.":
    "Die Bearbeitung dieser Lieferung wurde {0}-mal begonnen und nie beendet: Vielleicht hat sie den Prozess zum Absturz gebracht.",
  "told in a summary": "in einer Zusammenfassung mitgeteilt",
  "{0} was breached": "{0} wurde verfehlt",
  "{0} {1} not sent": "{0} {1} nicht gesendet",
  "page was": "Nachricht wurde",
  "pages were": "Nachrichten wurden",
  "a ticket": "ein Ticket",
  "It could not be applied: {0}.": "Die Lieferung ließ sich nicht anwenden: {0}.",
  "The record {0} names no client.": "Der Datensatz {0} nennt keinen Kunden.",
  'The record {0} belongs to the client "{1}", which is not mapped.':
    "Der Datensatz {0} gehört dem Kunden „{1}“, der nicht zugeordnet ist.",
  "The desk answered that it took the value, and kept its own.":
    "Der Desk hat den Wert laut seiner Antwort übernommen, aber den eigenen behalten.",
  "Both values stand until a person decides.": "Beide Werte bleiben, bis ein Mensch entscheidet.",
  "The desk keeps changing the value back.": "Der Desk setzt den Wert immer wieder zurück.",
  "record {0}": "Datensatz {0}",
};
