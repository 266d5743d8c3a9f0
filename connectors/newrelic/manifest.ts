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
  ourUser,
  ourUserHelp,
  tellHelp,
  tellSettings,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["nrAccountId", "alertPolicyNames", "client"]),
  ourUser,
  onClear,
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default("https://api.newrelic.com"),
  /** Where the template does not tell it. */
  accountId: z
    .string()
    .regex(/^\d{0,20}$/, "expected the number of an account")
    .default(""),
  ...tellSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z
  .strictObject({ token, basicUser, basicPassword, apiKey: apiSecret })
  .superRefine(needBothHalves);
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "newrelic",
  title: "New Relic",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "resolve"],
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
    apiUrl: {
      label: "API address",
      help: "https://api.newrelic.com, or https://api.eu.newrelic.com for accounts in the European Union.",
    },
    accountId: {
      label: "Account",
      help: "The number of the account whose issues come here, where the template has no nrAccountId.",
    },
    ...tellHelp,
    apiKey: {
      label: "User key",
      help: "Optional: a user key (NRAK-…) by which issues are acknowledged and closed. Without it nothing is told there.",
      secret: true,
    },
    token: tokenHelp("Token", "the webhook destination, as Bearer token or custom header X-Interdesk-Token"),
    basicUser: { label: "User name", help: "For basic authentication of the destination instead.", secret: true },
    basicPassword: { label: "Password", help: "For basic authentication of the destination instead.", secret: true },
  },
  setupSteps: [
    "Alerts › Destinations › Webhook: endpoint URL {hookUrl}, with the token that you gave here as Bearer token.",
    "Alerts › Workflows: add the destination as a channel and put the setup text “Payload template” in. Notify on activated, acknowledged, priority changed and closed.",
    "Map accounts (or policies, if you chose so) to clients.",
    "Optional: set a user key, and as “Our user there” the name of its user, so that taking a ticket acknowledges its issue and ending it closes that.",
  ],
} as const;
