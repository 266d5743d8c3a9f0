import { z } from "zod";
import {
  basicPassword,
  basicUser,
  labelHelp,
  labelSettings,
  needBothHalves,
  onClear,
  onClearHelp,
  signingKey,
  token,
} from "../monitor-kit.ts";

const headerName = z.string().regex(/^[\w-]{1,100}$/, "expected the name of a header");

export const Settings = z.strictObject({
  ...labelSettings,
  signatureHeader: headerName.default("X-Grafana-Alerting-Signature"),
  /** Off unless it is named: the contact point has no default for it either. */
  timestampHeader: headerName.or(z.literal("")).default(""),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({ hmacSecret: signingKey, bearerToken: token, basicUser, basicPassword })
  .superRefine(needBothHalves);

export const manifest = {
  name: "grafana",
  title: "Grafana Alerting",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // A contact point may have its resolved messages switched off, and silences swallow them; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...labelHelp,
    signatureHeader: {
      label: { en: "Signature header", de: "Signatur-Header" },
      help: {
        en: "The header of the contact point's HMAC signature, as it is set there.",
        de: "Der Header der HMAC-Signatur des Contact Point, wie er dort eingestellt ist.",
      },
    },
    timestampHeader: {
      label: { en: "Timestamp header", de: "Zeitstempel-Header" },
      help: {
        en: "Only if the contact point sets one: then the time is signed too, and old messages are refused.",
        de: "Nur wenn der Contact Point einen setzt: Dann ist auch die Zeit signiert, und alte Nachrichten werden abgelehnt.",
      },
    },
    onClear: onClearHelp,
    hmacSecret: {
      label: { en: "HMAC secret", de: "HMAC-Geheimnis" },
      help: {
        en: "The same as in the contact point under HMAC Signature; the safest of the ways.",
        de: "Dasselbe wie im Contact Point unter HMAC Signature; der sicherste der Wege.",
      },
      secret: true,
    },
    bearerToken: {
      label: { en: "Bearer token", de: "Bearer-Token" },
      help: {
        en: "The same as Authorization Header - Credentials of the contact point, with the scheme Bearer.",
        de: "Dasselbe wie Authorization Header - Credentials des Contact Point, mit dem Schema Bearer.",
      },
      secret: true,
    },
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "For HTTP Basic Authentication instead of a token.",
        de: "Für HTTP Basic Authentication statt eines Tokens.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "For HTTP Basic Authentication instead of a token.",
        de: "Für HTTP Basic Authentication statt eines Tokens.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Alerting › Contact points › New: integration Webhook, URL {hookUrl}, HTTP method POST. Leave “Disable resolved message” off and the payload as it is.",
      de: "Alerting › Contact points › New: Integration Webhook, URL {hookUrl}, HTTP-Methode POST. Lassen Sie „Disable resolved message“ aus und die Payload, wie sie ist.",
    },
    {
      en: "Under HMAC Signature set the secret that you gave here, and the timestamp header if you named one here.",
      de: "Tragen Sie unter HMAC Signature das Geheimnis von hier ein, und den Zeitstempel-Header, falls Sie hier einen genannt haben.",
    },
    {
      en: "Route alerts to the contact point in a notification policy, and keep the label that names the customer on every alert.",
      de: "Leiten Sie Alarme in einer Notification Policy an den Contact Point, und behalten Sie an jedem Alarm das Label, das den Kunden nennt.",
    },
  ],
} as const;
