/** What the connector of desks that speak the ticket exchange says, in German. */
export const webhookDesk: Readonly<Record<string, string>> = {
  "Their {0} {1} is no value of the exchange.": "Der Wert {1} ({0}) dort ist kein Wert des Ticketaustauschs.",
  "Nobody takes messages at this address. {0}": "Unter dieser Adresse nimmt niemand Nachrichten an. {0}",
  "It answered {0}: {1}": "Die Gegenseite hat mit {0} geantwortet: {1}",
  "It does not accept our signature or token ({0}).":
    "Die Gegenseite akzeptiert unsere Signatur oder unser Token nicht ({0}).",
  "There is a web page instead of an answer at this address ({0}).":
    "Unter dieser Adresse steht eine Webseite statt einer Antwort ({0}).",
  "It sends us elsewhere ({0}); redirects are not followed.":
    "Die Gegenseite schickt uns anderswohin ({0}); Weiterleitungen wird nicht gefolgt.",
  "The file is not there.": "Die Datei ist nicht da.",
  "Nothing is known of this ticket.": "Über dieses Ticket ist nichts bekannt.",
  "The comment is not known there.": "Der Kommentar ist dort nicht bekannt.",
  "The message is not JSON.": "Die Nachricht ist kein JSON.",
  "a message of the ticket exchange (schemas/exchange/message.schema.json)":
    "eine Nachricht des Ticketaustauschs (schemas/exchange/message.schema.json)",
};
