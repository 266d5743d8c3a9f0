/** What the connectors of monitoring tools from Alertmanager to Monit say, in German. */
export const monitorsAToM: Readonly<Record<string, string>> = {
  "the default webhook body of Alertmanager, version 4": "der Standard-Body des Webhooks von Alertmanager, Version 4",
  "Is the receiver's payload a template of your own?": "Ist die Payload des Receivers eine eigene Vorlage?",

  "a webhook notification of Auvik": "eine Webhook-Benachrichtigung von Auvik",

  "an alarm of CloudWatch, as JSON in Message": "ein Alarm von CloudWatch, als JSON in Message",
  "Only alarms should be sent to this topic.": "An dieses Topic sollten nur Alarme gesendet werden.",
  "In Message: {0}": "In Message: {0}",
  "a message of Amazon SNS in its envelope": "eine Nachricht von Amazon SNS in ihrem Umschlag",
  "Raw message delivery takes the envelope away, and the signature with it: switch it off.":
    "Raw message delivery entfernt den Umschlag und mit ihm die Signatur: Schalten Sie es aus.",
  "Timestamp: expected a date and time with a zone.": "Timestamp: erwartet: Datum und Uhrzeit mit Zeitzone.",
  "expected the ARN of a topic, such as arn:aws:sns:eu-central-1:123456789012:alarms":
    "erwartet: die ARN eines Topics, etwa arn:aws:sns:eu-central-1:123456789012:alarms",
  "If that was not meant, subscribe the address again.":
    "War das nicht beabsichtigt, melden Sie die Adresse dort neu an.",
  "The message was not taken: {0}.": "Die Nachricht wurde nicht angenommen: {0}.",
  "The signature does not fit the message: it was not sent by Amazon SNS as it is.":
    "Die Signatur passt nicht zur Nachricht: So hat Amazon SNS sie nicht gesendet.",
  "the signing certificate": "das Signaturzertifikat",
  "The signing certificate has no RSA key, as those of Amazon SNS have.":
    "Das Signaturzertifikat hat keinen RSA-Schlüssel, wie ihn die von Amazon SNS haben.",
  "What Amazon SNS holds at SigningCertURL is no certificate.":
    "Was Amazon SNS unter SigningCertURL bereithält, ist kein Zertifikat.",
  "SubscribeURL does not confirm a subscription to this topic at its own host.":
    "SubscribeURL bestätigt kein Abonnement dieses Topics bei dessen eigenem Host.",
  "the confirmation of the subscription": "die Bestätigung des Abonnements",
  "Amazon SNS refused {0}: HTTP {1}.": "Von Amazon SNS verweigert: {0} (HTTP {1}).",
  "The answer to {0} could not be read: {1}": "Die Antwort von Amazon SNS ist nicht lesbar ({0}): {1}",
  "raw message delivery is on, which takes the signature away":
    "Raw message delivery ist eingeschaltet und entfernt die Signatur",
  "no signed message of Amazon SNS": "keine signierte Nachricht von Amazon SNS",
  "it comes from a topic that is not in topicArns": "sie kommt von einem Topic, das nicht in topicArns steht",
  "SigningCertURL is no address of a certificate at the topic's own host":
    "SigningCertURL ist keine Adresse eines Zertifikats beim eigenen Host des Topics",
  "Timestamp is no date and time": "Timestamp ist keine Angabe von Datum und Uhrzeit",
  "it was signed more than an hour before it came; is the clock here right?":
    "sie wurde mehr als eine Stunde vor ihrer Ankunft signiert; vielleicht geht die Uhr hier falsch",
  "it was signed in the future; is the clock here right?":
    "sie wurde in der Zukunft signiert; vielleicht geht die Uhr hier falsch",

  "an alert in the common alert schema": "ein Alarm im Common Alert Schema",
  "Is “Enable the common alert schema” switched on in the action group?":
    "Ist „Enable the common alert schema“ in der Action Group eingeschaltet?",

  "Checkmk has no such problem any more (422).": "Checkmk kennt dieses Problem nicht mehr (422).",
  "This Checkmk takes no acknowledgement back by its API; it stays until the problem has ended.":
    "Dieses Checkmk nimmt über seine API keine Bestätigung zurück; sie bleibt, bis das Problem vorbei ist.",
  "expected the name of a host label, of letters, digits and underscores":
    "erwartet: der Name eines Host-Labels aus Buchstaben, Ziffern und Unterstrichen",
  "a notification of Checkmk by the plug-in of the setup text":
    "eine Benachrichtigung von Checkmk durch das Plugin aus dem Einrichtungstext",
  "HOST or SERVICE": "HOST oder SERVICE",
  'what: "{0}" is not known.': "what: „{0}“ ist unbekannt.",
  "service_desc is not there, or is empty.": "service_desc fehlt oder ist leer.",

  "a message of a script of ConnectWise Automate with the body of the setup text":
    "eine Nachricht eines Skripts von ConnectWise Automate mit dem Body aus dem Einrichtungstext",
  'when: "{0}" is no time.': "when: „{0}“ ist keine Zeitangabe.",
  "expected a path such as alert.id": "erwartet: ein Pfad wie alert.id",
  "the id of an alert": "die ID eines Alarms",
  "{0} is no time with a zone.": "{0} ist keine Zeitangabe mit Zeitzone.",

  "More than {0} downtimes.": "Mehr als {0} Downtimes.",
  "the payload of the setup text": "die Payload aus dem Einrichtungstext",
  "Is it the default payload of the webhook? That one does not say whether an alert begins or ends.":
    "Ist es die Standard-Payload des Webhooks? Diese sagt nicht, ob ein Alarm beginnt oder endet.",
  "alert_cycle_key is empty.": "alert_cycle_key ist leer.",
  "milliseconds since 1970": "Millisekunden seit 1970",
  "date is no time.": "date ist keine Zeitangabe.",

  "More than {0} open alerts.": "Mehr als {0} offene Alarme.",
  "a webhook of Datto RMM with the payload of the setup text":
    "ein Webhook von Datto RMM mit der Payload aus dem Einrichtungstext",

  "an incident of Cloud Monitoring, version 1.2": "ein Incident von Cloud Monitoring, Version 1.2",

  "the default webhook body of Grafana Alerting, version 1":
    "der Standard-Body des Webhooks von Grafana Alerting, Version 1",
  "Is it a custom payload of the contact point, or the alerting of Grafana 8 and older?":
    "Ist es eine eigene Payload des Contact Point, oder das Alerting von Grafana 8 oder älter?",
  "A test message of the contact point.": "Eine Testnachricht des Contact Point.",
  'Grafana ended "{0}" since {1}, which is no recovery.': "Grafana hat „{0}“ beendet ({1}); das ist keine Erholung.",

  "Icinga has no such host or service.": "Icinga kennt diesen Host oder Service nicht.",
  "Our user may not query {0}, or there is no API: {1}":
    "Unser Benutzer darf {0} nicht abfragen, oder dort ist keine API: {1}",
  "a notification of Icinga 2 by the script of the setup text":
    "eine Benachrichtigung von Icinga 2 durch das Skript aus dem Einrichtungstext",

  "a message of Monit for M/Monit": "eine Nachricht von Monit für M/Monit",
  "It does not say which Monit it comes from.": "Sie sagt nicht, von welchem Monit sie kommt.",
  "Monit told of a change of {0}: {1}.": "Monit hat eine Änderung an {0} gemeldet: {1}.",
  "{0} is not there, or is not what it should be.": "{0} fehlt oder ist nicht, was es sein sollte.",
  "an event of Monit by the script of the setup text":
    "ein Ereignis von Monit durch das Skript aus dem Einrichtungstext",
  'event: "{0}" is not known, so nobody could tell what ends it.':
    "event: „{0}“ ist unbekannt; so wüsste niemand, was es beendet.",
  "the name of an event, such as Status failed": "der Name eines Ereignisses, etwa Status failed",
  "HTTP {0} to {1}.": "HTTP {0} auf: {1}.",
};
