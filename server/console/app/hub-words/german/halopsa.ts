/** What the connector of HaloPSA says, in German. */
export const halopsa: Readonly<Record<string, string>> = {
  "The file has {0} bytes; no more than {1} are read.": "Die Datei hat {0} Byte; mehr als {1} werden nicht gelesen.",
  "Halo did not answer with the file. Files that it keeps in a store of their own are not read.":
    "Halo hat nicht mit der Datei geantwortet. Dateien, die es in einem eigenen Speicher hält, werden nicht gelesen.",
  "Halo refused two tokens one after the other for what it allowed before.":
    "Halo hat für etwas, das es früher erlaubte, nacheinander zwei Token abgelehnt.",
  "Halo refuses a fresh token for {0} (401): its scope ({1}) or the rights of the API agent do not reach so far.":
    "Halo lehnt ein frisches Token für {0} ab (401): Sein Scope ({1}) oder die Rechte des API-Agenten reichen nicht so weit.",
  "Halo's own database did not take this.": "Halos eigene Datenbank hat dies nicht angenommen.",
  "Halo's own database did not take this (error {0}).":
    "Halos eigene Datenbank hat dies nicht angenommen (Fehler {0}).",
  "The answer holds no list where one was expected.": "Die Antwort enthält keine Liste, wo eine erwartet wurde.",
  "Halo sent us to another address ({0}). Please check the address of the connection.":
    "Halo hat uns zu einer anderen Adresse geschickt ({0}). Prüfen Sie die Adresse der Verbindung.",
  "Halo refused the token (401).": "Halo hat das Token abgelehnt (401).",
  "The API agent or the scope of the application does not allow this (403). {0}":
    "Der API-Agent oder der Scope der Anwendung erlaubt dies nicht (403). {0}",
  "There is no Halo API at this address (404 with a web page).":
    "Unter dieser Adresse gibt es keine Halo API (404 mit einer Webseite).",
  "Halo does not have the record, or does not show it to the API agent (404).":
    "Halo hat den Datensatz nicht oder zeigt ihn dem API-Agenten nicht (404).",
  "Halo did not take the content type (415).": "Halo hat den Inhaltstyp nicht angenommen (415).",
  "Halo answered {0} without saying why.": "Halo hat mit {0} geantwortet, ohne einen Grund zu nennen.",
  "A web page came instead of data. {0}": "Statt Daten kam eine Webseite. {0}",
  "The marker field does not exist, or the API agent cannot see it. Without it a ticket made by Interdesk cannot be found again.":
    "Das Feld für die Markierung gibt es nicht, oder der API-Agent sieht es nicht. Ohne dieses Feld lässt sich ein Ticket, das Interdesk angelegt hat, nicht wiederfinden.",
  "Halo lists tickets without the marker field. Is the field shown on tickets, and visible to the API agent?":
    "Halo listet Tickets ohne das Feld für die Markierung auf. Wird das Feld an Tickets gezeigt, und sieht es der API-Agent?",
  "Halo named a server for signing in that is neither the customer's nor Halo's own; the secret was not sent there. If it is right, enter it as Authorisation server.":
    "Halo hat zur Anmeldung einen Server genannt, der weder dem Kunden noch Halo selbst gehört; das Geheimnis wurde nicht dorthin gesendet. Ist er richtig, tragen Sie ihn als Autorisierungsserver ein.",
  "This address does not answer as a Halo does: {0} Enter the Resource Server that Configuration › Integrations › Halo API shows; if it is right, enter the Authorisation server too.":
    "Diese Adresse antwortet nicht, wie ein Halo es tut: {0} Tragen Sie den Resource Server ein, den Configuration › Integrations › Halo API zeigt; ist er richtig, tragen Sie auch den Autorisierungsserver ein.",
  "The text that held this picture is gone, or was changed.":
    "Der Text mit diesem Bild ist nicht mehr da oder wurde geändert.",
  "Halo says that there were too many calls.": "Laut Halo waren es zu viele Aufrufe.",
  "Halo takes {0} calls in {1} minutes, from all its integrations together; this connection may make {2} in five.":
    "Halo nimmt von allen Integrationen zusammen {0} Aufrufe in {1} Minuten an; diese Verbindung darf in fünf Minuten {2} machen.",
  "Halo listed tickets that did not change since the given instant: it passes over lastupdatefromdate.":
    "Halo hat Tickets aufgelistet, die sich seit dem angegebenen Zeitpunkt nicht geändert haben: Es übergeht lastupdatefromdate.",
  "Halo lists no status of tickets.": "Halo listet keinen Ticketstatus auf.",
  "The marker field cannot be looked up by name: {0} Enter its number instead.":
    "Das Feld für die Markierung lässt sich nicht nach Namen suchen: {0} Tragen Sie stattdessen seine Nummer ein.",
  "expected the address of your Halo, for example yourcompany.halopsa.com":
    "erwartet: die Adresse Ihres Halo, zum Beispiel yourcompany.halopsa.com",
  "The ticket has no summary.": "Das Ticket hat keine Zusammenfassung (Summary).",
  "The ticket has no priority; its type has no SLA.": "Das Ticket hat keine Priorität; sein Typ hat kein SLA.",
  "The ticket has no type.": "Das Ticket hat keinen Typ.",
  "The agent number {0} is not visible to the API agent.": "Der API-Agent sieht den Agenten Nummer {0} nicht.",
  "The agent {0} ({1}) has no e-mail address.": "Der Agent {0} ({1}) hat keine E-Mail-Adresse.",
  "Halo has no {0} number {1} (any more).": "Halo hat keinen Wert Nummer {1} ({0}) oder hat ihn nicht mehr.",
  'Halo has no active team "{0}".': "Halo hat kein aktives Team „{0}“.",
  "No active Halo agent has the e-mail address {0}.": "Kein aktiver Agent in Halo hat die E-Mail-Adresse {0}.",
  "{0}: Halo took it and did not say under which number.":
    "{0}: Halo hat es angenommen und nicht gesagt, unter welcher Nummer.",
  "The ticket was deleted.": "Das Ticket wurde gelöscht.",
  "{0} more of ours taken away": "{0} weitere von uns entfernt",
  'Webhook "{0}" is active.': "Der Webhook „{0}“ ist aktiv.",
  'Webhook "{0}" with {1} events was made.': "Der Webhook „{0}“ mit {1} Ereignissen wurde angelegt.",
  "events added: {0}": "Ereignisse hinzugefügt: {0}",
  "The server for signing in gave no token: {0} Please check the Authorisation server.":
    "Der Server zur Anmeldung hat kein Token ausgestellt: {0} Prüfen Sie den Autorisierungsserver.",
  "Halo does not know this client ID and secret. Copy both again from the saved application.":
    "Halo kennt diese Client-ID mit diesem Secret nicht. Kopieren Sie beide noch einmal aus der gespeicherten Anwendung.",
  "The application may not sign in this way: choose Client ID and Secret (Services).":
    "Die Anwendung darf sich so nicht anmelden: Wählen Sie Client ID and Secret (Services).",
  "Halo does not know the scope. There is none for actions or attachments; they come with tickets.":
    "Halo kennt den Scope nicht. Für Actions und Anhänge gibt es keinen; sie gehören zu den Tickets.",
  "Check client ID, secret, scope and tenant.": "Prüfen Sie Client-ID, Secret, Scope und Mandant (Tenant).",
  "Halo refused to sign in {0}. {1}": "Halo hat die Anmeldung abgelehnt {0}. {1}",
  "switched on again": "wieder eingeschaltet",
  "switched on again, Halo had switched it off at {0}":
    "wieder eingeschaltet, nachdem Halo ihn ausgeschaltet hatte ({0})",
  "address set": "Adresse gesetzt",
  "signature set": "Signatur eingerichtet",
  "The delivery is not JSON: {0}": "Die Lieferung ist kein JSON: {0}",
  "an event of a standard Halo webhook, with its id and object_id":
    "ein Ereignis eines Standard-Webhooks von Halo, mit id und object_id",
  "{0}. Custom payloads are not understood.": "{0}. Eigene Payloads werden nicht verstanden.",
  "Halo has no outcome that may be used for notes. Make one that sends no e-mail and leaves the status.":
    "Halo hat kein Outcome, das sich für Notizen verwenden lässt. Legen Sie eines an, das keine E-Mail sendet und den Status lässt.",
  "The note {0} is visible to the client although it must not be: {1}":
    "Der Kunde sieht die Notiz {0}, obwohl er sie nicht sehen darf: {1}",
  '"{0}" is no ticket and action of Halo.': "„{0}“ ist kein Ticket mit Action in Halo.",
  'Webhook "{0}": {1}.': "Webhook „{0}“: {1}.",
};
