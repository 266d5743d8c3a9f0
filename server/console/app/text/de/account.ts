import type { account as accountEn } from "../en/account.ts";
import type { Texts } from "../texts.ts";

export const account: Texts<typeof accountEn> = {
  about: "Wie Sie sich anmelden, und wo Sie es jetzt sind.",
  password: "Passwort",
  noPassword: "Sie melden sich ohne Passwort an.",
  currentPassword: "Bisheriges Passwort",
  changePassword: "Passwort ändern",
  passwordChanged: "Das Passwort ist geändert. Alle anderen Anmeldungen sind beendet.",
  secondFactor: "Zweiter Faktor",
  secondFactorOn: "An: neben dem Passwort wird ein Code aus Ihrer App verlangt.",
  secondFactorOff: "Aus. Mit ihm öffnet ein gestohlenes Passwort allein nichts.",
  needsPassword: "Ein zweiter Faktor steht neben einem Passwort; Sie haben hier keines.",
  turnOn: "Einschalten",
  turnOff: "Ausschalten",
  newBackupCodes: "Neue Ersatzcodes",
  confirmPassword: "Mit dem Passwort bestätigen",
  scan: "Scannen Sie dies mit Ihrer Authenticator-App und tippen Sie den Code ein, den sie zeigt.",
  scanByHand: "Oder tippen Sie dieses Geheimnis in die App:",
  qrCode: "Bild zum Scannen mit einer Authenticator-App",
  backupCodes: "Ersatzcodes",
  backupCodesHelp:
    "Jeder gilt einmal, anstelle der App. Bewahren Sie sie dort auf, wo Sie sie ohne Telefon finden. Sie werden nicht wieder gezeigt.",
  keptThem: "Ich habe sie aufbewahrt",
  passkeys: "Passkeys",
  passkeysHelp:
    "Fingerabdruck, Gesicht oder Schlüssel anstelle des Passworts. Nichts lässt sich auf der falschen Seite eintippen.",
  noPasskeys: "Noch keine.",
  addPasskey: "Passkey hinzufügen",
  passkeyName: "Name des neuen Passkeys",
  passkeySince: "seit {{date}}",
  freshOnly: "Ein Passkey kommt nur bis zehn Minuten nach der Anmeldung hinzu: melden Sie sich erst ab und wieder an.",
  providers: "Andere Konten",
  noProviders:
    "Dieser Hub kennt keine andere Anmeldung. Wer ihn betreibt, kann Anbieter für OpenID Connect einrichten.",
  linkProvider: "{{name}} verknüpfen",
  linked: "verknüpft seit {{date}}",
  unlink: "Trennen",
  sessions: "Angemeldet",
  sessionsHelp:
    "Jeder Browser, in dem Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und ändern Sie das Passwort.",
  thisOne: "dieser Browser",
  lastUsed: "zuletzt benutzt {{when}}",
  endSession: "Beenden",
  endAll: "Überall abmelden",
  unknownBrowser: "Unbekanntes Programm",
};
