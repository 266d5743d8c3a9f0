/** What the connectors of monitoring tools have in common says, with mapped events and scans, in German. */
export const monitorKit: Readonly<Record<string, string>> = {
  "{0} is not there, or is empty.": "{0} fehlt oder ist leer.",
  "<{0}> is not there, or is empty.": "<{0}> fehlt oder ist leer.",
  "one of {0}": "eines von {0}",
  '{0}: "{1}" is not known.': "{0}: „{1}“ ist unbekannt.",
  '"{0}" is not known.': "„{0}“ ist unbekannt.",
  "unknown error": "unbekannter Fehler",
  "No API there: {0}": "Dort ist keine API: {0}",
  "YYYY-MM-DD HH:MM:SS": "JJJJ-MM-TT HH:MM:SS",
  "a date and time with a zone": "Datum und Uhrzeit mit Zeitzone",
  "expected letters and digits": "erwartet: Buchstaben und Ziffern",
  "expected the name of a header": "erwartet: der Name eines Headers",
  "expected the name of a custom variable": "erwartet: der Name einer Custom Variable",
  "The state {0} is not confirmed by further checks yet.":
    "Der Zustand {0} ist noch nicht durch weitere Prüfungen bestätigt.",
  "expected a date and time with a zone, as in RFC 3339": "erwartet: Datum und Uhrzeit mit Zeitzone, wie in RFC 3339",
  "expected a time zone such as Europe/Berlin": "erwartet: eine Zeitzone wie Europe/Berlin",
  "CSV in UTF-8 with a header line": "CSV in UTF-8 mit einer Kopfzeile",
  "This is no CSV: {0}.": "Das ist kein CSV: {0}.",
  "The body holds none of the fields that are read here: {0}.":
    "Der Body enthält keines der Felder, die hier gelesen werden: {0}.",
  "The body is JSON, but not an object.": "Der Body ist JSON, aber kein Objekt.",
  "text in UTF-8": "Text in UTF-8",
  "The body is not text in UTF-8.": "Der Body ist kein Text in UTF-8.",
  "The body is not JSON: {0}.": "Der Body ist kein JSON: {0}.",
  "The body": "Der Body",
  "A list in it has more than {0} items.": "Eine Liste darin hat mehr als {0} Einträge.",
  "The form does not begin with its boundary.": "Das Formular beginnt nicht mit seiner Boundary.",
  "The form does not end with its boundary, or has too many parts.":
    "Das Formular endet nicht mit seiner Boundary oder hat zu viele Teile.",
  '"{0}" has no end': "„{0}“ hat kein Ende",
  "at character {0} there is no tag that can be read": "bei Zeichen {0} steht kein lesbares Tag",
  "</{0}> closes nothing that is open": "</{0}> schließt nichts, was offen ist",
  "it has too many elements, or is too deep": "er hat zu viele Elemente oder ist zu tief verschachtelt",
  "<{0}> is not closed": "<{0}> wird nicht geschlossen",
  "it is not one element, or more": "er besteht nicht aus einem oder mehreren Elementen",
  "The body is not XML: {0}.": "Der Body ist kein XML: {0}.",
  "expected letters, digits and signs of ASCII, without blanks":
    "erwartet: Buchstaben, Ziffern und Zeichen aus ASCII, ohne Leerzeichen",
  "is needed with {0}": "ist nötig, wenn {0} gesetzt ist",
  "expected letters, digits and signs of ASCII": "erwartet: Buchstaben, Ziffern und Zeichen aus ASCII",
  "It was not sent, since the tool gave no answer to the call before.":
    "Es wurde nicht gesendet, da das Werkzeug auf den Aufruf davor nicht geantwortet hat.",
  "The last message of the alert told no {0}, without which the tool cannot be told anything about it.":
    "In der letzten Meldung des Alarms fehlte {0}; ohne diese Angabe lässt sich dem Werkzeug nichts über ihn mitteilen.",
  "Signing in failed: {0}": "Die Anmeldung ist gescheitert: {0}",
  "wrong credentials": "falsche Zugangsdaten",

  "a text or a number": "ein Text oder eine Zahl",
  'true or "firing", false or "clear"': "true oder „firing“, false oder „clear“",
  "critical, high, medium, low or info, or one of the words that are customary for them":
    "critical, high, medium, low oder info, oder eines der Wörter, die dafür üblich sind",
  "a time with its zone, or seconds or milliseconds since 1970":
    "eine Zeitangabe mit Zeitzone, oder Sekunden oder Millisekunden seit 1970",
  "true or false": "true oder false",
  "a list": "eine Liste",
  "a map": "eine Map",
  "items gives nothing for this body.": "items ergibt für diesen Body nichts.",
  "items gives {0} alerts; {1} are read at most.": "items ergibt {0} Alarme; höchstens {1} werden gelesen.",
  "{0} gives nothing for this body.": "{0} ergibt für diesen Body nichts.",
  "{0} gives {1}, and must give {2}.": "{0} ergibt {1}; erwartet: {2}.",
  "JSON or a form": "JSON oder ein Formular",
  "The body is neither JSON nor a form.": "Der Body ist weder JSON noch ein Formular.",
  "The form has more than {0} fields.": "Das Formular hat mehr als {0} Felder.",
  "gives {0}, and must give {1}": "ergibt {0}; erwartet: {1}",

  "a CloudEvent, version 1.0": "ein CloudEvent, Version 1.0",
  "a list of CloudEvents": "eine Liste von CloudEvents",
  "The request is neither structured nor binary: its content type is none of CloudEvents', and it has no ce- headers.":
    "Die Anfrage ist weder strukturiert noch binär: Ihr Content-Type gehört nicht zu CloudEvents, und ce-Header fehlen.",
  "wrong signature after Standard Webhooks": "falsche Signatur nach Standard Webhooks",
  "expected whsec_ and 24 to 64 bytes in base64": "erwartet: whsec_ und 24 bis 64 Byte in Base64",

  "a CVSS score from 0 to 10": "ein CVSS-Wert von 0 bis 10",
  "{0}: {1} is above 10.": "{0}: {1} liegt über 10.",
  "a report in SARIF 2.1.0": "ein Bericht in SARIF 2.1.0",
  "a JSON report of Trivy, schema version 2": "ein JSON-Bericht von Trivy, Schemaversion 2",
  "a report in SARIF 2.1.0, a JSON report of Trivy, or {asset, scannedAt, findings: [{id, severity, title, …}]}":
    "ein Bericht in SARIF 2.1.0, ein JSON-Bericht von Trivy oder {asset, scannedAt, findings: [{id, severity, title, …}]}",
  "the name of what was scanned": "der Name dessen, was gescannt wurde",
  "asset is empty.": "asset ist leer.",
  "The scan has found nothing of severity {0} or worse.":
    "Der Scan hat nichts von der Schwere {0} oder darüber gefunden.",
  "the name of what was scanned, here or in the header X-Interdesk-Asset":
    "der Name dessen, was gescannt wurde, hier oder im Header X-Interdesk-Asset",
  "The report does not say what was scanned.": "Der Bericht sagt nicht, was gescannt wurde.",
  "the id of a rule": "die ID einer Regel",
  "{0} names no rule.": "{0} nennt keine Regel.",
  '{0}.level: "{1}" is not known.': "{0}.level: „{1}“ ist unbekannt.",
  "a table with the columns of {0}": "eine Tabelle mit den Spalten einer dieser Arten: {0}",
  "The columns are of no table that is known, or there are no rows.":
    "Die Spalten gehören zu keiner bekannten Tabelle, oder es gibt keine Zeilen.",
  "a row with its {0}": "eine Zeile mit {0}",
  "{0} does not say its {1}.": "{0}: {1} fehlt.",
  "HTTP {0}.": "HTTP {0}.",
  "HTTP {0}: {1}": "HTTP {0}: {1}",
};
