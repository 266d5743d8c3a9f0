import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  listHelp,
  listSettings,
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
  clientVariable: z
    .string()
    .regex(/^\w{1,100}$/, "expected the name of a custom variable")
    .default("client"),
  ourUser,
  onClear,
  apiUrl,
  ...tellSettings,
  ...listSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token, apiUser: apiSecret, apiPassword: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "icinga2",
  title: "Icinga 2",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "reconcile"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Flapping, downtimes, a host or parent that is down, and failed calls swallow recoveries; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientVariable: {
      label: "Client variable",
      help: "The custom variable of hosts that names the customer, without host.vars. Map its values to clients.",
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: `${apiUrlHelp.help} Such as https://icinga.example.net:5665; its certificate must be one that this machine trusts.`,
    },
    ...tellHelp,
    ...listHelp,
    apiUser: { label: "API user", help: "The name of an ApiUser of its own.", secret: true },
    apiPassword: { label: "API password", help: "The password of the ApiUser.", secret: true },
    bearerToken: tokenHelp("Bearer token", "the notification script"),
  },
  setupSteps: [
    "Save the setup text “Notification script” as /etc/icinga2/scripts/interdesk.sh, owned by the user of Icinga and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
    "Save the setup text “Icinga configuration” as /etc/icinga2/conf.d/interdesk.conf, narrow its assign rules, check with icinga2 daemon -C and reload.",
    "Set the client variable on every host, and map its values to clients.",
    "Optional: set the API address, user and password, so that taking a ticket acknowledges its alerts and lost recoveries are found. The ApiUser needs actions/acknowledge-problem, actions/remove-acknowledgement, actions/add-comment, and objects/query/Host, Service and Comment.",
  ],
} as const;
