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
      label: "Severity without priority",
      help: "Of alerts whose payload names no priority, such as those of a global webhook.",
    },
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: `${apiUrlHelp.help} That of your platform, such as https://pinotage-api.centrastage.net.`,
    },
    ...tellHelp,
    ...listHelp,
    apiKey: { label: "API key", help: "Of a user with API access.", secret: true },
    apiSecretKey: {
      label: "API secret key",
      help: "The secret key that Datto shows once with the API key.",
      secret: true,
    },
    token: tokenHelp("Token", "the header X-Interdesk-Token of the webhook"),
  },
  setupSteps: [
    "Setup › Integrations › Global Webhooks (or the response section of one monitor): URL {hookUrl}, with the header from the setup texts.",
    "Fill in both payloads from the setup texts: that of a triggered and that of a resolved alert. In the webhook of one monitor write its priority into both.",
    "Map the names of your sites to clients.",
    "Optional: set the API address of your platform, and an API key with its secret key (Setup › Users), so that ending a ticket resolves its alerts and lost ends are found.",
  ],
} as const;
