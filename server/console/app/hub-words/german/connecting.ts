/** What the hub says of connections, in German. */
export const connecting: Readonly<Record<string, string>> = {
  'There is no connection "{0}".': "Es gibt keine Verbindung „{0}“.",
  'There is no service desk "{0}".': "Es gibt keinen Service Desk „{0}“.",
  'The connection "{0}" cannot be opened.': "Die Verbindung „{0}“ lässt sich nicht öffnen.",
  'The connection "{0}" takes no deliveries.': "Die Verbindung „{0}“ nimmt keine Lieferungen an.",
  'The connection "{0}" is no service desk.': "Die Verbindung „{0}“ ist kein Service Desk.",
  'The connection "{0}" is no service desk; there is nothing to ask it.':
    "Die Verbindung „{0}“ ist kein Service Desk; bei ihr gibt es nichts abzufragen.",
  'There is no connector "{0}". There are: {1}.': "Es gibt keinen Konnektor „{0}“. Es gibt: {1}.",
  'connector: there is no connector "{0}"; expected one of {1}':
    "connector: Es gibt keinen Konnektor „{0}“; erwartet: einer von {1}",
  'name: there is a connection "{0}" already': "name: Eine Verbindung „{0}“ gibt es schon",
  '"{0}" is a connection to {1}. Choose another name.':
    "„{0}“ ist eine Verbindung zu {1}. Wählen Sie einen anderen Namen.",
  "Only a service desk has rules and tables.": "Nur ein Service Desk hat Regeln und Tabellen.",
  'rules: "{0}" is no service desk, so it has no rules and no tables.':
    "rules: „{0}“ ist kein Service Desk und hat deshalb weder Regeln noch Tabellen.",
  "Only what is parked has a reason: write mode: parked.":
    "Nur was angehalten ist, hat einen Grund: Schreiben Sie mode: parked.",
  "{0}, and no such secret is stored.": "{0}, und ein solches Geheimnis ist nicht gespeichert.",
  "{0} is not set, and no such secret is stored.":
    "{0} ist nicht gesetzt, und ein solches Geheimnis ist nicht gespeichert.",
  "{0} could not be read, and no such secret is stored.":
    "{0} ließ sich nicht lesen, und ein solches Geheimnis ist nicht gespeichert.",
  "{0} is not set": "{0} ist nicht gesetzt",
  "{0} could not be read": "{0} ließ sich nicht lesen",
  "an address such as 192.0.2.7, or a range such as 192.0.2.0/24":
    "eine Adresse wie 192.0.2.7 oder ein Bereich wie 192.0.2.0/24",
  "Paused by an admin.": "Von der Verwaltung angehalten.",
  "at character {0}": "bei Zeichen {0}",
  "{0}. It may ask about {1}.": "{0}. Verwenden lässt sich {1}.",
  "{0} could not be asked: {1}": "{0} ließ sich nicht abfragen: {1}",
  'externalId: "{0}" of "{1}" is no client.': "externalId: „{0}“ von „{1}“ ist kein Kunde.",
  '{0} has no record "{1}".': "{0} hat keinen Datensatz „{1}“.",
  "Sign-in was refused a moment ago, so this call was not made: it would have been refused too.":
    "Die Anmeldung wurde gerade erst abgelehnt, deshalb unterblieb dieser Aufruf: Auch er wäre abgelehnt worden.",
  'The address of "{0}" was not kept; add the connection anew.':
    "Die Adresse von „{0}“ wurde nicht aufbewahrt; legen Sie die Verbindung neu an.",
  "{0}: this vendor lets no one register webhooks through its API; see the setup texts.":
    "{0}: Bei diesem Anbieter lassen sich Webhooks nicht über die API einrichten; siehe die Texte für den Anbieter.",
  "Our webhooks there could not be taken away: {0}": "Unsere Webhooks dort ließen sich nicht entfernen: {0}",
  "The vendor has asked for a wait before the next call.":
    "Der Anbieter hat um eine Pause vor dem nächsten Aufruf gebeten.",
  "Calls rest after many failures; one every {0} s looks whether it answers again.":
    "Nach vielen Fehlschlägen ruhen die Aufrufe; alle {0} s sieht einer nach, ob wieder eine Antwort kommt.",
  "The connection's share of the vendor's quota is used up for the moment.":
    "Der Anteil der Verbindung am Kontingent des Anbieters ist für den Augenblick verbraucht.",
  'the client has no other item "{0}"': "der Kunde hat kein anderes Element „{0}“",
  'there is no client "{0}"': "es gibt keinen Kunden „{0}“",
  '"{0}" of {1} stands in the list twice': "„{0}“ von {1} steht zweimal in der Liste",
  "rules.{0}{1}: {2}": "rules.{0}{1}: {2}",
};
