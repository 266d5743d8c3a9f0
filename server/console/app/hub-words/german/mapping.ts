/** What the check of value tables, SLA plans, duty plans and escalations says, in German. */
export const mapping: Readonly<Record<string, string>> = {
  "This connector carries no custom fields.": "Dieser Konnektor überträgt keine eigenen Felder.",
  'The field "{0}" is mapped twice.': "Das Feld „{0}“ ist zweimal zugeordnet.",
  'The desk has no field "{0}". {1}': "Der Desk hat kein Feld „{0}“. {1}",
  "It shows none to the API user.": "Er zeigt dem API-Benutzer keine Felder.",
  "It has: {0}{1}.": "Er hat: {0}{1}.",
  'Our {0} "{1}" has no value there. Name one, or "{2}".':
    "Unser Wert „{1}“ ({0}) hat dort keine Entsprechung. Geben Sie eine an, oder „{2}“.",
  'Their {0} "{1}" has no meaning here. Name one, or "{2}".':
    "Der Wert „{1}“ ({0}) dort hat hier keine Bedeutung. Geben Sie eine an, oder „{2}“.",
  'The desk has no {0} "{1}".': "Der Desk hat keinen Wert „{1}“ ({0}).",
  'The {0} "{1}" is no longer in use there.': "Der Wert „{1}“ ({0}) wird dort nicht mehr verwendet.",
  'There is no {0} "{1}". There are: {2}.': "Unbekannt: {0} „{1}“. Bekannt: {2}.",
  'There is another policy named "{0}".': "Es gibt noch eine Richtlinie mit dem Namen „{0}“.",
  "The first step has nobody before it whose managers could be told.":
    "Vor dem ersten Schritt steht niemand, dessen Vorgesetzte verständigt werden könnten.",
  'There is no client "{0}".': "Es gibt keinen Kunden „{0}“.",
  'There is no pager "{0}" among the connections. {1}':
    "Unter den Verbindungen gibt es keinen Weg zu Menschen namens „{0}“. {1}",
  "Managers go in a circle: {0}; one of them needs none, or another.":
    "Die Vorgesetzten bilden einen Kreis: {0}; streichen oder ändern Sie eine dieser Angaben.",
  '"{0}" is a member already; once is enough.': "„{0}“ ist schon Mitglied; einmal genügt.",
  'Layer {0} is called "{1}" too; each layer of a schedule needs a name of its own.':
    "Auch Ebene {0} heißt „{1}“; jede Ebene eines Dienstplans braucht einen eigenen Namen.",
  '{0} {1} has the id "{2}" too; each needs one of its own.':
    "Auch {0} {1} hat die id „{2}“; jeder Eintrag braucht eine eigene.",
  'There is no {0} "{1}". {2}': "Unbekannt: {0} „{1}“. {2}",
  '"{0}" is there by itself: give this one another name.':
    "„{0}“ gibt es von selbst: Geben Sie diesem Kalender einen anderen Namen.",
  "It is never open: no target would ever be due.": "Er ist nie offen: Kein Ziel wäre je fällig.",
  "{0} has an exception already: put all its hours into one.":
    "Für {0} gibt es schon eine Ausnahme: Nennen Sie alle Zeiten in dieser einen.",
  "There may be 5000 holidays at most.": "Höchstens 5000 Feiertage sind erlaubt.",
  'There is another one named "{0}".': "Es gibt noch einen Eintrag mit dem Namen „{0}“.",
  'There is no calendar "{0}". There are: {1}.': "Es gibt keinen Kalender „{0}“. Bekannt: {1}.",
  'There is no policy "{0}". There are: {1}.': "Es gibt keine Richtlinie „{0}“. Bekannt: {1}.",
  "a public word of {0}": "ein öffentlicher Kommentar von {0}",
  "a technician": "jemand aus der Technik",
  "another client": "ein anderer Kunde",
};
