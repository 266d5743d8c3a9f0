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
      label: "Signature header",
      help: "The header of the contact point's HMAC signature, as it is set there.",
    },
    timestampHeader: {
      label: "Timestamp header",
      help: "Only if the contact point sets one: then the time is signed too, and old messages are refused.",
    },
    onClear: onClearHelp,
    hmacSecret: {
      label: "HMAC secret",
      help: "The same as in the contact point under HMAC Signature; the safest of the ways.",
      secret: true,
    },
    bearerToken: {
      label: "Bearer token",
      help: "The same as Authorization Header - Credentials of the contact point, with the scheme Bearer.",
      secret: true,
    },
    basicUser: { label: "User name", help: "For HTTP Basic Authentication instead of a token.", secret: true },
    basicPassword: { label: "Password", help: "For HTTP Basic Authentication instead of a token.", secret: true },
  },
  setupSteps: [
    "Alerting › Contact points › New: integration Webhook, URL {hookUrl}, HTTP method POST. Leave “Disable resolved message” off and the payload as it is.",
    "Under HMAC Signature set the secret that you gave here, and the timestamp header if you named one here.",
    "Route alerts to the contact point in a notification policy, and keep the label that names the customer on every alert.",
  ],
} as const;
