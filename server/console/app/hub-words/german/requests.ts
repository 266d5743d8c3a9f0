/** What the hub says of requests and deliveries, in German. */
export const requests: Readonly<Record<string, string>> = {
  "Not accepted: {0}": "Nicht angenommen: {0}",
  "The request could not be read.": "Die Anfrage war nicht lesbar.",
  "Something went wrong here. It has been logged.": "Hier ist etwas schiefgegangen. Es steht im Log.",
  "The hub's database does not answer now, or takes no more connections. Please try again in a few seconds.":
    "Die Datenbank des Hubs antwortet gerade nicht oder nimmt keine Verbindungen mehr an. Bitte versuchen Sie es in einigen Sekunden noch einmal.",
  "There is no such thing here.": "Das gibt es hier nicht.",
  "{0} is not done here; expected {1}.": "{0} geht hier nicht; erwartet: {1}.",
  'Content-Encoding "{0}" is not taken: send the body as it is.':
    "Content-Encoding „{0}“ wird nicht angenommen: Senden Sie den Inhalt unverändert.",
  "The body is larger than {0} bytes, which is the most that is taken here.":
    "Der Inhalt ist größer als {0} Bytes; mehr wird hier nicht angenommen.",
  "The body was cut off before its end.": "Der Inhalt brach vor seinem Ende ab.",
  "a JSON object": "ein JSON-Objekt",
  "Content-Type must be application/json; it is {0}.": "Content-Type muss application/json sein; es ist {0}.",
  "Content-Type must be application/json.": "Content-Type muss application/json sein.",
  'Content-Type "{0}" is not accepted; expected {1}.': "Content-Type „{0}“ wird nicht angenommen; erwartet: {1}.",
  "not given": "nicht angegeben",
  "The body is not JSON: at line {0}, column {1}, expected {2}.":
    "Der Inhalt ist kein JSON: Zeile {0}, Spalte {1}, erwartet: {2}.",
  "a value": "ein Wert",
  'a value or "]"': "ein Wert oder „]“",
  "a name in quotes": "ein Name in Anführungszeichen",
  'a name in quotes or "}"': "ein Name in Anführungszeichen oder „}“",
  '"," or the closing bracket': "„,“ oder die schließende Klammer",
  "nothing more": "nichts mehr",
  "The body is not JSON.": "Der Inhalt ist kein JSON.",
  "The body is not UTF-8.": "Der Inhalt ist kein UTF-8.",
  "The body is nested more than {0} deep, at byte {1}.":
    "Der Inhalt ist ab Byte {1} tiefer als {0} Ebenen verschachtelt.",
  "The body has more than {0} keys, which is the most that is taken here.":
    "Der Inhalt hat mehr als {0} Schlüssel; mehr werden hier nicht angenommen.",
  "The body is larger than {0} bytes.": "Der Inhalt ist größer als {0} Bytes.",
  "The body ended before it was complete.": "Der Inhalt endete, bevor er vollständig war.",
  "names without NUL, in Unicode": "Namen ohne NUL-Zeichen, in Unicode",
  'no field of the name "{0}"': "kein Feld namens „{0}“",
  "a text without NUL": "ein Text ohne NUL-Zeichen",
  "a text in Unicode; half of a surrogate pair stands alone in it":
    "ein Text in Unicode; er enthält eine einzelne Hälfte eines Surrogatpaars",
  "1 to 255 visible characters of ASCII, such as a UUID of your own":
    "1 bis 255 sichtbare ASCII-Zeichen, etwa eine eigene UUID",
  "Idempotency-Key: this key was used for another request; expected a new key for each request.":
    "Idempotency-Key: Dieser Schlüssel wurde für eine andere Anfrage benutzt; erwartet: ein neuer Schlüssel für jede Anfrage.",
  "The request with this Idempotency-Key is still at work. Please ask again in a moment.":
    "Die Anfrage mit diesem Idempotency-Key wird noch bearbeitet. Bitte fragen Sie gleich noch einmal.",
  "Whether the request with this Idempotency-Key was done is not known: the hub ended meanwhile. Look whether it was, and ask with a new key if not.":
    "Ob die Anfrage mit diesem Idempotency-Key ausgeführt wurde, ist nicht bekannt: Der Hub wurde währenddessen beendet. Sehen Sie nach, und fragen Sie mit einem neuen Schlüssel, falls nicht.",
  "The request with this Idempotency-Key was done. Its answer shows a secret or is very long, so it was not kept: look at what was made, and make it anew where the answer was lost.":
    "Die Anfrage mit diesem Idempotency-Key wurde ausgeführt. Ihre Antwort zeigt ein Geheimnis oder ist sehr lang und wurde deshalb nicht aufbewahrt: Sehen Sie nach, was angelegt wurde, und legen Sie es neu an, wenn die Antwort verloren ging.",
  "If-Match: it was changed meanwhile, and is version {0} now. Read it again, and change that.":
    "If-Match: Es wurde inzwischen geändert und ist jetzt Version {0}. Lesen Sie es neu, und ändern Sie diesen Stand.",
  'cursor: this one belongs to a list in the order "{0}".': "cursor: gehört zu einer Liste mit der Reihenfolge „{0}“.",
  "cursor: expected the one that this list has answered with its page before.":
    "cursor: erwartet: der Wert, den diese Liste mit ihrer vorigen Seite geliefert hat.",
  '"{0}" is no date; expected one such as 2026-01-31 or 2026-01-31T08:00Z':
    "„{0}“ ist kein Datum; erwartet: eines wie 2026-01-31 oder 2026-01-31T08:00Z",
  "Too many pages follow this hub now. Try again later.":
    "Zu viele Seiten folgen gerade diesem Hub. Versuchen Sie es später noch einmal.",
  "{0} may ask {1} times a minute. Please ask again in {2} s.":
    "{0}: höchstens {1} Anfragen in der Minute. Bitte fragen Sie in {2} s noch einmal.",
  "This key": "Dieser Schlüssel",
  "All keys of this tenant together": "Alle Schlüssel dieses Mandanten zusammen",
  "There is no such delivery.": "Diese Lieferung gibt es nicht.",
  "all that is held": "alles, was zurückgehalten ist",
  '"{0}" takes no alerts.': "„{0}“ nimmt keine Alarme an.",
  "Nothing of this id waits in quarantine.": "Unter dieser ID wartet nichts in der Quarantäne.",
  "Deliveries are sent by POST.": "Lieferungen werden mit POST gesendet.",
  "There is no such address. Please check the whole URL, token included.":
    "Diese Adresse gibt es nicht. Bitte prüfen Sie die ganze URL samt Token.",
  "Content-Encoding is not accepted; send the body as it is.":
    "Content-Encoding wird nicht angenommen; senden Sie den Inhalt unverändert.",
  "The request could not be verified. Please check the secret on both sides.":
    "Die Echtheit der Anfrage ließ sich nicht bestätigen. Bitte prüfen Sie das Geheimnis auf beiden Seiten.",
  "There is too little disk space left here. Please send it again later.":
    "Hier ist zu wenig Speicherplatz frei. Bitte senden Sie es später noch einmal.",
  "The delivery could not be stored now. Please send it again.":
    "Die Lieferung konnte gerade nicht gespeichert werden. Bitte senden Sie sie noch einmal.",
  "the address is not listed": "die Adresse steht nicht auf der Liste",
  "Origin {0} is none under which this hub is opened. Set http.publicUrl to the address that people open, or add it to people.trustedOrigins.":
    "Unter Origin {0} wird dieser Hub nicht geöffnet. Setzen Sie http.publicUrl auf die Adresse, die Menschen öffnen, oder nehmen Sie sie in people.trustedOrigins auf.",
  "Origin is missing: a request with a cookie must come from a page of this hub.":
    "Origin fehlt: Eine Anfrage mit Cookie muss von einer Seite dieses Hubs kommen.",
  "The request comes from another site.": "Die Anfrage kommt von einer anderen Website.",
  "The request was refused.": "Die Anfrage wurde abgelehnt.",
  "Send the token in the file metrics-token of the data folder as a bearer token.":
    "Senden Sie das Token aus der Datei metrics-token im Datenordner als Bearer-Token.",
};
