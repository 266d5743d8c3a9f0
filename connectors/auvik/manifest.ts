import { z } from "zod";
import { clientFieldHelp, clientFieldOf, lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({ clientField: clientFieldOf(["companyId", "companyName"]), onClear });
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "auvik",
  title: "Auvik",
  kind: "monitor",
  capabilities: ["webhook"],
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
  },
  setupSteps: [
    "Admin › Notification Channels › Add: type Webhook, URL {hookUrl}. Auvik sends no secret: whoever knows the address can deliver, so keep it to yourself.",
    "Attach the channel to the alerts, with a notification when they clear.",
    "Map the companies to clients.",
  ],
} as const;
