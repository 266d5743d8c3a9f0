import { z } from "zod";
import { onClear, onClearHelp, ourUser, ourUserHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientVariable: z
    .string()
    .regex(/^\w{1,100}$/, "expected the name of a custom variable")
    .default("client"),
  ourUser,
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "icinga2",
  title: "Icinga 2",
  kind: "monitor",
  capabilities: ["webhook"],
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
    bearerToken: tokenHelp("Bearer token", "the notification script"),
  },
  setupSteps: [
    "Save the setup text “Notification script” as /etc/icinga2/scripts/interdesk.sh, owned by the user of Icinga and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
    "Save the setup text “Icinga configuration” as /etc/icinga2/conf.d/interdesk.conf, narrow its assign rules, check with icinga2 daemon -C and reload.",
    "Set the client variable on every host, and map its values to clients.",
  ],
} as const;
