import type { entry as entryEn } from "../en/entry.ts";
import type { Texts } from "../texts.ts";

export const entry: Texts<typeof entryEn> = {
  signIn: "Anmelden",
  email: "E-Mail-Adresse",
  password: "Passwort",
  newPassword: "Neues Passwort",
  passwordHelp:
    "Mindestens {{count}} Zeichen. Ein paar Wörter hintereinander lassen sich leichter merken als Sonderzeichen.",
  name: "Ihr Name",
  continue: "Weiter",
  byPasskey: "Mit Passkey anmelden",
  byProvider: "Mit {{name}} anmelden",
  or: "oder",
  forgotten:
    "Vergessen? Wer den Hub verwaltet, macht Ihnen einen Link für ein neues Passwort; auf dem Hub selbst: `interdesk people reset-link`.",
  code: "Sechs Ziffern aus Ihrer App",
  codeTitle: "Zweiter Schritt",
  codeHelp: "Ihr Konto verlangt einen zweiten Faktor.",
  useBackupCode: "Stattdessen einen Ersatzcode verwenden",
  backupCode: "Ersatzcode",
  useApp: "Stattdessen die App verwenden",
  setupTitle: "Willkommen bei Interdesk",
  setupHelp: "Sie sind hier die erste Person, und der Hub gehört damit Ihnen. Dieser Link gilt einmal.",
  createAccount: "Konto anlegen",
  inviteTitle: "Sie sind eingeladen",
  inviteHelp: "Wählen Sie ein Passwort für {{email}}.",
  resetTitle: "Ein neues Passwort",
  joinTitle: "Ein weiterer Mandant",
  joinHelp: "Melden Sie sich als {{email}} an; der Mandant dieses Hubs kommt zu Ihrem Konto hinzu.",
  linkGone: "Dieser Link führt nirgendwohin",
  linkGoneHelp:
    "Er wurde benutzt, ist abgelaufen oder in der E-Mail abgeschnitten. Wer ihn geschickt hat, kann einen neuen machen.",
  notSupported: "Dieser Browser oder diese Adresse kann keine Passkeys. Sie brauchen https oder localhost.",
  again: "Ihre Sitzung ist zu Ende. Melden Sie sich wieder an; Sie kommen dorthin zurück, wo Sie waren.",
};
