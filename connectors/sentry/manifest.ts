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
      label: { en: "Critical metric alerts", de: "Kritische Metrik-Alarme" },
      help: {
        en: "What the level critical of a metric alert means here: high, or critical.",
        de: "Was die Stufe critical eines Metric Alert hier bedeutet: high oder critical.",
      },
    },
    everyIssue: {
      label: { en: "Every new issue", de: "Jedes neue Issue" },
      help: {
        en: "true: each new issue is an alert. false: only issues that an alert rule tells of.",
        de: "true: Jedes neue Issue ist ein Alarm. false: nur Issues, von denen eine Alert Rule berichtet.",
      },
    },
    onClear: onClearHelp,
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "https://sentry.io, or that of your own Sentry or region.",
        de: "https://sentry.io, oder die Adresse Ihres eigenen Sentry oder Ihrer Region.",
      },
    },
    organization: {
      label: { en: "Organisation", de: "Organisation" },
      help: {
        en: "Optional: as it stands in addresses. With it and the token, ending a ticket resolves its issue.",
        de: "Optional: wie sie in Adressen steht. Mit ihr und dem Token löst das Ende eines Tickets sein Issue.",
      },
    },
    ...tellHelp,
    apiToken: {
      label: { en: "API token", de: "API-Token" },
      help: {
        en: "The integration's own token, with Issue & Event: Read & Write.",
        de: "Das Token der Integration selbst, mit Issue & Event: Read & Write.",
      },
      secret: true,
    },
    clientSecret: {
      label: { en: "Client secret", de: "Client-Secret" },
      help: {
        en: "Of the internal integration, as Sentry shows it. Without it the address alone lets in.",
        de: "Das der Internal Integration, wie Sentry es zeigt. Ohne dieses genügt die Adresse, um zu liefern.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Settings › Developer Settings › Create New Integration › Internal: Webhook URL {hookUrl}, Alert Rule Action on, Issue & Event: Read, and the issue webhook on, since it tells of an issue's end.",
      de: "Settings › Developer Settings › Create New Integration › Internal: Webhook URL {hookUrl}, Alert Rule Action ein, Issue & Event: Read, und der Issue-Webhook ein, denn er meldet das Ende eines Issues.",
    },
    { en: "Copy the client secret into this connection.", de: "Kopieren Sie das Client-Secret in diese Verbindung." },
    {
      en: "In each alert rule add the action “Send a notification via” the integration, and map the projects to clients.",
      de: "Fügen Sie in jeder Alert Rule die Aktion „Send a notification via“ mit der Integration hinzu, und ordnen Sie die Projekte Kunden zu.",
    },
    {
      en: "Optional: give the integration Issue & Event: Read & Write, copy its token into this connection, and set the organisation, so that ending a ticket resolves its issue.",
      de: "Optional: Geben Sie der Integration Issue & Event: Read & Write, kopieren Sie ihr Token in diese Verbindung und tragen Sie die Organisation ein. Dann löst das Ende eines Tickets sein Issue.",
    },
  ],
} as const;
