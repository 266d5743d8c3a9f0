/** What the connectors of ways to people say, in German. */
export const pagers: Readonly<Record<string, string>> = {
  "neither alertKey nor responseCode": "weder alertKey noch responseCode",
  "Expected the routing key of an escalation policy, such as night, or default for that of the alert source.":
    "Erwartet: der Routing Key einer Escalation Policy, etwa night, oder default für den der Alert Source.",
  "expected the alert source's integration key": "erwartet: der Integrationsschlüssel der Alert Source",
  "expected 16 letters and digits or more": "erwartet: 16 oder mehr Buchstaben und Ziffern",
  "Integration key": "Integrationsschlüssel",
  "ilert takes events with it. Whether they become alerts that notify somebody, only a test page shows.":
    "ilert nimmt damit Ereignisse an. Ob daraus Alarme werden, die jemanden erreichen, zeigt erst eine Testnachricht.",
  "ilert does not accept the integration key.": "ilert akzeptiert den Integrationsschlüssel nicht.",
  "the default body of an ilert webhook": "der Standard-Body eines Webhooks von ilert",
  "ilert has resolved it by itself.": "ilert hat es von selbst beendet.",
  "The escalation in ilert has ended, and nobody accepted.":
    "Die Eskalation in ilert ist zu Ende, und niemand hat angenommen.",

  "This is the address of an Office 365 connector (office.com), which Microsoft switched off in May 2026. In Teams add a workflow “Send webhook alerts to a channel” and take its address.":
    "Das ist die Adresse eines Office-365-Connectors (office.com); Microsoft hat sie im Mai 2026 abgeschaltet. Fügen Sie in Teams einen Workflow „Send webhook alerts to a channel“ hinzu, und nehmen Sie dessen Adresse.",
  "expected a host name in lower case, with its port where it has one":
    "erwartet: ein Hostname in Kleinbuchstaben, gegebenenfalls mit Port",
  "The workflow does not accept the address: it may be cut, or the workflow asks for a sign-in.":
    "Der Workflow akzeptiert die Adresse nicht: Vielleicht ist sie abgeschnitten, oder er verlangt eine Anmeldung.",
  "There is no such workflow any more.": "Diesen Workflow gibt es nicht mehr.",
  "The workflow is switched off, or takes no cards.": "Der Workflow ist ausgeschaltet oder nimmt keine Karten an.",
  "The card is too large.": "Die Karte ist zu groß.",
  "The workflow address is at {0}, which is none of Microsoft's hosts ({1}). Name it as another host if it is a proxy of yours.":
    "Die Adresse des Workflows liegt bei {0}; das ist keiner der Hosts von Microsoft ({1}). Ist es ein eigener Proxy, tragen Sie ihn als anderen Host ein.",
  "Workflow address": "Adresse des Workflows",
  "It is of the old kind, which Microsoft has moved: if no card comes, open the workflow and copy its new address.":
    "Sie ist von der alten Art, die Microsoft umgezogen hat: Kommt keine Karte, öffnen Sie den Workflow und kopieren Sie seine neue Adresse.",
  "An address at {0} is set.{1} Send a test page and look in Teams: that a card was accepted does not say that it was posted.":
    "Eine Adresse bei {0} ist gesetzt.{1} Senden Sie eine Testnachricht, und sehen Sie in Teams nach: Eine angenommene Karte ist noch keine gezeigte.",

  "Expected a topic of 1 to 64 letters, digits, dashes and underscores, such as oncall-7Qm2xR9vKd4T.":
    "Erwartet: ein Topic aus 1 bis 64 Buchstaben, Ziffern, Bindestrichen und Unterstrichen, etwa oncall-7Qm2xR9vKd4T.",
  "expected tk_…": "erwartet: tk_…",
  "On ntfy.sh anybody can read a topic that they guess: take at least {0} random letters and digits, or an account that owns the topic.":
    "Auf ntfy.sh liest ein Topic, wer es errät: Nehmen Sie mindestens {0} zufällige Buchstaben und Ziffern, oder ein Konto, dem das Topic gehört.",
  "The day's messages are used up. {0}": "Die Nachrichten für diesen Tag sind aufgebraucht. {0}",
  "An ntfy server answers there.": "Dort antwortet ein ntfy-Server.",
  "The server does not accept the credentials.": "Der Server akzeptiert die Zugangsdaten nicht.",
  "Messages are sent without an account: whoever knows a topic can read and write it.":
    "Nachrichten werden ohne Konto gesendet: Wer ein Topic kennt, kann darin lesen und schreiben.",
  "The user is {0}; whether it may write to a topic, only a test page shows.":
    "Der Benutzer ist {0}; ob er in ein Topic schreiben darf, zeigt erst eine Testnachricht.",

  "Expected team:Night, schedule:Weekend, escalation:P1, user:j.doe@example.com, or default for the integration's own team.":
    "Erwartet: team:Night, schedule:Weekend, escalation:P1, user:j.doe@example.com, oder default für das Team der Integration.",
  "expected the key of an API integration": "erwartet: der Schlüssel einer API-Integration",
  "API key": "API-Schlüssel",
  "The key may act on alerts. Whether teams and schedules are named rightly, only a test page shows: a wrong name is not refused at once.":
    "Der Schlüssel darf Alarme bearbeiten. Ob Teams und Schedules richtig benannt sind, zeigt erst eine Testnachricht: Ein falscher Name wird nicht sofort abgelehnt.",
  "The key is not accepted: it must be one of an API integration, at the address of your region.":
    "Der Schlüssel wird nicht akzeptiert: Er muss zu einer API-Integration gehören, und die Adresse zu Ihrer Region.",
  "the body of an Opsgenie webhook": "der Body eines Webhooks von Opsgenie",

  "What people do in PagerDuty is taken when it is signed by the webhook secret.":
    "Was Menschen in PagerDuty tun, wird übernommen, wenn es mit dem Webhook-Geheimnis signiert ist.",
  "No webhook secret is set: what people do in PagerDuty does not come back.":
    "Kein Webhook-Geheimnis ist gesetzt: Was Menschen in PagerDuty tun, kommt nicht zurück.",
  "PagerDuty takes events. It does so for keys of nobody too: only a test page shows that the key is right.":
    "PagerDuty nimmt Ereignisse an, auch mit Schlüsseln, die es nicht gibt: Ob der Schlüssel stimmt, zeigt erst eine Testnachricht.",
  "PagerDuty does not accept the integration key.": "PagerDuty akzeptiert den Integrationsschlüssel nicht.",
  "no x-pagerduty-signature header": "kein Header x-pagerduty-signature",
  "a PagerDuty webhook of version 3": "ein Webhook von PagerDuty in Version 3",
  "The acknowledgement in PagerDuty has timed out.": "Die Bestätigung in PagerDuty ist abgelaufen.",

  "Expected a channel's or member's id, such as C0123ABCDEF, or a channel's name, such as #night-shift.":
    "Erwartet: die ID eines Kanals oder Mitglieds, etwa C0123ABCDEF, oder der Name eines Kanals, etwa #night-shift.",
  "expected xoxb-…": "erwartet: xoxb-…",
  "There is no such channel, or the bot may not see it.":
    "Diesen Kanal gibt es nicht, oder der Bot darf ihn nicht sehen.",
  "The bot is no member of the channel: invite it by /invite.":
    "Der Bot ist kein Mitglied des Kanals: Laden Sie ihn mit /invite ein.",
  "The channel is archived.": "Der Kanal ist archiviert.",
  "The bot lacks a scope: it needs chat:write.": "Dem Bot fehlt ein Scope: Er braucht chat:write.",
  "Slack does not accept the bot token.": "Slack akzeptiert das Bot-Token nicht.",
  "The message is not there any more.": "Die Nachricht gibt es nicht mehr.",
  "Slack refused it.": "Slack hat es abgelehnt.",
  "No incoming webhook is set.": "Kein Incoming Webhook ist gesetzt.",
  "It answered something else than Slack's “ok”.": "Die Antwort war etwas anderes als das „ok“ von Slack.",
  "Bot token": "Bot-Token",
  "The bot {0} is known in {1}.": "Der Bot {0} ist in {1} bekannt.",
  "Buttons are shown, and answers are checked by the signing secret.":
    "Schaltflächen werden gezeigt, und Antworten werden mit dem Signaturgeheimnis geprüft.",
  "No signing secret is set: instead of buttons the message carries a link.":
    "Kein Signaturgeheimnis ist gesetzt: Statt Schaltflächen enthält die Nachricht einen Link.",
  "Incoming webhook": "Incoming Webhook",
  "An address is set; it can only be tried by a test message.":
    "Eine Adresse ist gesetzt; erproben lässt sie sich nur mit einer Testnachricht.",
  "no x-slack-signature header": "kein Header x-slack-signature",
  "wrong signature, or more than five minutes off": "falsche Signatur, oder um mehr als fünf Minuten daneben",
  "a pressed button, as Slack sends it (block_actions)":
    "eine gedrückte Schaltfläche, wie Slack sie meldet (block_actions)",
  "The form has no field “payload”.": "Das Formular hat kein Feld „payload“.",
  "The button names no page.": "Die Schaltfläche nennt keine Nachricht.",

  "Twilio refused it.": "Twilio hat es abgelehnt.",
  "expected a number such as +4930123456": "erwartet: eine Nummer wie +4930123456",
  "expected a number such as +4930123456, MG and 32 hexadecimal digits, or a name of up to 11 letters":
    "erwartet: eine Nummer wie +4930123456, MG und 32 hexadezimale Ziffern, oder ein Name aus bis zu 11 Buchstaben",
  "expected AC and 32 hexadecimal digits": "erwartet: AC und 32 hexadezimale Ziffern",
  "expected SK and 32 hexadecimal digits": "erwartet: SK und 32 hexadezimale Ziffern",
  "an SMS sender": "ein SMS-Absender",
  "a caller number": "eine Anrufernummer",
  "Calls need this hub's public address, to which keys are told: set http.publicUrl.":
    "Anrufe brauchen die öffentliche Adresse dieses Hubs, an die gedrückte Tasten gemeldet werden: Setzen Sie http.publicUrl.",
  "This connection sends no {0}: its settings name no {1}.":
    "Das sendet diese Verbindung nicht: {0}. In ihren Einstellungen fehlt: {1}.",
  "no x-twilio-signature header": "kein Header x-twilio-signature",
  "wrong signature: the auth token differs, or http.publicUrl is not what Twilio calls":
    "falsche Signatur: Das Auth-Token ist ein anderes, oder http.publicUrl ist nicht, was Twilio aufruft",
  "a message, a status or a pressed key, as Twilio tells it":
    "eine Nachricht, ein Status oder eine gedrückte Taste, wie Twilio sie meldet",
  "It holds neither a CallSid of a page nor a MessageSid with From.":
    "Weder eine CallSid zu einer Nachricht noch eine MessageSid mit From ist darin.",
  "The call was answered, perhaps by a mailbox, and neither 1 nor 2 was pressed.":
    "Der Anruf wurde entgegengenommen, vielleicht von einer Mailbox, und weder 1 noch 2 wurde gedrückt.",
  "The line was busy.": "Die Leitung war besetzt.",
  "Nobody answered the call.": "Niemand hat den Anruf entgegengenommen.",
  "The call could not be made; the number may be wrong.":
    "Der Anruf kam nicht zustande; vielleicht ist die Nummer falsch.",
  "It was not delivered.": "Die Nachricht wurde nicht zugestellt.",

  "Expected 1 to {0} characters in one line that the receiver understands, such as night-shift.":
    "Erwartet: 1 bis {0} Zeichen in einer Zeile, die der Empfänger versteht, etwa night-shift.",
  "It was taken.": "Er wurde angenommen.",
  "The receiver does not accept our signature: compare the secret of our messages.":
    "Der Empfänger akzeptiert unsere Signatur nicht: Vergleichen Sie das Geheimnis für unsere Nachrichten.",
  "an answer (schemas/paging/answer.schema.json)": "eine Antwort (schemas/paging/answer.schema.json)",
  "HTTP {0}: {1}.": "HTTP {0}: {1}.",
  "a web page": "eine Webseite",
  "A web page came instead of an answer (HTTP {0}). Please check the address.":
    "Statt einer Antwort kam eine Webseite (HTTP {0}). Bitte prüfen Sie die Adresse.",
};
