import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  basicPassword,
  basicUser,
  labelHelp,
  labelSettings,
  listHelp,
  listSettings,
  needBothHalves,
  onClear,
  onClearHelp,
  openHelp,
  openSettings,
  tellHelp,
  tellSettings,
  token,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  ...labelSettings,
  onClear,
  apiUrl,
  ...tellSettings,
  /** A silence has an end; while its ticket is worked on it is made longer in time. */
  silenceHours: z.number().min(1).max(720).default(24),
  ...listSettings,
  ...openSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({
    bearerToken: token,
    basicUser,
    basicPassword,
    apiToken: apiSecret,
    apiUser: apiSecret,
    apiPassword: apiSecret,
  })
  .superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "alertmanager",
  title: "Prometheus Alertmanager",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "reconcile"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Silences, inhibition and restarts swallow resolves; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    ...labelHelp,
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: `${apiUrlHelp.help} Such as https://alertmanager.example.net, with the path of web.external-url if it has one.`,
    },
    ...tellHelp,
    silenceHours: {
      label: "Silence for",
      help: "Hours of the silence that an acknowledgement makes; it is made longer while the ticket is worked on.",
    },
    ...listHelp,
    ...openHelp,
    apiToken: { label: "API token", help: "For a proxy before the API that asks for a bearer token.", secret: true },
    apiUser: { label: "API user", help: "For basic_auth_users of the web configuration file.", secret: true },
    apiPassword: { label: "API password", help: "The password of the API user.", secret: true },
    bearerToken: {
      label: "Bearer token",
      help: "The same as http_config.authorization.credentials of the receiver.",
      secret: true,
    },
    basicUser: { label: "User name", help: "For http_config.basic_auth instead of a token.", secret: true },
    basicPassword: { label: "Password", help: "For http_config.basic_auth instead of a token.", secret: true },
  },
  setupSteps: [
    "Add a receiver to alertmanager.yml with webhook_configs: url: {hookUrl}, send_resolved: true.",
    "If you set a bearer token here, set http_config.authorization.credentials to the same token.",
    "Route alerts to the receiver, keep the label that names the customer on every alert, and reload Alertmanager.",
    "Optional: set the API address, and what its API asks for, so that taking a ticket silences its alerts and lost resolves are found.",
  ],
} as const;
