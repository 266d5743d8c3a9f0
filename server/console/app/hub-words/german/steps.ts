/** What the tests of connections do and find, in German. */
export const steps: Readonly<Record<string, string>> = {
  API: "API",
  Account: "Konto",
  Buttons: "Knöpfe",
  Listing: "Auflistung",
  Senders: "Absender",
  Server: "Server",
  Telling: "Rückmeldung",
  "Sign in": "Anmelden",
  "Find the API user itself": "Den API-Benutzer selbst finden",
  "Read tickets": "Tickets lesen",
  "Find the zone": "Die Zone finden",
  "Your database is at {0}": "Ihre Datenbank liegt unter {0}",
  "Sign in and read people and lists": "Anmelden, Personen und Listen lesen",
  "{0} resources, {1} queues": "{0} Ressourcen, {1} Queues",
  "The API user is not among the resources it may see, so its own notes could not be told from others'. Allow it to see resources.":
    "Der API-Benutzer ist nicht unter den Ressourcen, die er sehen darf; seine eigenen Notizen ließen sich nicht von anderen unterscheiden. Erlauben Sie ihm, Ressourcen zu sehen.",
  "Resource {0}": "Ressource {0}",
  "None are visible. Does the security level show the queues you expect?":
    "Keine sind sichtbar. Zeigt die Sicherheitsstufe die Queues, die Sie erwarten?",
  "Tickets are visible.": "Tickets sind sichtbar.",
  "Find the Halo": "Das Halo finden",
  "Signing in at {0}": "Angemeldet wird bei {0}",
  "Find our own agent": "Unseren eigenen Agenten finden",
  "We work as agent {0} {1}": "Wir arbeiten als Agent {0} {1}",
  "Read statuses, types, teams, agents and outcomes": "Status, Typen, Teams, Agenten und Ergebnisse lesen",
  "Signed in; Halo does not say with which scope.": "Angemeldet; Halo sagt nicht, mit welchem Scope.",
  "Signed in with the scope {0}.": "Angemeldet mit dem Scope {0}.",
  "Signed in, but without {0}.": "Angemeldet, aber ohne {0}.",
  "{0} statuses, {1} types, {2} teams, {3} agents, {4} outcomes":
    "{0} Status, {1} Typen, {2} Teams, {3} Agenten, {4} Ergebnisse",
  "Find the marker field": "Das Feld für die Markierung finden",
  'There is no custom field "{0}". Add a text field of this name on tickets, or enter the name of another one.':
    "Es gibt kein eigenes Feld „{0}“. Legen Sie für Tickets ein Textfeld dieses Namens an, oder geben Sie den Namen eines anderen an.",
  "Custom field {0}": "Eigenes Feld {0}",
  'The custom field "{0}" is not a text field.': "Das eigene Feld „{0}“ ist kein Textfeld.",
  "Find the type of new tickets": "Den Typ neuer Tickets finden",
  "; it has no SLA, so its tickets have no priority": "; er hat kein SLA, deshalb haben seine Tickets keine Priorität",
  "There is no ticket type {0}, or the API agent may not see it.":
    "Es gibt keinen Tickettyp {0}, oder der API-Agent darf ihn nicht sehen.",
  "There is no outcome {0}; another one will be used. Enter one that exists.":
    "Es gibt kein Ergebnis {0}; ein anderes wird benutzt. Geben Sie eines an, das es gibt.",
  "Find the outcome of internal notes": "Das Ergebnis für interne Notizen finden",
  "Find the outcome of public notes": "Das Ergebnis für öffentliche Notizen finden",
  "No outcome shows its note and does nothing else. Make one, or enter the number of another.":
    "Kein Ergebnis zeigt seine Notiz und tut sonst nichts. Legen Sie eines an, oder geben Sie die Nummer eines anderen an.",
  'None are visible. Is the API agent in every team, with all ticket types and "Allow use of all Customers"?':
    "Keine sind sichtbar. Ist der API-Agent in jedem Team, mit allen Tickettypen und „Allow use of all Customers“?",
  "Read customers": "Kunden lesen",
  "Read people at the customers": "Personen bei den Kunden lesen",
  "May register its webhook": "Darf seinen Webhook eintragen",
  "Webhooks can be read.": "Webhooks lassen sich lesen.",
  "{0} Everything else works without; register the webhook by hand, or give scope admin and an administrator role.":
    "{0} Alles andere geht ohne; tragen Sie den Webhook von Hand ein, oder geben Sie den Scope admin und eine Administratorrolle.",
  "{0} It sends us elsewhere; redirects are not followed.":
    "{0} Sie verweist auf eine andere Adresse; Weiterleitungen wird nicht gefolgt.",
  "{0} Please check the address in the settings.": "{0} Bitte prüfen Sie die Adresse in den Einstellungen.",
  "Reach the instance": "Die Instanz erreichen",
  "Sign in and read tickets": "Anmelden und Tickets lesen",
  "Read lists and people": "Listen und Personen lesen",
  "ServiceNow answers at {0}.": "ServiceNow antwortet unter {0}.",
  "Something else than ServiceNow answers there.": "Dort antwortet etwas anderes als ServiceNow.",
  "Signed in; tickets are visible.": "Angemeldet; Tickets sind sichtbar.",
  "Signed in; the table is empty.": "Angemeldet; die Tabelle ist leer.",
  "Signed in, but of {0} tickets none on the first page is visible: access rules or the domain of the API user hide them.":
    "Angemeldet, aber von {0} Tickets ist auf der ersten Seite keines sichtbar: Zugriffsregeln oder die Domain des API-Benutzers verbergen sie.",
  'No user "{0}" is visible, so our own writes could not be told from others\'. Please check the User ID, and read on sys_user.':
    "Kein Benutzer „{0}“ ist sichtbar; unsere eigenen Änderungen ließen sich nicht von anderen unterscheiden. Bitte prüfen Sie die User ID und das Leserecht auf sys_user.",
  "The API user is not active.": "Der API-Benutzer ist nicht aktiv.",
  "The API user's time zone is {0}. Please set it to GMT.":
    "Die Zeitzone des API-Benutzers ist {0}. Bitte stellen Sie sie auf GMT.",
  "Its time zone is the system's; please set GMT.": "Seine Zeitzone ist die des Systems; bitte stellen Sie GMT ein.",
  "Web service access only is off; please set it.": "„Web service access only“ ist aus; bitte schalten Sie es ein.",
  "User {0}.": "Benutzer {0}.",
  "Check the resolution code": "Den Lösungscode prüfen",
  "The table has no list of resolution codes.": "Die Tabelle hat keine Liste von Lösungscodes.",
  '"{0}" is one of {1}.': "„{0}“ ist einer von {1}.",
  "Check columns and lengths": "Spalten und Längen prüfen",
  "The dictionary cannot be read; the delivered lengths are used.":
    "Das Dictionary lässt sich nicht lesen; die ausgelieferten Längen werden benutzt.",
  "Title {0}, description {1} characters.": "Titel {0}, Beschreibung {1} Zeichen.",
  "The table lacks the columns {0}.": "Der Tabelle fehlen die Spalten {0}.",
  "Account and auth token": "Konto und Auth Token",
  "The account is not active but {0}.": "Das Konto ist nicht active, sondern {0}.",
  "They fit. A trial account reaches only numbers that were verified at Twilio.":
    "Sie passen zusammen. Ein Testkonto erreicht nur Nummern, die bei Twilio bestätigt wurden.",
  "They fit, so that signatures can be checked too.": "Sie passen zusammen, also lassen sich auch Signaturen prüfen.",
  "It may use the account.": "Er darf das Konto benutzen.",
  "Neither an SMS sender nor a caller number is set.": "Weder ein SMS-Absender noch eine Rufnummer ist angegeben.",
  "Way back": "Rückweg",
  "Twilio cannot reach this hub, so that no key and no reply would arrive: set http.publicUrl.":
    "Twilio erreicht diesen Hub nicht, sodass weder Tastendruck noch Antwort ankämen: Setzen Sie http.publicUrl.",
  "Answers come to {0}.": "Antworten kommen an {0}.",
  "Send a signed ping": "Einen signierten Ping senden",
  "Ask the read address": "Die Leseadresse fragen",
  "It answers tickets.": "Sie antwortet mit Tickets.",
  "Nothing is there. Is the address complete? {0}": "Dort ist nichts. Ist die Adresse vollständig? {0}",
  "This connection only takes deliveries: the tool has no API that is used, or its address and credentials are not set.":
    "Diese Verbindung nimmt nur Lieferungen an: Das Werkzeug hat keine API, die benutzt wird, oder Adresse und Zugangsdaten sind nicht angegeben.",
  "It will be told to {0}.": "Dem Werkzeug wird gesagt: {0}.",
  "It will be told nothing.": "Dem Werkzeug wird nichts gesagt.",
  "It lists {0} alerts that fire.": "Es führt {0} Alarme, die gerade bestehen.",
};
