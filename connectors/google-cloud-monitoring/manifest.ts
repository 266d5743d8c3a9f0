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
      help: `label: the label below. project: the scoping project. ${clientFieldHelp.help}`,
    },
    clientLabel: {
      label: "Client label",
      help: "A user label of the resource or of the policy, or a label of the resource, that names the customer; the first of them counts.",
    },
    onClear: onClearHelp,
    basicUser: { label: "User name", help: "The same as Auth Username of the notification channel.", secret: true },
    basicPassword: {
      label: "Password",
      help: "The same as Auth Password of the notification channel. Without it the address alone lets in.",
      secret: true,
    },
  },
  setupSteps: [
    "Monitoring › Alerting › Edit notification channels › Webhooks › Add new: Endpoint URL {hookUrl}; tick Use HTTP Basic Auth with the user and password that you gave here.",
    "Add the channel to the alerting policies, give each policy a severity, and keep “Notify on incident closure” on.",
    "Label the resources or the policies with the customer, and map the values to clients.",
  ],
} as const;
