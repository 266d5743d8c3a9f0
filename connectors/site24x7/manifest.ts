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
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["MSP_CUSTOMER_NAME", "tag", "MONITOR_GROUPNAME", "BU_NAME"]),
  clientTag: z.string().min(1).max(200).default("client"),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token, basicUser, basicPassword }).superRefine(needBothHalves);

export const manifest = {
  name: "site24x7",
  title: "Site24x7",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Up is sent only where the integration is set to; nothing is known of retries.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `MSP_CUSTOMER_NAME: of MSP accounts only. tag: the tag below. ${clientFieldHelp.help}`,
    },
    clientTag: { label: "Client tag", help: "The tag that names the customer, such as client in client:acme." },
    onClear: onClearHelp,
    token: tokenHelp("Token", "the custom header X-Interdesk-Token of the webhook"),
    basicUser: { label: "User name", help: "For basic authentication of the webhook instead.", secret: true },
    basicPassword: { label: "Password", help: "For basic authentication of the webhook instead.", secret: true },
  },
  setupSteps: [
    "Admin › Third-Party Integrations › Webhooks: URL {hookUrl}, method POST, “Post as JSON” and “Send incident parameters” on, and a custom header X-Interdesk-Token with the token that you gave here.",
    "Let the integration fire on Down, Trouble, Critical and Up: without Up no alert ends.",
    "Attach the integration to the monitors, and map the customers to clients.",
  ],
} as const;
