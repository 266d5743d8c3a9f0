/** What the connectors of mail say, that which comes in and that which goes out, in German. */
export const mail: Readonly<Record<string, string>> = {
  "A report that mail could not be delivered, or was read.":
    "Ein Bericht, dass eine Mail nicht zugestellt werden konnte oder gelesen wurde.",
  "A message of a mail server about mail.": "Eine Nachricht eines Mailservers über Mail.",
  "An answer that was made automatically, such as an absence note.":
    "Eine automatische Antwort, etwa eine Abwesenheitsnotiz.",
  "An answer from nobody: a report about mail.": "Eine Antwort ohne Absender: ein Bericht über Mail.",
  "expected a word": "erwartet: ein Wort",
  "a mail after RFC 5322, with From and Subject": "eine Mail nach RFC 5322, mit From und Subject",
  "The body has no headers From and Subject: it is no mail.":
    "Der Body hat keine Header From und Subject: Er ist keine Mail.",
  "The mail could not be taken apart: {0}.": "Die Mail ließ sich nicht zerlegen: {0}.",

  "The {0} holds a line break or another control character, which could begin a header of its own.":
    "{0} enthält einen Zeilenumbruch oder ein anderes Steuerzeichen, mit dem ein eigener Header beginnen könnte.",
  "The server says: {0}": "Der Server sagt: {0}",
  "The mail server lets nobody sign in now.{0}": "Der Mailserver lässt derzeit keine Anmeldung zu.{0}",
  "The mail server does not accept user and password.{0}": "Der Mailserver akzeptiert Benutzer und Passwort nicht.{0}",
  "The mail server puts it off.{0}": "Der Mailserver nimmt die Mail vorerst nicht an.{0}",
  "The connection broke after the mail was sent, before the server said that it has it.":
    "Die Verbindung brach ab, nachdem die Mail gesendet war, und ehe der Server den Empfang bestätigte.",
  "The mail server did not answer in time.": "Der Mailserver hat nicht rechtzeitig geantwortet.",
  "The connection to the mail server broke.": "Die Verbindung zum Mailserver brach ab.",
  "The mail server refuses the recipient.": "Der Mailserver lehnt den Empfänger ab.",
  "The mail server refuses the sender.": "Der Mailserver lehnt den Absender ab.",
  "The mail server refuses the mail.": "Der Mailserver lehnt die Mail ab.",
  "The mail server offers no STARTTLS; nothing was sent, since it never goes unencrypted by itself.":
    "Der Mailserver bietet kein STARTTLS; es wurde nichts gesendet, da Mail nie von selbst unverschlüsselt hinausgeht.",
  "No secure connection to the mail server could be made: {0}.":
    "Es kam keine sichere Verbindung zum Mailserver zustande: {0}.",
  "expected an address such as hub@example.com": "erwartet: eine Adresse wie hub@example.com",
  "expected a host name or an IP address": "erwartet: ein Hostname oder eine IP-Adresse",
  "expected a name in one line, without quotes, commas and angle brackets":
    "erwartet: ein Name in einer Zeile, ohne Anführungszeichen, Kommas und spitze Klammern",
  "This connector was given no way to connect.": "Dieser Konnektor hat keinen Weg für Verbindungen bekommen.",
  "Without encryption no password is sent: choose startTls or tls, or leave the user empty.":
    "Ohne Verschlüsselung wird kein Passwort gesendet: Wählen Sie startTls oder tls, oder lassen Sie den Benutzer leer.",
  "Sign in at {0}:{1}": "Anmeldung bei {0}:{1}",
  "The server is reached {0}. {1}": "Der Server ist {0} erreichbar. {1}",
  "without encryption": "ohne Verschlüsselung",
  "over an encrypted connection": "über eine verschlüsselte Verbindung",
  "It asks for no sign-in.": "Er verlangt keine Anmeldung.",
  "It accepts the user.": "Er akzeptiert den Benutzer.",
  "{0} Whether it may send as {1}, only a test page shows.":
    "{0} Ob als {1} gesendet werden darf, zeigt erst eine Testnachricht.",
};
