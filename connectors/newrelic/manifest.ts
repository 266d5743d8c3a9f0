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
  ourUser,
  ourUserHelp,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["nrAccountId", "alertPolicyNames", "client"]),
  ourUser,
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ token, basicUser, basicPassword }).superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "newrelic",
  title: "New Relic",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // An issue that was merged into another, or that times out, ends without a recovery.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `nrAccountId: the account. alertPolicyNames: the first policy. client: a field that you add to the template. ${clientFieldHelp.help}`,
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    token: tokenHelp("Token", "the webhook destination, as Bearer token or custom header X-Interdesk-Token"),
    basicUser: { label: "User name", help: "For basic authentication of the destination instead.", secret: true },
    basicPassword: { label: "Password", help: "For basic authentication of the destination instead.", secret: true },
  },
  setupSteps: [
    "Alerts › Destinations › Webhook: endpoint URL {hookUrl}, with the token that you gave here as Bearer token.",
    "Alerts › Workflows: add the destination as a channel and put the setup text “Payload template” in. Notify on activated, acknowledged, priority changed and closed.",
    "Map accounts (or policies, if you chose so) to clients.",
  ],
} as const;
