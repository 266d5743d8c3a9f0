import { z } from "zod";
import { hookSecretHelp } from "../pager-kit.ts";

const responder = /^(?:default|(?:team|schedule|escalation):[^\p{Cc}:]{1,100}|user:[^\s@:]{1,64}@[^\s@:]{1,200})$/u;

function checkResponder(address: string): string | undefined {
  if (responder.test(address)) return undefined;
  return "Expected team:Night, schedule:Weekend, escalation:P1, user:j.doe@example.com, or default for the integration's own team.";
}

export const Settings = z.strictObject({
  product: z.enum(["opsgenie", "jsmOperations"]).default("opsgenie"),
  apiUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  apiKey: z.string().regex(/^[A-Za-z0-9-]{16,200}$/, "expected the key of an API integration"),
  hookSecret: z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, "expected 16 letters and digits or more"),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "opsgenie",
  title: "Opsgenie, and Jira Service Management Operations",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  signsBy: "password of `interdesk`, or secret in `x-interdesk-token`",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "alert",
      label: { en: "Opsgenie alert", de: "Opsgenie-Alarm" },
      addressHelp: {
        en: "Who is called: team:Night, schedule:Weekend, escalation:P1 or user:j.doe@example.com; default = the integration's own team.",
        de: "Wer gerufen wird: team:Night, schedule:Weekend, escalation:P1 oder user:j.doe@example.com; default = das Team der Integration.",
      },
      checkAddress: checkResponder,
    },
  ],
  help: {
    product: {
      label: { en: "Product", de: "Produkt" },
      help: {
        en: "opsgenie until April 2027, or jsmOperations, its successor in Jira Service Management.",
        de: "opsgenie bis April 2027, oder jsmOperations, der Nachfolger in Jira Service Management.",
      },
    },
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "Empty = https://api.opsgenie.com, or https://api.atlassian.com for JSM. Accounts in the EU: https://api.eu.opsgenie.com.",
        de: "Leer = https://api.opsgenie.com, oder https://api.atlassian.com für JSM. Konten in der EU: https://api.eu.opsgenie.com.",
      },
    },
    apiKey: {
      label: { en: "API key", de: "API-Schlüssel" },
      help: {
        en: "Of an integration of the type API, with create and update access; keys of the account may not make alerts.",
        de: "Der einer Integration vom Typ API, mit Create und Update; Schlüssel des Kontos dürfen keine Alarme anlegen.",
      },
      secret: true,
    },
    hookSecret: hookSecretHelp,
  },
  setupSteps: [
    {
      en: "Teams › your team › Integrations › API: allow create and update, copy the key.",
      de: "Teams › Ihr Team › Integrations › API: Erlauben Sie Create und Update, und kopieren Sie den Schlüssel.",
    },
    {
      en: "Integrations › Webhook: address {hookUrl}, actions Acknowledge, UnAcknowledge and Close; custom header x-interdesk-token with the secret that you made up here, and alert details sent along.",
      de: "Integrations › Webhook: Adresse {hookUrl}, Aktionen Acknowledge, UnAcknowledge und Close; eigener Header x-interdesk-token mit dem Geheimnis, das Sie hier gewählt haben, und Alert Details mitsenden.",
    },
    {
      en: "Opsgenie ends on 5 April 2027, and 120 days after a migration: then set product to jsmOperations, with a key from there. Names of teams may change in the migration.",
      de: "Opsgenie endet am 5. April 2027 und 120 Tage nach einer Migration: Stellen Sie das Produkt dann auf jsmOperations, mit einem Schlüssel von dort. Namen von Teams können sich bei der Migration ändern.",
    },
  ],
} as const;
