/** What the code that connectors share says, in German. */
export const http: Readonly<Record<string, string>> = {
  "The address is not public. An operator can allow it under outbound.allowedPrivate.":
    "Die Adresse ist nicht öffentlich. Wer den Hub betreibt, kann sie unter outbound.allowedPrivate erlauben.",
  "no connection": "keine Verbindung",
  "The address is not a URL.": "Die Adresse ist keine URL.",
  "The address holds credentials; enter them in their own fields.":
    "Die Adresse enthält Zugangsdaten; tragen Sie sie in die eigenen Felder dafür ein.",
  "The address must begin with https://.": "Die Adresse muss mit https:// beginnen.",
  "No secure connection could be made ({0}).": "Es kam keine sichere Verbindung zustande ({0}).",
  "The server could not be reached ({0}).": "Der Server war nicht zu erreichen ({0}).",
  "no reason given": "kein Grund genannt",
  "The answer was not complete in time.": "Die Antwort war nicht rechtzeitig vollständig.",
  "The connection ended without an answer.": "Die Verbindung endete ohne Antwort.",
  "No complete answer within {0} s.": "Keine vollständige Antwort innerhalb von {0} s.",
  "A web page came instead of data (HTTP {0}). Please check the address.":
    "Statt Daten kam eine Webseite (HTTP {0}). Prüfen Sie die Adresse.",
  "The answer was empty": "Die Antwort war leer",
  "The answer was not complete JSON": "Die Antwort war kein vollständiges JSON",
  "The answer is not UTF-8 text.": "Die Antwort ist kein Text in UTF-8.",
  "The answer is larger than {0}.": "Die Antwort ist größer als {0}.",
  "a web page instead of an answer": "eine Webseite statt einer Antwort",
  "The call came too late: this process was paused for longer than its leases last.":
    "Der Aufruf kam zu spät: Dieser Prozess stand länger still, als seine Sperren gelten.",
  "The connection was changed meanwhile, so this call was not made.":
    "Die Verbindung wurde inzwischen geändert, deshalb wurde nicht aufgerufen.",
  "The file is larger than {0} bytes.": "Die Datei ist größer als {0} Byte.",
  "more than {0} pages": "mehr als {0} Seiten",
  "wrong signature": "falsche Signatur",
  "JSON in UTF-8": "JSON in UTF-8",
  "unexpected shape": "unerwartete Form",
  'Their field "{0}" holds {1}': "Das Feld „{0}“ dort enthält {1}",
  'The desk has no field "{0}" (any more), or does not show it to the API user. {1}':
    "Der Desk hat kein Feld „{0}“ (mehr) oder zeigt es dem API-Benutzer nicht. {1}",
  "{0}, which is no {1}. {2}": "{0}; das ist nicht von der Art {1}. {2}",
  "Map it anew with: interdesk connection maps NAME --custom {0}=FIELD:KIND":
    "Ordnen Sie es neu zu: interdesk connection maps NAME --custom {0}=FIELD:KIND",
  "Their {0} {1} has no entry in this connection's {2} table.":
    "Der Wert {1} ({0}) dort steht nicht in der Tabelle {2} dieser Verbindung.",
  'Our {0} "{1}" has no entry in this connection\'s {2} table.':
    "Unser Wert „{1}“ ({0}) steht nicht in der Tabelle {2} dieser Verbindung.",
  "{0} (HTTP {1}).": "{0} (HTTP {1}).",
};
