/** What deliveries come to, and what else is told in a few words, in German. */
export const outcomes: Readonly<Record<string, string>> = {
  "The message lists no alert.": "Die Nachricht führt keinen Alarm auf.",
  "The subscription to {0} was confirmed.": "Das Abonnement von {0} wurde bestätigt.",
  "The subscription to {0} was ended at AWS: nothing more comes. {1}":
    "Das Abonnement von {0} wurde bei AWS beendet: Es kommt nichts mehr. {1}",
  "An alert handler reports on itself.": "Ein Alert Handler berichtet über sich selbst.",
  "The batch is empty.": "Der Batch ist leer.",
  "An event that is no alert of a monitor.": "Ein Ereignis, das kein Alarm eines Monitors ist.",
  "The list in the body is empty.": "Die Liste im Body ist leer.",
  "A test message of the notification channel.": "Eine Testnachricht des Notification Channel.",
  "A report of Monit that tells of no event.": "Ein Bericht von Monit, der kein Ereignis meldet.",
  "No check fails, and no device is offline.": "Keine Prüfung schlägt fehl, und kein Gerät ist offline.",
  "The status of {0} on {1} is {2}, which is no recovery.":
    "Der Status von {0} auf {1} ist {2}; das ist keine Erholung.",
  "A change event, which is no alert: {0}": "Ein Change Event; das ist kein Alarm: {0}",
  'The status "{0}" is neither a problem nor a recovery.': "Der Status „{0}“ ist weder ein Problem noch eine Erholung.",
  "The monitor's status is {0}, which is neither a failure nor a recovery.":
    "Der Status des Monitors ist {0}; das ist weder ein Ausfall noch eine Erholung.",
  "A message about no monitor, such as a test: {0}": "Eine Nachricht zu keinem Monitor, etwa ein Test: {0}",
  "The monitor is pending: neither a problem nor its end.":
    "Der Monitor ist im Zustand „pending“: weder ein Problem noch dessen Ende.",
  "The monitor is {0}: neither a problem nor its end.": "Der Monitor ist {0}: weder ein Problem noch dessen Ende.",
  "in maintenance": "in Wartung",
  "The event is not of a trigger: discovery, autoregistration, services and Zabbix itself open nothing.":
    "Das Ereignis stammt nicht von einem Trigger: Discovery, Autoregistrierung, Services und Zabbix selbst eröffnen nichts.",

  // A notification of a check: what it is, by whom, and a comment.
  "A downtime began": "Eine Downtime hat begonnen",
  "A downtime began ({0})": "Eine Downtime hat begonnen ({0})",
  "The check began to flap": "Das Flapping der Prüfung hat begonnen",
  "The check began to flap ({0})": "Das Flapping der Prüfung hat begonnen ({0})",
  "A notification that somebody sent by hand": "Eine von Hand gesendete Benachrichtigung",
  "A notification that somebody sent by hand ({0})": "Eine von Hand gesendete Benachrichtigung ({0})",

  // Why Grafana and New Relic ended something that has not recovered.
  "its series is gone": "die Serie ist weg",
  "its rule is paused": "die Regel ist angehalten",
  "its rule was deleted": "die Regel wurde gelöscht",
  "New Relic closed the issue {0} since {1}, which is no recovery.":
    "New Relic hat das Issue {0} geschlossen ({1}); das ist keine Erholung.",
  "nothing was heard of it for long": "lange war nichts davon zu hören",
  "it had been open for as long as an issue may be": "es war so lange offen, wie ein Issue offen sein darf",

  "The integration was installed or removed.": "Die Integration wurde installiert oder entfernt.",
  "A comment on an issue.": "Ein Kommentar zu einem Issue.",
  "A single error event; alert rules tell of those that matter.":
    "Ein einzelnes Error Event; was davon wichtig ist, melden Alert Rules.",
  "A message of Sentry's Seer.": "Eine Nachricht von Seer in Sentry.",
  "The issue was assigned to somebody.": "Das Issue wurde jemandem zugewiesen.",
  "The issue was archived, which is no end of it.": "Das Issue wurde archiviert; beendet ist es damit nicht.",
  "The issue was ignored, which is no end of it.": "Das Issue wurde ignoriert; beendet ist es damit nicht.",
  "A new issue; only those count that an alert rule tells of.":
    "Ein neues Issue; es zählen nur solche, die eine Alert Rule meldet.",

  // What the last message of an alert lacks.
  "correlation id": "die Correlation-ID",
  "id of an alert": "die ID eines Alarms",
  "alert uid": "die Alert-UID",
  "issue and account": "das Issue oder der Account",
  "issue (metric alerts have none)": "das Issue (Metric Alerts haben keines)",
  "event id": "die Event-ID",

  "ilert tells “{0}”, which asks for nothing.": "ilert meldet „{0}“; dabei ist nichts zu tun.",
  "The alert has no key: it is none of ours.": "Der Alarm hat keinen Schlüssel: Er ist keiner von unseren.",
  "Opsgenie tells “{0}”, which asks for nothing.": "Opsgenie meldet „{0}“; dabei ist nichts zu tun.",
  "It is an echo of what we told it.": "Das ist ein Echo dessen, was wir dorthin gemeldet haben.",
  "The alert has no alias: it is none of ours.": "Der Alarm hat keinen Alias: Er ist keiner von unseren.",
  "PagerDuty tells “{0}”, which asks for nothing.": "PagerDuty meldet „{0}“; dabei ist nichts zu tun.",
  "No person did it in PagerDuty: it is an echo of what it was told.":
    "In PagerDuty hat das kein Mensch getan: Es ist ein Echo dessen, was dorthin gemeldet wurde.",
  "The incident has no key: it is none of ours, or several alerts were grouped.":
    "Der Incident hat keinen Schlüssel: Er ist keiner von unseren, oder mehrere Alarme wurden gruppiert.",
  "This is no pressed button.": "Das ist keine gedrückte Schaltfläche.",
  "A link was followed.": "Ein Link wurde geöffnet.",

  "Twilio does not accept the credentials.": "Twilio akzeptiert die Zugangsdaten nicht.",
  "Too many calls at once.": "Zu viele Aufrufe auf einmal.",
  "Twilio knows no such phone number.": "Twilio kennt diese Telefonnummer nicht.",
  "SMS to this country are not allowed: see Messaging › Geo permissions at Twilio.":
    "SMS in dieses Land sind nicht erlaubt: siehe Messaging › Geo permissions bei Twilio.",
  "This person has opted out by replying STOP: Twilio sends them nothing until they reply START.":
    "Diese Person hat sich mit der Antwort STOP abgemeldet: Twilio sendet ihr nichts, bis sie START antwortet.",
  "This number cannot receive SMS.": "Diese Nummer kann keine SMS empfangen.",
  "The phone is switched off or out of reach.": "Das Telefon ist ausgeschaltet oder nicht erreichbar.",
  "The phone or its network blocks messages.": "Das Telefon oder sein Netz blockiert Nachrichten.",
  "There is no such phone number.": "Diese Telefonnummer gibt es nicht.",
  "This is a landline, or a network that takes no SMS.":
    "Das ist ein Festnetzanschluss oder ein Netz, das keine SMS annimmt.",
  "The network took it for spam.": "Das Netz hat die Nachricht als Spam eingestuft.",
  "The network did not say why it was not delivered.":
    "Das Netz hat nicht gesagt, warum die Nachricht nicht zugestellt wurde.",
  "The text was repeated.": "Der Text wurde wiederholt.",
  "The call goes on, or has ended; only a pressed key is an answer.":
    "Der Anruf dauert an oder ist beendet; nur eine gedrückte Taste ist eine Antwort.",
  "The message is on its way.": "Die Nachricht ist unterwegs.",
  "They opted out or in at Twilio, which answers it itself.":
    "Die Person hat sich bei Twilio ab- oder wieder angemeldet; darauf antwortet Twilio selbst.",
  "The text is neither a yes nor a no.": "Der Text ist weder ein Ja noch ein Nein.",

  // Look-ups and limits of the rules.
  "the pattern on {0}": "das Muster auf {0}",
  "the table for {0}": "die Tabelle für {0}",
  "the expression": "der Ausdruck",
  "It takes more than {0} steps.": "Das braucht mehr als {0} Schritte.",
  "A pattern may be {0} characters long.": "Ein Muster darf höchstens {0} Zeichen lang sein.",
  "Version {0} of the intake rules cannot be used any more: save it anew to see why (rules set).":
    "Version {0} der Eingangsregeln ist nicht mehr verwendbar: Speichern Sie sie neu, um zu sehen, warum (rules set).",

  // Where the database is.
  "the database server {0}": "der Datenbankserver {0}",
  "the data folder {0}": "der Datenordner {0}",
};
