/** What the hub says of rules, plans, duty and configuration, in German. */
export const plans: Readonly<Record<string, string>> = {
  "expected HH:MM, 00:00 to 24:00": "erwartet: HH:MM, von 00:00 bis 24:00",
  "expected either afterMinutes or at": "erwartet: entweder afterMinutes oder at",
  'expected a text of the event such as "event.resource" or "event.labels.site", or "connection.name"':
    "erwartet: ein Text des Ereignisses wie „event.resource“ oder „event.labels.site“ oder „connection.name“",
  "expected letters, digits, - and _, with a letter first; at most 100":
    "erwartet: Buchstaben, Ziffern, - und _, ein Buchstabe zuerst; höchstens 100",
  "an IANA zone, such as Europe/Berlin": "eine IANA-Zeitzone wie Europe/Berlin",
  "expected an IANA time zone such as Europe/Berlin": "erwartet: eine IANA-Zeitzone wie Europe/Berlin",
  "a local time such as 22:30": "eine Ortszeit wie 22:30",
  "expected an instant with its offset, such as 2026-03-29T18:00:00+02:00":
    "erwartet: ein Zeitpunkt mit Abstand zu UTC, etwa 2026-03-29T18:00:00+02:00",
  "expected an instant after from": "erwartet: ein Zeitpunkt nach from",
  "{0} is before the way above, which is tried after {1}; expected {2} or more, or the ways in the order of time":
    "{0} ist früher als der Weg darüber, der nach {1} versucht wird; erwartet: {2} oder mehr, oder die Wege in zeitlicher Reihenfolge",
  "{0} is a {1}, and duty is handed over on a {2}; expected the date of a {3}, or another weekday in rotation":
    "{0} fällt auf „{1}“, übergeben wird die Bereitschaft aber an „{2}“; erwartet: ein Datum mit dem Wochentag „{3}“ oder ein anderer Wochentag in rotation",
  "expected a date after {0}": "erwartet: ein Datum nach {0}",
  "expected minutes or hours of open time, such as 30m or 8h":
    "erwartet: Minuten oder Stunden der Servicezeit, etwa 30m oder 8h",
  "expected either every or whenSolved: who is told every so often is told at the end":
    "erwartet: entweder every oder whenSolved: Wer regelmäßig Nachricht bekommt, bekommt sie auch am Ende",
  "expected the name of a variable of the environment": "erwartet: der Name einer Umgebungsvariablen",
  "expected { env: NAME } or { file: PATH }: a secret does not belong in this file":
    "erwartet: { env: NAME } oder { file: PATH }: Ein Geheimnis gehört nicht in diese Datei",
  "expected a letter a-z and up to 39 letters or digits":
    "erwartet: ein Buchstabe a-z und bis zu 39 Buchstaben oder Ziffern",
  "at most {0} custom fields": "höchstens {0} eigene Felder",
  "expected a number such as +49 89 1234567": "erwartet: eine Nummer wie +49 89 1234567",
  "expected an e-mail address": "erwartet: eine E-Mail-Adresse",
  "expected an address that begins with https://": "erwartet: eine Adresse, die mit https:// beginnt",
  "expected a link, or a text": "erwartet: ein Link oder ein Text",
  "From {0} to {1} are {2} days; with {3} schedules expected {4} at most.":
    "Von {0} bis {1} sind es {2} Tage; bei {3} Dienstplänen erwartet: höchstens {4}.",
  "From {0} to {1} are {2} days; expected {3} at most.": "Von {0} bis {1} sind es {2} Tage; erwartet: höchstens {3}.",
  "to is {0}: expected an instant after from, which is {1}.":
    "to ist {0}; erwartet: ein Zeitpunkt nach from, das {1} ist.",
  "expected a date such as 2026-12-24, a time such as 2026-12-24T18:00 by the clocks of the schedule, one with its offset such as 2026-12-24T18:00+01:00, or now":
    "erwartet: ein Datum wie 2026-12-24, eine Zeit wie 2026-12-24T18:00 nach den Uhren des Dienstplans, eine mit Abstand zu UTC wie 2026-12-24T18:00+01:00 oder now",
  "There is no calendar feed {0}, or it was revoked before.":
    "Es gibt keinen Kalenderlink {0}, oder er wurde schon widerrufen.",
  'There are a person "{0}" and a schedule "{1}": say which by its kind.':
    "Es gibt eine Person „{0}“ und einen Dienstplan „{1}“: Geben Sie mit kind an, was gemeint ist.",
  "person or schedule": "Person oder Dienstplan",
  "none yet": "noch keine",
  "No duty plan with a schedule was saved yet.":
    "Es wurde noch kein Bereitschaftsplan mit einem Dienstplan gespeichert.",
  'There is no schedule "{0}". {1}': "Es gibt keinen Dienstplan „{0}“. {1}",
  "Schedules: {0}.": "Dienstpläne: {0}.",
  "People: {0}.": "Personen: {0}.",
  'There is no schedule "{0}". Schedules: {1}.': "Es gibt keinen Dienstplan „{0}“. Dienstpläne: {1}.",
  "No duty plan with people was saved yet.": "Es wurde noch kein Bereitschaftsplan mit Personen gespeichert.",
  'There is no person "{0}". {1}': "Es gibt keine Person „{0}“. {1}",
  'There is no person "{0}". People: {1}.': "Es gibt keine Person „{0}“. Personen: {1}.",
  'The SLA plan has no calendar "{0}". Calendars: {1}.': "Der SLA-Plan hat keinen Kalender „{0}“. Kalender: {1}.",
  'person and instead are both "{0}": expected two people.':
    "person und instead sind beide „{0}“; erwartet: zwei Personen.",
  'person and with.person are both "{0}": expected two people.':
    "person und with.person sind beide „{0}“; erwartet: zwei Personen.",
  "There is no override {0}, or it was removed before.": "Es gibt keine Vertretung {0}, oder sie wurde schon entfernt.",
  "with.from and with.to: expected from when to when the other one's shift is.":
    "with.from und with.to: erwartet: von wann bis wann die Schicht der anderen Person dauert.",
  '"{0}" is not on duty in "{1}" between {2} and {3}: there is nothing to swap.':
    "„{0}“ hat in „{1}“ zwischen {2} und {3} keine Bereitschaft: Es gibt nichts zu tauschen.",
  '{0} has no ways on which they are reached: give them "channels" in the duty plan.':
    "{0} ist auf keinem Weg zu erreichen: Tragen Sie im Bereitschaftsplan „channels“ ein.",
  'There is no pager "{0}" among the connections any more.':
    "Unter den Verbindungen gibt es keinen Weg zu Menschen namens „{0}“ mehr.",
  '"{0}" has no channel "{1}". Channels: {2}.': "„{0}“ hat keinen Kanal „{1}“. Kanäle: {2}.",
  'The duty plan tells people through "{0}": {1}{2}. Save one without it first ("interdesk oncall set FILE"), then remove it.':
    "Der Bereitschaftsplan benachrichtigt Menschen über „{0}“: {1}{2}. Speichern Sie zuerst einen ohne diese Verbindung („interdesk oncall set FILE“), und entfernen Sie sie dann.",
  "the last resort": "die letzte Instanz",
  "The rules cannot be used.": "Die Regeln sind nicht verwendbar.",
  "There is no such delivery of a monitoring tool.": "Diese Lieferung eines Überwachungswerkzeugs gibt es nicht.",
  "The text may be {0} characters long.": "Der Text darf höchstens {0} Zeichen lang sein.",
  "This is no YAML: {0}": "Das ist kein YAML: {0}",
  "Its aliases cannot be followed: {0}.": "Seinen Aliasen lässt sich nicht folgen: {0}.",
  'There is no field "{0}" here.': "Ein Feld „{0}“ gibt es hier nicht.",
  "It is missing.": "Es fehlt.",
  "There is no version {0} of it.": "Version {0} davon gibt es nicht.",
  "The years {0} to {1} cannot be listed: expected 1 to {2} of them.":
    "Die Jahre {0} bis {1} lassen sich nicht auflisten; erwartet: 1 bis {2} Jahre.",
  'There are no holidays of "{0}". Expected one of: {1}.':
    "Für „{0}“ gibt es keine Feiertage. Erwartet: eines von {1}.",
  '{0} has no state "{1}". {2}': "{0} hat kein Bundesland „{1}“. {2}",
  "It has no states of its own here.": "Dieses Land hat hier keine eigenen Bundesländer.",
  "Expected one of: {0}.": "Erwartet: eines von {0}.",
  'There is no client "{0}". Name it under clients first.':
    "Es gibt keinen Kunden „{0}“. Nennen Sie ihn zuerst unter clients.",
  'The client has no other item "{0}".': "Der Kunde hat keinen anderen Eintrag „{0}“.",
  '"{0}" stands here twice.': "„{0}“ steht hier doppelt.",
  "as it would be": "wie es wäre",
  "*** (another one)": "*** (ein anderes)",
  'windows: there is no client "{0}".': "windows: Es gibt keinen Kunden „{0}“.",
  'clients: there is no connection "{0}".': "clients: Es gibt keine Verbindung „{0}“.",
  "Somebody has changed something meanwhile. Nothing was applied; please try again.":
    "Inzwischen hat jemand etwas geändert. Es wurde nichts angewendet; bitte versuchen Sie es noch einmal.",
  "an address such as 10.0.0.7, or a range such as 10.0.0.0/24":
    "eine Adresse wie 10.0.0.7 oder ein Bereich wie 10.0.0.0/24",
  "24 to 200 characters of ASCII without spaces": "24 bis 200 ASCII-Zeichen ohne Leerzeichen",
  "expected a domain such as alerts.msp.example": "erwartet: eine Domain wie alerts.msp.example",
  'connection "{0}": {1}': "Verbindung „{0}“: {1}",
  "{0} Expected {1}.": "{0} Erwartet: {1}.",
};
