/** What the connector of ServiceNow says, in German. */
export const servicenow: Readonly<Record<string, string>> = {
  "The answer names no attachment.": "Die Antwort nennt keinen Anhang.",
  '"{0}" is internal, and ServiceNow would show it to the caller; it was not uploaded. The setting "Upload internal files" allows it.':
    "„{0}“ ist intern, und ServiceNow würde es dem Caller zeigen; es wurde nicht hochgeladen. Die Einstellung „Interne Dateien hochladen“ erlaubt es.",
  '"{0}" has {1} bytes; this connection carries at most {2}.':
    "„{0}“ hat {1} Byte; diese Verbindung überträgt höchstens {2}.",
  "expected yyyy-MM-dd HH:mm:ss": "erwartet: yyyy-MM-dd HH:mm:ss",
  "expected a count": "erwartet: eine Anzahl",
  "expected a size": "erwartet: eine Größe",
  "No file came.": "Es kam keine Datei.",
  "The file has {0} bytes instead of {1}; it may be held by a virus scan.":
    "Die Datei hat {0} statt {1} Byte; vielleicht hält ein Virenscan sie zurück.",
  "The connection has no {0}; please enter it.": "In der Verbindung fehlt: {0}. Tragen Sie es bitte ein.",
  "ServiceNow refused the client. It never says why; please check: client ID and secret; the property glide.oauth.inbound.client.credential.grant_type.enabled is true; the application registry is active and names an OAuth Application User; that user is active, not locked out, and Password needs reset is off; the scope is allowed.":
    "ServiceNow hat den Client abgelehnt. Es sagt nie, warum; prüfen Sie bitte: Client-ID und Client-Secret; die Property glide.oauth.inbound.client.credential.grant_type.enabled ist true; die Application Registry ist aktiv und nennt einen OAuth Application User; dieser Benutzer ist aktiv und nicht gesperrt, und Password needs reset ist aus; der Scope ist erlaubt.",
  "ServiceNow refused user name or password. If they work in a browser, the instance restricts basic authentication: set Web service access only on the user, or give it the role snc_basic_auth_api_access itself; better, use client credentials. Also check that the user is active, not locked out, without MFA, and Password needs reset is off.":
    "ServiceNow hat Benutzernamen oder Passwort abgelehnt. Gelingt die Anmeldung damit im Browser, so schränkt die Instanz Basic Authentication ein: Setzen Sie beim Benutzer Web service access only, oder geben Sie ihm selbst die Rolle snc_basic_auth_api_access; besser ist es, Client Credentials zu verwenden. Prüfen Sie auch, dass der Benutzer aktiv, nicht gesperrt und ohne MFA ist und Password needs reset aus ist.",
  "ServiceNow refused the API key. Please check that it has not expired, that its user is active, and that a REST API access policy with the API key profile exists for this very API and version: Table, Attachment and Aggregate each need one.":
    "ServiceNow hat den API-Schlüssel abgelehnt. Prüfen Sie bitte, dass er nicht abgelaufen ist, dass sein Benutzer aktiv ist und dass es für genau diese API und Version eine REST API Access Policy mit dem API-Key-Profil gibt: Table, Attachment und Aggregate brauchen je eine.",
  "ServiceNow answered that it took the text, but shows no entry of ours in {0}: the API user may lack the right to write or to read that column.":
    "ServiceNow hat den Text laut seiner Antwort angenommen, zeigt aber in {0} keinen Eintrag von uns: Vielleicht fehlt dem API-Benutzer das Recht, diese Spalte zu schreiben oder zu lesen.",
  "Try a query that cannot be understood": "Eine unverständliche Abfrage versuchen",
  "The instance answers it with nothing, as it should.": "Die Instanz antwortet darauf mit nichts, wie es sein soll.",
  "The instance ignores what it does not understand and answers with any rows. Interdesk checks every row, so this is safe; glide.invalid_query.returns_no_rows = true is safer.":
    "Die Instanz übergeht, was sie nicht versteht, und antwortet mit beliebigen Zeilen. Interdesk prüft jede Zeile, deshalb ist das sicher; sicherer ist glide.invalid_query.returns_no_rows = true.",
  "Try an instant in a query": "Einen Zeitpunkt in einer Abfrage versuchen",
  "It means the same as in a row.": "Er bedeutet dasselbe wie in einer Zeile.",
  "There is no ticket yet to try it with.": "Es gibt noch kein Ticket, um es zu versuchen.",
  "See every column of a ticket": "Jede Spalte eines Tickets sehen",
  "There is no ticket yet to look at.": "Es gibt noch kein Ticket zum Ansehen.",
  "All of them are visible.": "Alle sind sichtbar.",
  "These columns do not exist or are hidden from the API user: {0}. Their fields are not carried.":
    "Diese Spalten gibt es nicht, oder sie sind dem API-Benutzer verborgen: {0}. Ihre Felder werden nicht übertragen.",
  "Read the API user's roles": "Die Rollen des API-Benutzers lesen",
  "They cannot be read, which is no fault: {0}": "Sie lassen sich nicht lesen, was kein Fehler ist: {0}",
  "None are shown; the other steps tell whether they do.":
    "Es werden keine gezeigt; ob sie reichen, sagen die anderen Schritte.",
  "The API user holds {0}; it should hold itil and nothing more.":
    "Der API-Benutzer hat {0}; er sollte itil haben und nichts weiter.",
  "Count open tickets (Aggregate API)": "Offene Tickets zählen (Aggregate API)",
  "{0} tickets are open.": "Offene Tickets: {0}.",
  "Read comments and work notes": "Comments und Work notes lesen",
  "{0} entries of the newest tickets are read as rows.": "{0} Einträge der neuesten Tickets werden als Zeilen gelesen.",
  "Rows of sys_journal_field are hidden, so the display text is read: authors are known by name only. Read on sys_journal_field is better.":
    "Zeilen von sys_journal_field sind verborgen, deshalb wird der Anzeigetext gelesen: Von den Verfassern ist nur der Name bekannt. Besser ist ein Leserecht auf sys_journal_field.",
  "The newest tickets have none, so it is not known yet whether their rows are visible.":
    "Die neuesten Tickets haben keine, deshalb ist noch nicht bekannt, ob ihre Zeilen sichtbar sind.",
  "Read attachments (Attachment API)": "Anhänge lesen (Attachment API)",
  "The list can be read.": "Die Liste lässt sich lesen.",
  "Read SLA clocks": "SLA-Uhren lesen",
  "They cannot be read and are left out: {0}": "Sie lassen sich nicht lesen und werden ausgelassen: {0}",
  "None are visible.": "Es sind keine sichtbar.",
  "They are visible.": "Sie sind sichtbar.",
  'No states of the table "{0}" can be read from sys_choice; the API user needs to read it.':
    "Aus sys_choice lassen sich keine Status der Tabelle „{0}“ lesen; der API-Benutzer braucht dort ein Leserecht.",
  "ServiceNow dropped the call without running it.": "ServiceNow hat den Aufruf verworfen, ohne ihn auszuführen.",
  "The instance cut the call off after its longest execution time.":
    "Die Instanz hat den Aufruf nach ihrer längsten Ausführungszeit abgebrochen.",
  "The answer holds no result: it is not ServiceNow's API that answers. Please check the address.":
    "Die Antwort enthält kein result: Hier antwortet nicht die API von ServiceNow. Prüfen Sie die Adresse.",
  "The address is not known there (404): {0}": "Die Adresse ist dort nicht bekannt (404): {0}",
  "ServiceNow answered {0}: {1}": "ServiceNow hat mit {0} geantwortet: {1}",
  "ServiceNow answered {0}.": "ServiceNow hat mit {0} geantwortet.",
  "ServiceNow did not accept the sign-in (401).": "ServiceNow hat die Anmeldung nicht angenommen (401).",
  "ServiceNow, or a proxy before it, refused (403).": "ServiceNow oder ein Proxy davor hat abgelehnt (403).",
  "The address answers with a redirection ({0}), as a sign-in page does. Please check it.":
    "Die Adresse antwortet mit einer Weiterleitung ({0}), wie es eine Anmeldeseite tut. Prüfen Sie sie.",
  "The address is not known there (404).": "Die Adresse ist dort nicht bekannt (404).",
  "ServiceNow answered 409.": "ServiceNow hat mit 409 geantwortet.",
  "ServiceNow answered {0} without saying why.": "ServiceNow hat mit {0} geantwortet, ohne einen Grund zu nennen.",
  "The instance is hibernating; somebody has to wake it in a browser.":
    "Die Instanz schläft; jemand muss sie in einem Browser wecken.",
  "A web page refuses the call ({0}); a proxy may stand in between.":
    "Eine Webseite weist den Aufruf ab ({0}); vielleicht steht ein Proxy dazwischen.",
  "A web page came instead of data (HTTP {0}).": "Statt Daten kam eine Webseite (HTTP {0}).",
  "A web page came instead of data (HTTP {0}): a sign-in page, a proxy, or the wrong address.":
    "Statt Daten kam eine Webseite (HTTP {0}): eine Anmeldeseite, ein Proxy oder die falsche Adresse.",
  "The display text of the journal shows dates that cannot be read. Please give the API user the default date format, time zone GMT and language English, or read on sys_journal_field.":
    "Der Anzeigetext des Journals zeigt Daten, die sich nicht lesen lassen. Geben Sie dem API-Benutzer das voreingestellte Datumsformat, die Zeitzone GMT und die Sprache Englisch, oder ein Leserecht auf sys_journal_field.",
  "The poll's cursor is broken.": "Die Positionsangabe der Abfrage (cursor) ist fehlerhaft.",
  "expected the name of a table, such as incident": "erwartet: der Name einer Tabelle, etwa incident",
  "expected ASCII without blanks": "erwartet: ASCII ohne Leerzeichen",
  "The ticket has no priority there.": "Das Ticket hat dort keine Priorität.",
  "The assignee {0} has no e-mail address that the API user may see.":
    "Der API-Benutzer sieht keine E-Mail-Adresse von {0} (zuständig).",
  "No impact and urgency make the priority {0} in this instance.":
    "In dieser Instanz ergeben keine Auswirkung und Dringlichkeit die Priorität {0}.",
  "Several active ServiceNow users have the e-mail address {0}.":
    "Mehrere aktive Benutzer in ServiceNow haben die E-Mail-Adresse {0}.",
  "No active ServiceNow user who works on tickets has the e-mail address {0}.":
    "Kein aktiver Benutzer in ServiceNow, der Tickets bearbeitet, hat die E-Mail-Adresse {0}.",
  'ServiceNow answered with rows that were not asked for: it ignored the condition on "{0}", or does not show that column to the API user. Nothing was taken from the answer.':
    "ServiceNow hat mit Zeilen geantwortet, nach denen nicht gefragt war: Es hat die Bedingung für „{0}“ übergangen oder zeigt dem API-Benutzer diese Spalte nicht. Aus der Antwort wurde nichts übernommen.",
  "ServiceNow ignored the order that was asked for; the API user may lack the right to sort by the column.":
    "ServiceNow hat die verlangte Reihenfolge übergangen; vielleicht fehlt dem API-Benutzer das Recht, nach der Spalte zu sortieren.",
  "The API user may not use this REST API: it needs the role snc_platform_rest_api_access (part of itil) or, with an API key, an access policy for this very API. ServiceNow said: {0}":
    "Der API-Benutzer darf diese REST API nicht verwenden: Er braucht die Rolle snc_platform_rest_api_access (in itil enthalten) oder, mit einem API-Schlüssel, eine Access Policy für genau diese API. ServiceNow sagte: {0}",
  "The API user has no right to read this table (403).": "Der API-Benutzer hat kein Leserecht auf diese Tabelle (403).",
  "A data policy of the instance wants more: {0}": "Eine Data Policy der Instanz verlangt mehr: {0}",
  'The instance\'s business rule "{0}" refused the change.':
    "Die Business Rule „{0}“ der Instanz hat die Änderung abgelehnt.",
  "The API user has no right to change this record: {0}": "Der API-Benutzer darf diesen Datensatz nicht ändern: {0}",
  "The instance has no such table: {0}": "Die Instanz hat keine solche Tabelle: {0}",
  "The instance does not know this address of its API; the plugin that brings it may be missing.":
    "Die Instanz kennt diese Adresse ihrer API nicht; vielleicht fehlt das Plugin dafür.",
  "The record does not exist, or the API user may not see it.":
    "Den Datensatz gibt es nicht, oder der API-Benutzer darf ihn nicht sehen.",
  "ServiceNow answered with another record.": "ServiceNow hat mit einem anderen Datensatz geantwortet.",
  "ServiceNow's ticket {0} is {1} for good: it cannot be reopened or changed to another state. A new ticket has to follow it.":
    "Das Ticket {0} in ServiceNow ist endgültig beendet ({1}): Es lässt sich nicht wieder öffnen und in keinen anderen Status bringen. Ein neues Ticket muss ihm folgen.",
  "Interdesk never closes a ticket in ServiceNow: that needs itil_admin, and the instance closes what is resolved itself. Map the status to 6.":
    "Interdesk schließt nie ein Ticket in ServiceNow: Dafür ist itil_admin nötig, und die Instanz schließt selbst, was gelöst ist. Ordnen Sie dem Status die 6 zu.",
  'The instance has no resolution code "{0}". Please set one of: {1}.':
    "Die Instanz hat keinen Lösungscode „{0}“. Setzen Sie einen von: {1}.",
  "{0} No call is made for 15 minutes, so that the user is not locked; the connection test asks at once.":
    "{0} 15 Minuten lang wird nicht aufgerufen, damit der Benutzer nicht gesperrt wird; der Verbindungstest fragt sofort.",
  "Instants within queries are shifted: ServiceNow reads them in the zone of the API user. Please set that user's time zone to GMT.":
    "Zeitpunkte in Abfragen sind verschoben: ServiceNow liest sie in der Zeitzone des API-Benutzers. Stellen Sie dessen Zeitzone auf GMT.",
  "client ID": "Client-ID",
  "client secret": "Client-Secret",
  "wrong signature, or a clock that is off by five minutes":
    "falsche Signatur, oder eine Uhr, die um fünf Minuten falsch geht",
  "The notice is not JSON: {0}": "Die Meldung ist kein JSON: {0}",
  "a notice of Interdesk's business rule": "eine Meldung der Business Rule von Interdesk",
  "The answer to the creation names no sys_id.": "Die Antwort auf das Anlegen nennt keine sys_id.",
};
