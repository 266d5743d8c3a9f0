import { z } from "zod";
import { Severity } from "../../schemas/alert.ts";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  clientFieldHelp,
  clientFieldOf,
  listHelp,
  listSettings,
  onClear,
  onClearHelp,
  tellHelp,
  tellSettings,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["site_name", "site_id"]),
  /** A global webhook has no placeholder for it that is known. */
  severityWithoutPriority: Severity.default("medium"),
  onClear,
  apiUrl,
  ...tellSettings,
  ...listSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token, apiKey: apiSecret, apiSecretKey: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "datto-rmm",
  title: "Datto RMM",
  kind: "monitor",
  capabilities: ["webhook", "resolve", "reconcile"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Only where the second payload is filled in; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: clientFieldHelp,
    severityWithoutPriority: {
      label: { en: "Severity without priority", de: "Schwere ohne Priorität" },
      help: {
        en: "Of alerts whose payload names no priority, such as those of a global webhook.",
        de: "Von Alarmen, deren Payload keine Priorität nennt, etwa denen eines globalen Webhooks.",
      },
    },
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} That of your platform, such as https://pinotage-api.centrastage.net.`,
        de: `${apiUrlHelp.help.de} Die Ihrer Plattform, etwa https://pinotage-api.centrastage.net.`,
      },
    },
    ...tellHelp,
    ...listHelp,
    apiKey: {
      label: { en: "API key", de: "API-Schlüssel" },
      help: { en: "Of a user with API access.", de: "Der eines Benutzers mit API-Zugriff." },
      secret: true,
    },
    apiSecretKey: {
      label: { en: "API secret key", de: "Geheimer API-Schlüssel" },
      help: {
        en: "The secret key that Datto shows once with the API key.",
        de: "Der Secret Key, den Datto einmal zusammen mit dem API Key zeigt.",
      },
      secret: true,
    },
    token: tokenHelp(
      { en: "Token", de: "Token" },
      { en: "in the header X-Interdesk-Token of the webhook", de: "im Header X-Interdesk-Token des Webhooks" },
    ),
  },
  setupSteps: [
    {
      en: "Setup › Integrations › Global Webhooks (or the response section of one monitor): URL {hookUrl}, with the header from the setup texts.",
      de: "Setup › Integrations › Global Webhooks (oder der Response-Abschnitt eines einzelnen Monitors): URL {hookUrl}, mit dem Header aus den Einrichtungstexten.",
    },
    {
      en: "Fill in both payloads from the setup texts: that of a triggered and that of a resolved alert. In the webhook of one monitor write its priority into both.",
      de: "Tragen Sie beide Payloads aus den Einrichtungstexten ein: die eines ausgelösten und die eines beendeten Alarms. Im Webhook eines einzelnen Monitors schreiben Sie dessen Priorität in beide.",
    },
    { en: "Map the names of your sites to clients.", de: "Ordnen Sie die Namen Ihrer Sites Kunden zu." },
    {
      en: "Optional: set the API address of your platform, and an API key with its secret key (Setup › Users), so that ending a ticket resolves its alerts and lost ends are found.",
      de: "Optional: Tragen Sie die API-Adresse Ihrer Plattform und einen API-Schlüssel mit seinem geheimen Schlüssel ein (Setup › Users). Dann beendet das Ende eines Tickets seine Alarme, und verlorene Enden werden bemerkt.",
    },
  ],
} as const;
