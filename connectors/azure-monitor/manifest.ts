import { z } from "zod";
import {
  basicPassword,
  basicUser,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["customProperty", "resourceGroup", "subscription"]),
  clientProperty: z.string().min(1).max(200).default("client"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ basicUser, basicPassword }).superRefine(needBothHalves);

export const manifest = {
  name: "azure-monitor",
  title: "Azure Monitor",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Stateless rules never resolve, and while Azure has given up an address everything for it is lost.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `customProperty: the custom property below. resourceGroup, subscription: those of the alert. ${clientFieldHelp.help}`,
    },
    clientProperty: {
      label: "Custom property",
      help: "The custom property of alert rules that names the customer.",
    },
    onClear: onClearHelp,
    basicUser: { label: "User name", help: "As in https://user:password@… of the action's URI.", secret: true },
    basicPassword: {
      label: "Password",
      help: "As in the action's URI; letters and digits only. Without it the address alone lets in.",
      secret: true,
    },
  },
  setupSteps: [
    "Monitor › Alerts › Action groups: add an action of type Webhook with the URI {hookUrl}, and switch “Enable the common alert schema” on.",
    "If you set a user and password here, write them into the URI: https://user:password@…",
    "Attach the action group to the alert rules, leave “Automatically resolve alerts” on, and set the custom property that names the customer.",
  ],
} as const;
