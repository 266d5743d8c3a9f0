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
      help: {
        en: `customProperty: the custom property below. resourceGroup, subscription: those of the alert. ${clientFieldHelp.help.en}`,
        de: `customProperty: die Custom Property unten. resourceGroup, subscription: die des Alarms. ${clientFieldHelp.help.de}`,
      },
    },
    clientProperty: {
      label: { en: "Custom property", de: "Custom Property für den Kunden" },
      help: {
        en: "The custom property of alert rules that names the customer.",
        de: "Die Custom Property von Alert Rules, die den Kunden nennt.",
      },
    },
    onClear: onClearHelp,
    apiUrl: {
      label: { en: "API address", de: "API-Adresse" },
      help: {
        en: "That of the Azure Resource Manager; another one in national clouds only.",
        de: "Die des Azure Resource Manager; eine andere nur in nationalen Clouds.",
      },
    },
    loginUrl: {
      label: { en: "Sign-in address", de: "Anmeldeadresse" },
      help: {
        en: "That of Microsoft Entra ID; another one in national clouds only.",
        de: "Die von Microsoft Entra ID; eine andere nur in nationalen Clouds.",
      },
    },
    directoryId: {
      label: { en: "Directory (tenant) ID", de: "Verzeichnis-ID (Mandant)" },
      help: {
        en: "Optional: of the application by which alerts are acknowledged.",
        de: "Optional: die der Anwendung, mit der Alarme bestätigt werden.",
      },
    },
    applicationId: {
      label: { en: "Application (client) ID", de: "Anwendungs-ID (Client)" },
      help: { en: "Of that application.", de: "Die dieser Anwendung." },
    },
    ...tellHelp,
    applicationSecret: {
      label: { en: "Client secret", de: "Client-Secret" },
      help: {
        en: "The value of a client secret of that application.",
        de: "Der Wert eines Client Secret dieser Anwendung.",
      },
      secret: true,
    },
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "As in https://user:password@… of the action's URI.",
        de: "Wie in https://user:password@… der URI der Aktion.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "As in the action's URI; letters and digits only. Without it the address alone lets in.",
        de: "Wie in der URI der Aktion; nur Buchstaben und Ziffern. Ohne dieses genügt die Adresse, um zu liefern.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Monitor › Alerts › Action groups: add an action of type Webhook with the URI {hookUrl}, and switch “Enable the common alert schema” on.",
      de: "Monitor › Alerts › Action groups: Fügen Sie eine Aktion vom Typ Webhook mit der URI {hookUrl} hinzu, und schalten Sie „Enable the common alert schema“ ein.",
    },
    {
      en: "If you set a user and password here, write them into the URI: https://user:password@…",
      de: "Wenn Sie hier Benutzer und Passwort setzen, schreiben Sie sie in die URI: https://user:password@…",
    },
    {
      en: "Attach the action group to the alert rules, leave “Automatically resolve alerts” on, and set the custom property that names the customer.",
      de: "Hängen Sie die Action Group an die Alert Rules, lassen Sie „Automatically resolve alerts“ an, und setzen Sie die Custom Property, die den Kunden nennt.",
    },
    {
      en: "Optional: register an application, give it a role with Microsoft.AlertsManagement/alerts/read and changestate/action on the subscriptions, and set its IDs and client secret, so that taking and ending a ticket sets the state of its alerts.",
      de: "Optional: Registrieren Sie eine Anwendung, geben Sie ihr auf den Subscriptions eine Rolle mit Microsoft.AlertsManagement/alerts/read und changestate/action, und tragen Sie ihre IDs und ihr Client-Secret ein. Dann setzen Annehmen und Ende eines Tickets den Zustand seiner Alarme.",
    },
  ],
} as const;
