/** What the intake of alerts, with its rules and expressions, says, in German. */
export const intake: Readonly<Record<string, string>> = {
  'There is no client "{0}" any more.': "Den Kunden „{0}“ gibt es nicht mehr.",
  "the rule {0} says so": "die Regel {0} sagt es",
  'There is no service desk "{0}" among the connections. {1}':
    "Unter den Verbindungen gibt es keinen Service Desk „{0}“. {1}",
  "Service desks": "Service Desks",
  'There is no client "{0}". {1}': "Es gibt keinen Kunden „{0}“. {1}",
  'There is no connection "{0}". {1}': "Es gibt keine Verbindung „{0}“. {1}",
  '{0} is never "{1}", but one of {2}.': "{0} ist nie „{1}“, sondern eines von: {2}.",
  "{0}: none yet.": "{0}: noch keine.",
  "must be after its begin, {0}.": "muss nach dem Beginn liegen, {0}.",
  "a silence needs an end.": "eine Stummschaltung braucht ein Ende.",
  "needed, unless the window comes again.": "nötig, es sei denn, das Fenster wiederholt sich.",
  'There is no text "{0}".': "Es gibt keinen Text „{0}“.",
  "This gives {0}, and a look-up must give a text.": "Das ergibt {0}; eine Suche muss einen Text ergeben.",
  'Rule {0} is called "{1}" too; each needs an id of its own.':
    "Auch Regel {0} heißt „{1}“; jede braucht eine eigene id.",
  "This gives {0}; {1} is expected.": "Das ergibt {0}; erwartet: {1}.",
  "a text": "ein Text",
  "a list of texts": "eine Liste von Texten",
  '{0} % of its words are those of "{1}"': "{0} % der Worte sind die von „{1}“",
  "dropped by the rule {0}: {1}": "verworfen durch die Regel {0}: {1}",
  "{0} gives nothing": "{0} ergibt nichts",
  '{0} does not know "{1}"': "{0} kennt „{1}“ nicht",
  '{0} says "{1}", which is no client': "{0} sagt „{1}“, was kein Kunde ist",
  "{0}. Tried: {1}.": "{0}. Versucht: {1}.",
  "The alert names no client": "Der Alarm nennt keinen Kunden",
  'The client "{0}" is not mapped': "Der Kunde „{0}“ ist nicht zugeordnet",
  "It came at {0}, more than 24 hours before it was replayed, so it opened no ticket. To let it: interdesk deliveries replay {1} --open-old":
    "Empfangen {0}, mehr als 24 Stunden vor der erneuten Bearbeitung; deshalb wurde kein Ticket geöffnet. Wenn es eines öffnen soll: interdesk deliveries replay {1} --open-old",
  'the configuration item "{0}" is theirs': "das Configuration Item „{0}“ gehört dem Kunden",
  "the connection's own; {0}": "der Kunde der Verbindung; {0}",
  "This is no pattern of RE2: {0}": "Das ist kein Muster für RE2: {0}",
  "The pattern has no group {0}.": "Das Muster hat keine Gruppe {0}.",
  "No more than {0} of exists, all, map and filter inside one another.":
    "Von exists, all, map und filter dürfen höchstens {0} ineinander stehen.",
  "This gives {0}, and a condition must say true or false.":
    "Das ergibt {0}; eine Bedingung muss wahr oder falsch ergeben.",
  '{0} says "{1}"': "{0} sagt „{1}“",
};
