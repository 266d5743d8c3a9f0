/** What the hub says of people, sessions, keys and roles, in German. */
export const people: Readonly<Record<string, string>> = {
  "Sign in, or send an API key, or the admin token (the file admin-token in the data folder), as a bearer token.":
    "Melden Sie sich an, oder senden Sie einen API-Schlüssel oder das Admin-Token (Datei admin-token im Datenordner) als Bearer-Token.",
  'There is no tenant "{0}".': "Es gibt keinen Mandanten „{0}“.",
  "{0} is this hub's own tenant: name another one in INTERDESK_TENANT first.":
    "{0} ist der eigene Mandant dieses Hubs: Nennen Sie zuerst einen anderen in INTERDESK_TENANT.",
  "Only whoever runs this hub may do that, with its admin token.":
    "Das darf nur, wer diesen Hub betreibt, mit dessen Admin-Token.",
  "That needs the role {0} or more; you are {1}.": "Dafür ist mindestens die Rolle {0} nötig; Sie haben die Rolle {1}.",
  "role: a key may not do more than you: you are {0}.":
    "role: Ein Schlüssel darf nicht mehr als Sie: Sie haben die Rolle {0}.",
  'name: there is another key "{0}". Revoke it first.':
    "name: Es gibt schon einen Schlüssel „{0}“. Widerrufen Sie ihn zuerst.",
  "There is no such key.": "Diesen Schlüssel gibt es nicht.",
  'clients: there is no client "{0}".': "clients: Es gibt keinen Kunden „{0}“.",
  "expected role, clients, or both": "erwartet: role, clients oder beides",
  "email: {0} is invited already. A new link: POST /people/{1}/reset-link.":
    "email: {0} ist schon eingeladen. Ein neuer Link: POST /people/{1}/reset-link.",
  "This person signs in for others as well, so the password is not yours to set. Ask whoever runs this hub.":
    "Diese Person meldet sich auch für andere Mandanten an, deshalb können Sie ihr Passwort nicht setzen. Fragen Sie, wer diesen Hub betreibt.",
  "role: nobody gives more than he has: you are {0}.":
    "role: Niemand kann mehr Rechte vergeben, als er selbst hat: Sie haben die Rolle {0}.",
  "There is no such person.": "Diese Person gibt es nicht.",
  "That person is {0}; you are {1}.": "Diese Person hat die Rolle {0}; Sie haben die Rolle {1}.",
  "{0} is the last owner. Make somebody else one first.":
    "{0} ist der letzte Inhaber. Machen Sie zuerst jemand anderen dazu.",
  "You belong to no tenant of this hub any more. Ask whoever invited you.":
    "Sie gehören zu keinem Mandanten dieses Hubs mehr. Fragen Sie, wer Sie eingeladen hat.",
  "There is no such session.": "Diese Anmeldung gibt es nicht.",
  "There is no session: whoever asks has not signed in.": "Es gibt keine Sitzung: Wer anfragt, ist nicht angemeldet.",
  "The passkey's device did not check who used it (PIN or biometrics).":
    "Das Gerät des Passkeys hat nicht geprüft, wer es benutzt (PIN oder Biometrie).",
  "This code was used already. Wait for the next one.": "Dieser Code wurde schon benutzt. Warten Sie auf den nächsten.",
  "The link was used. Sign in with the new password.":
    "Der Link wurde benutzt. Melden Sie sich mit dem neuen Passwort an.",
  "This link is unknown, was used, or is over. Ask for a new one.":
    "Dieser Link ist unbekannt, benutzt oder abgelaufen. Bitten Sie um einen neuen.",
  "This address has a password by now. Sign in, and open the link again.":
    "Für diese Adresse gibt es inzwischen ein Passwort. Melden Sie sich an, und öffnen Sie den Link noch einmal.",
  "Sign in as {0} first, and open the link again: it adds {1} to what you see.":
    "Melden Sie sich zuerst als {0} an, und öffnen Sie den Link noch einmal: Danach sehen Sie auch {1}.",
  "name: expected the first owner's name.": "name: erwartet: der Name des ersten Inhabers.",
  "email: expected the first owner's e-mail address.": "email: erwartet: die E-Mail-Adresse des ersten Inhabers.",
  "email: {0} is known here already. Invite it, or take another address.":
    "email: {0} ist hier schon bekannt. Laden Sie diese Adresse ein, oder nehmen Sie eine andere.",
  "This identity, or this person, signs in otherwise by now.":
    "Dieses Konto oder diese Person meldet sich inzwischen anders an.",
  "password: expected at least {0} characters": "password: erwartet: mindestens {0} Zeichen",
  "expected at least {0} characters": "erwartet: mindestens {0} Zeichen",
  "expected at most {0} characters": "erwartet: höchstens {0} Zeichen",
  "it repeats itself; expected something that nobody tries first":
    "es wiederholt sich; erwartet: etwas, das niemand zuerst probiert",
  "it is a row of keys, letters or digits; expected something that nobody tries first":
    "es ist eine Folge von Tasten, Buchstaben oder Ziffern; erwartet: etwas, das niemand zuerst probiert",
  "it is made of words that are tried first, or of your own name; expected something that nobody tries first":
    "es besteht aus Wörtern, die zuerst probiert werden, oder aus Ihrem eigenen Namen; erwartet: etwas, das niemand zuerst probiert",
  "Too many tries. The next one is taken in {0} s.": "Zu viele Versuche. Der nächste ist in {0} s möglich.",
  "wrong address or password": "Adresse oder Passwort falsch",
  "password and code": "Passwort und Code",
  "wrong code": "falscher Code",
  "password and backup code": "Passwort und Ersatzcode",
  "wrong backup code": "falscher Ersatzcode",
  "passkey not verified": "Passkey nicht bestätigt",
  "locked for a while": "vorübergehend gesperrt",
  "wrong password for a change": "falsches Passwort bei einer Änderung",
  '"{0}" is too short to be told apart: give a full name or an e-mail address.':
    "„{0}“ ist zu kurz, um eindeutig zu sein: Geben Sie einen vollen Namen oder eine E-Mail-Adresse an.",
  "confirm is {0}: expected the name once more, exactly.":
    "confirm ist {0}; erwartet: noch einmal genau derselbe Name.",
  "What comes through {0} is this client's: name another default client for it, or remove the connection, first.":
    "Was über {0} kommt, gehört diesem Kunden: Nennen Sie dort zuerst einen anderen Standardkunden, oder entfernen Sie die Verbindung.",
  "The duty plan names them still: take them out of it first, then erase.":
    "Der Bereitschaftsplan nennt diese Person noch: Nehmen Sie sie zuerst heraus, und löschen Sie dann.",
  "They sign in here: remove them first (interdesk people remove), then erase.":
    "Diese Person meldet sich hier an: Entfernen Sie sie zuerst (interdesk people remove), und löschen Sie dann.",
  "an origin without a path, such as https://desk.msp.example": "ein Origin ohne Pfad, etwa https://desk.msp.example",
  "an id such as entra: small letters, digits and hyphens":
    "eine ID wie entra: Kleinbuchstaben, Ziffern und Bindestriche",
  "a path of this hub, such as /": "ein Pfad dieses Hubs, etwa /",
  "six digits": "sechs Ziffern",
  "the id of a provider": "die ID eines Anbieters",
  "newPassword: {0}": "newPassword: {0}",
  "password: {0}": "password: {0}",
};
