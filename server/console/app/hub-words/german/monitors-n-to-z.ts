/** What the connectors of monitoring tools from N-able to Zabbix say, in German. */
export const monitorsNToZ: Readonly<Record<string, string>> = {
  "a notification of N-central in XML, with the keywords that the setup names":
    "eine Benachrichtigung von N-central in XML, mit den Schlüsselwörtern, die die Einrichtung nennt",
  'TimeOfStateChange: "{0}" is no date and time.': "TimeOfStateChange: „{0}“ ist keine Angabe von Datum und Uhrzeit.",
  "expected an address such as https://www.systemmonitor.us": "erwartet: eine Adresse wie https://www.systemmonitor.us",
  "expected an address without a user in it": "erwartet: eine Adresse ohne Benutzer darin",
  "expected a key of letters and digits": "erwartet: ein Schlüssel aus Buchstaben und Ziffern",
  "N-sight did not answer: {0}": "N-sight hat nicht geantwortet: {0}",
  "a number": "eine Zahl",
  "HTTP {0} to list_failing_checks.": "HTTP {0} auf list_failing_checks.",
  "{0} Is the address of the server right?": "{0} Stimmt die Adresse des Servers?",
  "N-sight did not answer: {0}{1}.": "N-sight hat nicht geantwortet: {0}{1}.",
  "an answer of list_failing_checks with status OK": "eine Antwort von list_failing_checks mit dem Status OK",
  "The answer is not one element <result>.": "Die Antwort ist nicht genau ein Element <result>.",
  "There is no element <items>.": "Das Element <items> fehlt.",
  "<result> has no status.": "<result> hat keinen Status.",
  "The answer is not text in {0}.": "Die Antwort ist kein Text in {0}.",

  "expected the name of a custom variable, without the underscore before it":
    "erwartet: der Name einer Custom Variable, ohne den Unterstrich davor",
  "a notification of Nagios by the script of the setup text":
    "eine Benachrichtigung von Nagios durch das Skript aus dem Einrichtungstext",
  "a notification of Netdata by the script of the setup text":
    "eine Benachrichtigung von Netdata durch das Skript aus dem Einrichtungstext",

  "NerdGraph has answered nothing.": "NerdGraph hat nichts geantwortet.",
  "expected the number of an account": "erwartet: die Nummer eines Accounts",
  "an issue by the template of the setup text": "ein Issue nach der Vorlage aus dem Einrichtungstext",
  "Is it another template, or a notification channel from before workflows?":
    "Ist es eine andere Vorlage, oder ein Notification Channel aus der Zeit vor den Workflows?",

  "an activity of NinjaOne, with its id, type, state and time":
    "eine Aktivität von NinjaOne, mit ID, Typ, Zustand und Zeit",
  "The activity {0} {1} is neither a problem nor its end.":
    "Die Aktivität {0} {1} ist weder ein Problem noch dessen Ende.",
  "the id of a series": "die ID einer Serie",
  "seriesUid is not there, or is empty.": "seriesUid fehlt oder ist leer.",
  "seconds since 1970": "Sekunden seit 1970",
  "activityTime is no time.": "activityTime ist keine Zeitangabe.",
  "NONE, or one of {0}": "NONE oder eines von {0}",

  "an event of the Events API v2": "ein Ereignis der Events API v2",
  "no routing_key in the body": "kein routing_key im Body",
  "wrong routing_key": "falscher routing_key",

  "a webhook message of Pingdom": "eine Webhook-Nachricht von Pingdom",

  "a notification of PRTG by the payload of the setup text":
    "eine Benachrichtigung von PRTG mit der Payload aus dem Einrichtungstext",
  'status: "{0}" is not known. If this PRTG is not in English, set statusWords.':
    "status: „{0}“ ist unbekannt. Ist dieses PRTG nicht auf Englisch eingestellt, setzen Sie statusWords.",
  "Up, Down, Warning, Unusual, Paused or Unknown, as PRTG writes them":
    "Up, Down, Warning, Unusual, Paused oder Unknown, wie PRTG sie schreibt",
  'priority: "{0}" is not known.': "priority: „{0}“ ist unbekannt.",
  "one to five asterisks": "ein bis fünf Sternchen",

  "The comment was not taken: {0}": "Der Kommentar wurde nicht angenommen: {0}",
  "expected the organisation as it stands in addresses": "erwartet: die Organisation, wie sie in Adressen steht",
  "a webhook of a Sentry integration": "ein Webhook einer Sentry-Integration",
  "Is it the old WebHooks plug-in, or a kind of webhook that is newer than this connector?":
    "Ist es das alte Plugin WebHooks, oder eine Art von Webhook, die neuer ist als dieser Konnektor?",
  "There is no such header.": "Dieser Header fehlt.",

  "the incident parameters of Site24x7": "die Incident Parameters von Site24x7",
  "Are “Post as JSON” and “Send incident parameters” on?":
    "Sind „Post as JSON“ und „Send incident parameters“ eingeschaltet?",
  "the monitor's id": "die ID des Monitors",
  "MONITOR_ID is empty.": "MONITOR_ID ist leer.",

  "the JSON body of Uptime Kuma's webhook, or its form with the field data":
    "der JSON-Body des Webhooks von Uptime Kuma, oder sein Formular mit dem Feld data",
  "Is it a custom body?": "Ist es ein eigener Body?",
  "heartbeat.status: {0} is not known.": "heartbeat.status: {0} ist unbekannt.",
  "YYYY-MM-DD HH:MM:SS.mmm": "JJJJ-MM-TT HH:MM:SS.mmm",
  "heartbeat.time is no time.": "heartbeat.time ist keine Zeitangabe.",
  "the variables of UptimeRobot, by the POST value of the setup text":
    "die Variablen von UptimeRobot, mit dem POST Value aus dem Einrichtungstext",

  "an alarm of Veeam ONE by the script of the setup text":
    "ein Alarm von Veeam ONE durch das Skript aus dem Einrichtungstext",

  "The trigger does not allow manual closing; the problem is no longer acknowledged by us.":
    "Der Trigger erlaubt kein manuelles Schließen; unsere Bestätigung des Problems ist zurückgenommen.",
  "Zabbix has no such problem any more, or our user may not see it.":
    "Zabbix kennt dieses Problem nicht mehr, oder unser Benutzer darf es nicht sehen.",
  "a message of Zabbix by the media type of the setup text":
    "eine Nachricht von Zabbix durch den Medientyp aus dem Einrichtungstext",
  '{0}_date and {1}_time: "{2}" is no date and time.':
    "{0}_date und {1}_time: „{2}“ ist keine Angabe von Datum und Uhrzeit.",
  "YYYY.MM.DD and HH:MM:SS": "JJJJ.MM.TT und HH:MM:SS",
  "Sentry-Hook-Resource: {0} {1}": "Sentry-Hook-Resource: {0} {1}",
};
