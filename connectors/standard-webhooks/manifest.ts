import { z } from "zod";
import { bodyVariables, fieldHelp, itemsHelp, itemsSetting, mappingSettings } from "../event-mapping.ts";
import { lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

/** By the convention of the specification: a type, a timestamp, and data. What its data is called every sender decides. */
const defaults = {
  condition:
    'body.type.endsWith(".firing") ? "firing" : body.type.endsWith(".resolved") ? "clear" : "type " + body.type',
  severity: 'item.?data.?severity.orValue("medium")',
  title: "item.?data.?title.orValue(body.type)",
  raisedAt: "body.?timestamp",
  clearedAt: "body.?timestamp",
} as const;

export const Settings = z.strictObject({ ...itemsSetting, ...mappingSettings(bodyVariables, defaults), onClear });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  signingSecret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and 24 to 64 bytes in base64"),
});

export const manifest = {
  name: "standard-webhooks",
  title: "Standard Webhooks",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent", "webhook-id", "webhook-timestamp", "svix-id", "svix-timestamp"],
  // Senders try for days; whether they tell of every end is theirs.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  signsBy: "signature after Standard Webhooks",
  settings: Settings,
  secrets: Secrets,
  help: {
    ...itemsHelp,
    ...fieldHelp,
    onClear: onClearHelp,
    signingSecret: {
      label: { en: "Signing secret", de: "Signaturgeheimnis" },
      help: {
        en: "whsec_…, as the sender shows it when the endpoint is added.",
        de: "whsec_…, wie der Absender es beim Hinzufügen des Endpunkts zeigt.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Add the endpoint {hookUrl} at the sender, for its events of alerts, and copy the signing secret into this connection.",
      de: "Fügen Sie beim Absender den Endpunkt {hookUrl} hinzu, für dessen Alarmereignisse, und kopieren Sie das Signaturgeheimnis in diese Verbindung.",
    },
    {
      en: "Write an expression for the key, and for what else is called otherwise than by default; they are checked when they are saved.",
      de: "Schreiben Sie einen Ausdruck für den Schlüssel und für alles, was anders heißt als vorgegeben; beim Speichern werden sie geprüft.",
    },
    {
      en: "Map the customers that the client expression gives to clients.",
      de: "Ordnen Sie Kunden zu, was der Ausdruck für den Kunden ergibt.",
    },
  ],
} as const;
