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
  clientField: clientFieldOf(["label", "project"]),
  clientLabel: z.string().min(1).max(200).default("client"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ basicUser, basicPassword }).superRefine(needBothHalves);

export const manifest = {
  name: "google-cloud-monitoring",
  title: "Google Cloud Monitoring",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Whether a message is sent again is documented nowhere, and there is no reading of incidents yet.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `label: the label below. project: the scoping project. ${clientFieldHelp.help.en}`,
        de: `label: das Label unten. project: das Scoping Project. ${clientFieldHelp.help.de}`,
      },
    },
    clientLabel: {
      label: { en: "Client label", de: "Label für den Kunden" },
      help: {
        en: "A user label of the resource or of the policy, or a label of the resource, that names the customer; the first of them counts.",
        de: "Ein User Label der Ressource oder der Policy, oder ein Label der Ressource, das den Kunden nennt; das erste davon zählt.",
      },
    },
    onClear: onClearHelp,
    basicUser: {
      label: { en: "User name", de: "Benutzername" },
      help: {
        en: "The same as Auth Username of the notification channel.",
        de: "Derselbe wie Auth Username des Notification Channel.",
      },
      secret: true,
    },
    basicPassword: {
      label: { en: "Password", de: "Passwort" },
      help: {
        en: "The same as Auth Password of the notification channel. Without it the address alone lets in.",
        de: "Dasselbe wie Auth Password des Notification Channel. Ohne dieses genügt die Adresse, um zu liefern.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Monitoring › Alerting › Edit notification channels › Webhooks › Add new: Endpoint URL {hookUrl}; tick Use HTTP Basic Auth with the user and password that you gave here.",
      de: "Monitoring › Alerting › Edit notification channels › Webhooks › Add new: Endpoint URL {hookUrl}; haken Sie Use HTTP Basic Auth an, mit Benutzer und Passwort von hier.",
    },
    {
      en: "Add the channel to the alerting policies, give each policy a severity, and keep “Notify on incident closure” on.",
      de: "Fügen Sie den Channel den Alerting Policies hinzu, geben Sie jeder Policy eine Severity, und lassen Sie „Notify on incident closure“ an.",
    },
    {
      en: "Label the resources or the policies with the customer, and map the values to clients.",
      de: "Geben Sie den Ressourcen oder den Policies ein Label mit dem Kunden, und ordnen Sie die Werte Kunden zu.",
    },
  ],
} as const;
