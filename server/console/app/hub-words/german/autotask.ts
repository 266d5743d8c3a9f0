/** What the connector of Autotask says, in German. */
export const autotask: Readonly<Record<string, string>> = {
  "The attachment is no longer there.": "Den Anhang gibt es nicht mehr.",
  "Autotask takes 10 MB of files in five minutes; this one is sent when there is room again.":
    "Autotask nimmt in fünf Minuten Dateien von zusammen 10 MB an; diese wird gesendet, sobald wieder Platz ist.",
  'Autotask knows no API user "{0}".': "Autotask kennt keinen API-Benutzer „{0}“.",
  "Zone discovery named a host that is not Autotask's; no credentials were sent there.":
    "Die Zonensuche hat einen Host genannt, der nicht zu Autotask gehört; dorthin wurden keine Zugangsdaten gesendet.",
  "Time entries cannot be edited through the API once they are submitted.":
    "Eingereichte Zeiteinträge lassen sich über die API nicht mehr bearbeiten.",
  "The ticket fields do not list queues.": "Die Felder der Tickets führen keine Queues auf.",
  "Autotask refused the user name or secret (401). It is not tried again, so that the user is not locked.":
    "Autotask hat Benutzernamen oder Secret abgelehnt (401). Es wird nicht noch einmal versucht, damit der Benutzer nicht gesperrt wird.",
  "The security level of the API user does not allow this (403).":
    "Das Security Level des API-Benutzers erlaubt dies nicht (403).",
  "Autotask says that the record has changed meanwhile (409).":
    "Laut Autotask hat sich der Datensatz inzwischen geändert (409).",
  "Autotask answered {0} without saying why.": "Autotask hat mit {0} geantwortet, ohne einen Grund zu nennen.",
  "Autotask answered {0}.": "Autotask hat mit {0} geantwortet.",
  "The record does not exist.": "Den Datensatz gibt es nicht.",
  "Autotask does not know this address (404 with a web page).":
    "Autotask kennt diese Adresse nicht (404 mit einer Webseite).",
  "expected the number of a picklist value": "erwartet: die Nummer eines Picklist-Werts",
  "The resource number {0} has no e-mail address.": "Die Ressource Nummer {0} hat keine E-Mail-Adresse.",
  "No active Autotask resource has the e-mail address {0}.":
    "Keine aktive Ressource in Autotask hat die E-Mail-Adresse {0}.",
  "The resource {0} has no default service desk role.":
    "Die Ressource {0} hat keine voreingestellte Service-Desk-Rolle.",
  "Autotask's link to the next page leads to another host; it was not followed.":
    "Autotasks Link zur nächsten Seite führt zu einem anderen Host; ihm wurde nicht gefolgt.",
  "The ticket does not exist.": "Das Ticket gibt es nicht.",
  "Webhooks for tickets and notes: {0}.": "Webhooks für Tickets und Notizen: {0}.",
  "The list of webhook fields is empty.": "Die Liste der Webhook-Felder ist leer.",
  "Tickets could not be exchanged in both directions.": "Tickets ließen sich nicht in beide Richtungen austauschen.",
  "ticket notes": "Ticketnotizen",
  "Comments would be missing on one side.": "Auf einer Seite würden Kommentare fehlen.",
  "time entries": "Zeiteinträge",
  "What technicians write into them would be missing elsewhere.":
    "Was Techniker darin schreiben, würde anderswo fehlen.",
  "ticket attachments": "Ticketanhänge",
  "Files would be missing on one side.": "Auf einer Seite würden Dateien fehlen.",
  "Customers could not be mapped.": "Kunden ließen sich nicht zuordnen.",
  "Nobody would know for whom a ticket is.": "Niemand wüsste, für wen ein Ticket ist.",
  "the ticket history": "Ticketverlauf",
  "An edit that one of our writes went over would not be told.":
    "Eine Änderung, die wir überschrieben haben, würde nicht gemeldet.",
  "the log of deleted ticket activities": "Protokoll gelöschter Ticketaktivitäten",
  "A deleted note whose webhook was lost would be taken for a hidden one.":
    "Eine gelöschte Notiz, deren Webhook verloren ging, würde für eine verborgene gehalten.",
  "Rights on {0}": "Rechte: {0}",
  "The security level of the API user does not allow {0} {1}. {2}":
    "Das Security Level des API-Benutzers erlaubt nicht alles Nötige ({1}: {0}). {2}",
  "Webhooks for {0}": "Webhooks für {0}",
  "They may be registered; {0} are there.": "Sie dürfen registriert werden; vorhanden: {0}.",
  'Webhooks for {0} cannot be looked at: allow "Can create WebHooks" in the security level, and a number of them above 0. Without them changes are seen by the poll alone. {1}':
    "Webhooks für {0} lassen sich nicht ansehen: Erlauben Sie im Security Level „Can create WebHooks“ und eine Anzahl über 0. Ohne sie fallen Änderungen nur bei der Abfrage auf. {1}",
  "no X-Hook-Signature header": "keine Kopfzeile X-Hook-Signature",
  "The callout is not JSON: {0}": "Der Callout ist kein JSON: {0}",
  "a ticket or ticket note callout of Autotask": "ein Callout von Autotask zu einem Ticket oder einer Ticketnotiz",
  "the number of the ticket": "die Nummer des Tickets",
  "The note's callout does not name its ticket. Subscribe the field TicketID as always displayed.":
    "Der Callout der Notiz nennt ihr Ticket nicht. Abonnieren Sie das Feld TicketID so, dass es immer angezeigt wird.",
  "Allowed: {0}.": "Erlaubt: {0}.",
};
