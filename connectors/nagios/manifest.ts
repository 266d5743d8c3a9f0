import { z } from "zod";
import { lostAfterHours, onClear, onClearHelp, ourUser, ourUserHelp, token, tokenHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientVariable: z
    .string()
    .regex(/^[A-Za-z]\w{0,99}$/, "expected the name of a custom variable, without the underscore before it")
    .default("client"),
  ourUser,
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "nagios",
  title: "Nagios Core",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/x-www-form-urlencoded", "application/json"],
  keepHeaders: ["user-agent"],
  // Failed calls and flapping swallow recoveries, and Core has no API that could be asked.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientVariable: {
      label: "Client variable",
      help: "The custom variable of hosts that names the customer, without its underscore. Map its values to clients.",
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    bearerToken: tokenHelp("Bearer token", "the notification script"),
  },
  setupSteps: [
    "Save the setup text “Notification script” as /usr/local/bin/interdesk-nagios, owned by the user of Nagios and with mode 700: it holds the address {hookUrl} and the token. It needs curl.",
    "Set enable_environment_macros=1 in nagios.cfg, and include the setup text “Nagios configuration” as an object file there.",
    "Add the contact interdesk to the contacts of your hosts and services, set the client variable on every host, check with nagios -v and reload.",
  ],
} as const;
