/** What the hub says of tickets, maintenance, reports, webhooks and operations, in German. */
export const work: Readonly<Record<string, string>> = {
  "There is no such alert.": "Diesen Alarm gibt es nicht.",
  "There is no ticket with this id, code or number.":
    "Es gibt kein Ticket mit dieser ID, diesem Code oder dieser Nummer.",
  'The number "{0}" is that of more than one ticket, since each desk counts for itself: {1}. Name one of these codes instead.':
    "Die Nummer „{0}“ haben mehrere Tickets, da jeder Desk für sich zählt: {1}. Nennen Sie stattdessen einen dieser Codes.",
  "expected some text": "erwartet: ein Text",
  "The ticket has no such record that is read and written.":
    "Das Ticket hat keinen solchen Datensatz, der gelesen und geschrieben wird.",
  "{0}: {1} has set it to {2} since the revision that you looked at. Look again.":
    "{0}: {1} hat das Feld auf {2} gesetzt, seit Sie es angesehen haben. Sehen Sie noch einmal nach.",
  "{0}: there is nothing to decide: {1} says the same, or does not carry it.":
    "{0}: Es gibt nichts zu entscheiden: {1} sagt dasselbe oder führt dieses Feld nicht.",
  "{0}: {1} Keep ours, or complete the table of {2}.":
    "{0}: {1} Behalten Sie unseren Wert, oder vervollständigen Sie die Tabelle von {2}.",
  "The connection was removed.": "Die Verbindung wurde entfernt.",
  "The ticket has no such file.": "Das Ticket hat keine solche Datei.",
  "The bytes of this file are not kept any more.{0}": "Der Inhalt dieser Datei ist nicht mehr aufbewahrt. {0}",
  "The bytes of this file are not kept any more. It is in {0}.":
    "Der Inhalt dieser Datei ist nicht mehr aufbewahrt. Sie liegt in {0}.",
  "This file was too large to be carried between desks ({0} MB), so it is not kept here.{1}":
    "Diese Datei war zu groß, um zwischen Desks übertragen zu werden ({0} MB), und ist deshalb hier nicht aufbewahrt. {1}",
  "This file was too large to be carried between desks ({0} MB), so it is not kept here. It is in {1}.":
    "Diese Datei war zu groß, um zwischen Desks übertragen zu werden ({0} MB), und ist deshalb hier nicht aufbewahrt. Sie liegt in {1}.",
  "There is no trouble ticket with this id.": "Es gibt kein Trouble Ticket mit dieser ID.",
  'relatedParty: expected one with the role "customer" and the name of a client.':
    "relatedParty: erwartet: ein Eintrag mit der Rolle „customer“ und dem Namen eines Kunden.",
  'relatedParty: there is no client "{0}", whom the role "customer" names.':
    "relatedParty: Den Kunden „{0}“, den die Rolle „customer“ nennt, gibt es nicht.",
  'client: there is no client "{0}".': "client: Es gibt keinen Kunden „{0}“.",
  "There is no such window that is not over.": "Dieses Fenster gibt es nicht, oder es ist schon vorbei.",
  "endsAt: must be ahead; to end it now, delete it.":
    "endsAt: muss in der Zukunft liegen; soll das Fenster jetzt enden, löschen Sie es.",
  "all clients": "alle Kunden",
  "Nothing was imported.\n{0}": "Es wurde nichts importiert.\n{0}",
  "expected a month such as 2026-03": "erwartet: ein Monat wie 2026-03",
  "to: {0} lies before from, {1}.": "to: {0} liegt vor from, {1}.",
  "to: these are {0} months; expected {1} at most.": "to: Das sind {0} Monate; erwartet: höchstens {1}.",
  "expected one of {0}, or their beginning and a star, such as interdesk.ticket.*":
    "erwartet: einer von {0} oder deren Anfang mit einem Stern, etwa interdesk.ticket.*",
  "This webhook was never owed an event {0}.": "Für diesen Webhook gab es nie ein Ereignis {0}.",
  "This webhook was never owed an event {0}, or its log has run out.":
    "Für diesen Webhook gab es nie ein Ereignis {0}, oder es ist nicht mehr aufbewahrt.",
  "The event {0} waits already to be sent.": "Das Ereignis {0} wartet schon darauf, gesendet zu werden.",
  "Somebody else has just changed its secret. Please try again.":
    "Jemand anders hat gerade das Geheimnis geändert. Bitte versuchen Sie es noch einmal.",
  'There is no webhook {0}. "interdesk webhooks list" shows all.':
    "Es gibt keinen Webhook {0}. „interdesk webhooks list“ zeigt alle.",
  "clients: there is no client {0}.": "clients: Es gibt keinen Kunden {0}.",
  "This is a copy: the original works with it.": "Dies ist eine Kopie: Mit dieser Verbindung arbeitet das Original.",
  'This hub is held: its database says that it was worked on elsewhere, and not from {0}. If this is a copy, the original may be running, and both would write to service desks and page people. Deliveries are taken; nothing is written out and nobody is paged. Say which it is: "interdesk instance adopt" if this is the only one from now on, "interdesk instance new" if it is to go on beside the original.':
    "Dieser Hub ist angehalten: Laut seiner Datenbank wurde anderswo mit ihr gearbeitet und nicht von {0} aus. Ist dies eine Kopie, läuft vielleicht das Original, und beide würden in Service Desks schreiben und Menschen benachrichtigen. Lieferungen werden angenommen; es wird nichts hinausgeschrieben und niemand benachrichtigt. Sagen Sie, was zutrifft: „interdesk instance adopt“, wenn dies von nun an die einzige Installation ist, „interdesk instance new“, wenn sie neben dem Original weiterlaufen soll.",
  "This hub is held: its database says that it was worked on elsewhere, and not from {0}. If this is a copy, the original":
    "Dieser Hub ist angehalten: Laut seiner Datenbank wurde anderswo mit ihr gearbeitet und nicht von {0} aus. Ist dies eine Kopie, läuft vielleicht",
  "may be running, and both would write to service desks and page people. Deliveries are taken; nothing is written out and":
    "das Original, und beide würden in Service Desks schreiben und Menschen benachrichtigen. Lieferungen werden angenommen; es wird nichts hinausgeschrieben und",
  'nobody is paged. Say which it is: "interdesk instance adopt" if this is the only one from now on, "interdesk instance new"':
    "niemand benachrichtigt. Sagen Sie, was zutrifft: „interdesk instance adopt“, wenn dies von nun an die einzige Installation ist, „interdesk instance new“,",
  "if it is to go on beside the original.": "wenn sie neben dem Original weiterlaufen soll.",
  "url: {0}": "url: {0}",
};
