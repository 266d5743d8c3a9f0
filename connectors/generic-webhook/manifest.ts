import { z } from "zod";
import { bodyVariables, fieldHelp, itemsHelp, itemsSetting, mappingSettings } from "../event-mapping.ts";
import {
  basicPassword,
  basicUser,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
  signingKey,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  ...itemsSetting,
  ...mappingSettings(bodyVariables, {}),
  signatureHeader: z
    .string()
    .regex(/^[\w-]{1,100}$/, "expected the name of a header")
    .default("X-Hub-Signature-256"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({ token, hmacSecret: signingKey, basicUser, basicPassword })
  .superRefine(needBothHalves);

export const manifest = {
  name: "generic-webhook",
  title: "Any webhook, mapped by expressions",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: [
    "application/json",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "",
  ],
  keepHeaders: ["user-agent"],
  // Nothing is known of the sender.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...itemsHelp,
    ...fieldHelp,
    signatureHeader: {
      label: { en: "Signature header", de: "Signatur-Header" },
      help: {
        en: "Where the sender puts the HMAC-SHA256 of the body in hex, with or without sha256= before it.",
        de: "Wo der Absender das HMAC-SHA256 des Bodys hexadezimal angibt, mit oder ohne sha256= davor.",
      },
    },
    onClear: onClearHelp,
    token: tokenHelp(
      { en: "Token", de: "Token" },
      {
        en: "in the sender, as Authorization: Bearer or as X-Interdesk-Token",
        de: "beim Absender, als Authorization: Bearer oder als X-Interdesk-Token",
      },
    ),
    hmacSecret: {
      label: { en: "HMAC secret", de: "HMAC-Geheimnis" },
      help: {
        en: "If the sender signs its bodies; the safest of the ways.",
        de: "Wenn der Absender signiert, was er sendet; der sicherste der Wege.",
      },
      secret: true,
    },
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: { en: "For basic authentication instead.", de: "Stattdessen für Basic Authentication." },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: { en: "For basic authentication instead.", de: "Stattdessen für Basic Authentication." },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Let the sender post JSON or a form to {hookUrl}, with the token that you gave here, or signed.",
      de: "Der Absender schickt JSON oder ein Formular per POST an {hookUrl}, mit dem Token von hier oder signiert.",
    },
    {
      en: "Write an expression for each field; they are checked when they are saved. Let the sender send a test, and look at the delivery: what could not be read waits in quarantine with the field named, and can be replayed.",
      de: "Schreiben Sie für jedes Feld einen Ausdruck; beim Speichern werden sie geprüft. Lassen Sie den Absender einen Test senden, und sehen Sie sich die Lieferung an: Was nicht gelesen werden konnte, wartet mit dem Namen des Felds in der Quarantäne und kann noch einmal verarbeitet werden.",
    },
    {
      en: "Map the customers that the client expression gives to clients.",
      de: "Ordnen Sie Kunden zu, was der Ausdruck für den Kunden ergibt.",
    },
  ],
} as const;
