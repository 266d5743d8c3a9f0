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
      label: "ilert alert",
      addressHelp: "The routing key of an escalation policy, such as night; default = that of the alert source.",
      checkAddress: checkRoutingKey,
    },
  ],
  help: {
    apiUrl: { label: "API address", help: "https://api.ilert.com unless ilert told you another." },
    highUpTo: {
      label: "HIGH up to priority",
      help: "Pages of lower priority are sent as LOW: such alerts never escalate. 5 = all are HIGH, since the hub pages only where it was told to.",
    },
    integrationKey: { label: "Integration key", help: "Of an alert source of the type API.", secret: true },
    hookSecret: hookSecretHelp,
  },
  setupSteps: [
    "In ilert: Alert sources › Create, integration type API, with the escalation policy of the night. Default priority HIGH without support hours, or the event's priority does not count. Alert grouping off: it would merge escalations that have nothing to do with each other.",
    "Copy the integration key into this connection, and make up a secret for the webhook.",
    "Alert actions › Webhook for this alert source, triggers acknowledged, resolved, auto-resolved and escalation ended, address {hookUrl} with interdesk:SECRET@ behind https://, body: default.",
  ],
} as const;
