import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  onClear,
  onClearHelp,
  tellHelp,
  tellSettings,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["companyId", "companyName"]),
  onClear,
  apiUrl,
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ apiUser: apiSecret, apiKey: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "auvik",
  title: "Auvik",
  kind: "monitor",
  capabilities: ["webhook", "resolve"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Nothing is known of retries.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `companyId: Auvik's id of the site. companyName: its name in addresses. ${clientFieldHelp.help}`,
    },
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: `${apiUrlHelp.help} That of your region, such as https://auvikapi.us1.my.auvik.com.`,
    },
    ...tellHelp,
    apiUser: { label: "API user", help: "The e-mail address of the user whose API key this is.", secret: true },
    apiKey: { label: "API key", help: "Of a user who may dismiss alerts.", secret: true },
  },
  setupSteps: [
    "Admin › Notification Channels › Add: type Webhook, URL {hookUrl}. Auvik sends no secret: whoever knows the address can deliver, so keep it to yourself.",
    "Attach the channel to the alerts, with a notification when they clear.",
    "Map the companies to clients.",
    "Optional: set the API address of your region, an API user and its key, so that ending a ticket dismisses its alerts in Auvik.",
  ],
} as const;
