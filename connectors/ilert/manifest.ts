import { z } from "zod";
import { hookSecretHelp } from "../pager-kit.ts";

const routingKey = /^[\w.:@-]{1,100}$/;

function checkRoutingKey(address: string): string | undefined {
  if (routingKey.test(address)) return undefined;
  return "Expected the routing key of an escalation policy, such as night, or default for that of the alert source.";
}

export const Settings = z.strictObject({
  apiUrl: z.url({ protocol: /^https?$/ }).default("https://api.ilert.com"),
  /** Lower ones are sent as LOW, which notifies nobody at night and never escalates. */
  highUpTo: z.number().int().min(1).max(5).default(5),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  integrationKey: z.string().regex(/^[A-Za-z0-9_-]{8,200}$/, "expected the alert source's integration key"),
  hookSecret: z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, "expected 16 letters and digits or more"),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "ilert",
  title: "ilert",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/json", "text/plain", ""],
  keepHeaders: ["user-agent"],
  signsBy: "password of `interdesk`, or secret in `x-interdesk-token`",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "alert",
      label: { en: "ilert alert", de: "ilert-Alarm" },
      addressHelp: {
        en: "The routing key of an escalation policy, such as night; default = that of the alert source.",
        de: "Der Routing Key einer Escalation Policy, etwa night; default = die der Alert Source.",
      },
      checkAddress: checkRoutingKey,
    },
  ],
  help: {
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "https://api.ilert.com unless ilert told you another.",
        de: "https://api.ilert.com, sofern ilert keine andere genannt hat.",
      },
    },
    highUpTo: {
      label: { en: "HIGH up to priority", de: "HIGH bis Priorität" },
      help: {
        en: "Pages of lower priority are sent as LOW: such alerts never escalate. 5 = all are HIGH, since the hub pages only where it was told to.",
        de: "Nachrichten niedrigerer Priorität gehen als LOW: Solche Alarme eskalieren nie. 5 = alle sind HIGH, denn der Hub ruft nur, wo es ihm gesagt wurde.",
      },
    },
    integrationKey: {
      label: { en: "Integration key", de: "Integrationsschlüssel" },
      help: { en: "Of an alert source of the type API.", de: "Der einer Alert Source vom Typ API." },
      secret: true,
    },
    hookSecret: hookSecretHelp,
  },
  setupSteps: [
    {
      en: "In ilert: Alert sources › Create, integration type API, with the escalation policy of the night. Default priority HIGH without support hours, or the event's priority does not count. Alert grouping off: it would merge escalations that have nothing to do with each other.",
      de: "In ilert: Alert sources › Create, Integrationstyp API, mit der Escalation Policy der Nacht. Default priority HIGH ohne Support Hours, sonst zählt die Priorität des Ereignisses nicht. Alert grouping aus: Sie würde Eskalationen zusammenlegen, die nichts miteinander zu tun haben.",
    },
    {
      en: "Copy the integration key into this connection, and make up a secret for the webhook.",
      de: "Kopieren Sie den Integration Key in diese Verbindung, und denken Sie sich ein Geheimnis für den Webhook aus.",
    },
    {
      en: "Alert actions › Webhook for this alert source, triggers acknowledged, resolved, auto-resolved and escalation ended, address {hookUrl} with interdesk:SECRET@ behind https://, body: default.",
      de: "Alert actions › Webhook für diese Alert Source, Auslöser acknowledged, resolved, auto-resolved und escalation ended, Adresse {hookUrl} mit interdesk:SECRET@ hinter https://, Body: default.",
    },
  ],
} as const;
