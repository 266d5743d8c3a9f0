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
      label: { en: "PagerDuty incident", de: "PagerDuty-Incident" },
      addressHelp: {
        en: "What you call the service that the integration key belongs to, such as Night shift; who is called, its escalation policy says.",
        de: "Wie Sie den Service nennen, zu dem der Integration Key gehört, etwa Night shift; wen er ruft, sagt seine Escalation Policy.",
      },
      checkAddress: checkName,
    },
  ],
  help: {
    eventsUrl: {
      label: { en: "Events address", de: "Adresse für Ereignisse" },
      help: {
        en: "https://events.pagerduty.com; accounts in the EU have one of their own, shown beside the integration key.",
        de: "https://events.pagerduty.com; Konten in der EU haben eine eigene, sie steht neben dem Integration Key.",
      },
    },
    routingKey: {
      label: { en: "Integration key", de: "Integrationsschlüssel" },
      help: {
        en: "32 letters and digits of an integration of the type Events API V2.",
        de: "32 Buchstaben und Ziffern einer Integration vom Typ Events API V2.",
      },
      secret: true,
    },
    webhookSecret: {
      label: { en: "Webhook secret", de: "Webhook-Geheimnis" },
      help: {
        en: "Shown once, when the webhook subscription is made. Without it nothing that people do there comes back.",
        de: "Wird einmal gezeigt, wenn die Webhook Subscription angelegt wird. Ohne dieses kommt nichts zurück, was Menschen dort tun.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Services › your service › Integrations › Events API V2: copy the integration key. With dynamic urgency priority 1 and 2 call people, and lower ones do not.",
      de: "Services › Ihr Service › Integrations › Events API V2: Kopieren Sie den Integration Key. Mit Dynamic Urgency wecken die Prioritäten 1 und 2 Menschen, niedrigere nicht.",
    },
    {
      en: "Integrations › Generic Webhooks (v3) › New webhook: URL {hookUrl}, scope this service, events incident.acknowledged, incident.unacknowledged, incident.resolved and incident.reopened. Copy the secret that is shown once.",
      de: "Integrations › Generic Webhooks (v3) › New webhook: URL {hookUrl}, Scope dieser Service, Ereignisse incident.acknowledged, incident.unacknowledged, incident.resolved und incident.reopened. Kopieren Sie das Geheimnis, das einmal gezeigt wird.",
    },
    {
      en: "Leave alert grouping off for the service: a grouped incident no longer names the escalation that it came from.",
      de: "Lassen Sie Alert Grouping für den Service aus: Ein gruppierter Incident nennt die Eskalation nicht mehr, aus der er kam.",
    },
  ],
} as const;
