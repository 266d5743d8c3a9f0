import { z } from "zod";
import { checkName } from "../pager-kit.ts";

export const Settings = z.strictObject({
  eventsUrl: z.url({ protocol: /^https?$/ }).default("https://events.pagerduty.com"),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  routingKey: z
    .string()
    .regex(/^[A-Za-z0-9]*$/, "expected letters and digits")
    .length(32),
  webhookSecret: z.string().min(16).max(200).optional(),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "pagerduty",
  title: "PagerDuty",
  kind: "pager",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent", "x-webhook-id"],
  signsBy: "HMAC-SHA256 in `x-pagerduty-signature`",
  settings: Settings,
  secrets: Secrets,
  channels: [
    {
      name: "alert",
      label: "PagerDuty incident",
      addressHelp:
        "What you call the service that the integration key belongs to, such as Night shift; who is called, its escalation policy says.",
      checkAddress: checkName,
    },
  ],
  help: {
    eventsUrl: {
      label: "Events address",
      help: "https://events.pagerduty.com; accounts in the EU have one of their own, shown beside the integration key.",
    },
    routingKey: {
      label: "Integration key",
      help: "32 letters and digits of an integration of the type Events API V2.",
      secret: true,
    },
    webhookSecret: {
      label: "Webhook secret",
      help: "Shown once, when the webhook subscription is made. Without it nothing that people do there comes back.",
      secret: true,
    },
  },
  setupSteps: [
    "Services › your service › Integrations › Events API V2: copy the integration key. With dynamic urgency priority 1 and 2 call people, and lower ones do not.",
    "Integrations › Generic Webhooks (v3) › New webhook: URL {hookUrl}, scope this service, events incident.acknowledged, incident.unacknowledged, incident.resolved and incident.reopened. Copy the secret that is shown once.",
    "Leave alert grouping off for the service: a grouped incident no longer names the escalation that it came from.",
  ],
} as const;
