import { z } from "zod";
import {
  apiSecret,
  basicPassword,
  basicUser,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
  tellHelp,
  tellSettings,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["customProperty", "resourceGroup", "subscription"]),
  clientProperty: z.string().min(1).max(200).default("client"),
  onClear,
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default("https://management.azure.com"),
  loginUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default("https://login.microsoftonline.com"),
  directoryId: z.uuid().optional(),
  applicationId: z.uuid().optional(),
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({ basicUser, basicPassword, applicationSecret: apiSecret })
  .superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "azure-monitor",
  title: "Azure Monitor",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "resolve"],
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
    apiUrl: { label: "API address", help: "That of the Azure Resource Manager; another one in national clouds only." },
    loginUrl: { label: "Sign-in address", help: "That of Microsoft Entra ID; another one in national clouds only." },
    directoryId: {
      label: "Directory (tenant) ID",
      help: "Optional: of the application by which alerts are acknowledged.",
    },
    applicationId: { label: "Application (client) ID", help: "Of that application." },
    ...tellHelp,
    applicationSecret: {
      label: "Client secret",
      help: "The value of a client secret of that application.",
      secret: true,
    },
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
    "Optional: register an application, give it a role with Microsoft.AlertsManagement/alerts/read and changestate/action on the subscriptions, and set its IDs and client secret, so that taking and ending a ticket sets the state of its alerts.",
  ],
} as const;
