import { z } from "zod";
import { apiSecret, lostAfterHours, onClear, onClearHelp, signingKey, tellHelp, tellSettings } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  /** What a metric alert of the level critical means here. */
  metricCritical: z.enum(["high", "critical"]).default("high"),
  /** Whether each new issue is an alert, or only those that an alert rule tells of. */
  everyIssue: z.boolean().default(false),
  onClear,
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default("https://sentry.io"),
  /** As in the address of its pages. */
  organization: z
    .string()
    .regex(/^[\w-]{1,100}$/, "expected the organisation as it stands in addresses")
    .optional(),
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ clientSecret: signingKey, apiToken: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "sentry",
  title: "Sentry",
  kind: "monitor",
  capabilities: ["webhook", "resolve"],
  contentTypes: ["application/json"],
  keepHeaders: ["request-id", "sentry-hook-resource"],
  // Nothing is sent again, and an issue's end comes only where issue webhooks are switched on.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    metricCritical: {
      label: "Critical metric alerts",
      help: "What the level critical of a metric alert means here: high, or critical.",
    },
    everyIssue: {
      label: "Every new issue",
      help: "true: each new issue is an alert. false: only issues that an alert rule tells of.",
    },
    onClear: onClearHelp,
    apiUrl: { label: "API address", help: "https://sentry.io, or that of your own Sentry or region." },
    organization: {
      label: "Organisation",
      help: "Optional: as it stands in addresses. With it and the token, ending a ticket resolves its issue.",
    },
    ...tellHelp,
    apiToken: {
      label: "API token",
      help: "The integration's own token, with Issue & Event: Read & Write.",
      secret: true,
    },
    clientSecret: {
      label: "Client secret",
      help: "Of the internal integration, as Sentry shows it. Without it the address alone lets in.",
      secret: true,
    },
  },
  setupSteps: [
    "Settings › Developer Settings › Create New Integration › Internal: Webhook URL {hookUrl}, Alert Rule Action on, Issue & Event: Read, and the issue webhook on, since it tells of an issue's end.",
    "Copy the client secret into this connection.",
    "In each alert rule add the action “Send a notification via” the integration, and map the projects to clients.",
    "Optional: give the integration Issue & Event: Read & Write, copy its token into this connection, and set the organisation, so that ending a ticket resolves its issue.",
  ],
} as const;
