import { z } from "zod";
import {
  clientFieldHelp,
  clientFieldOf,
  onClear,
  onClearHelp,
  ourUser,
  ourUserHelp,
  TimeZone,
  timeZoneHelp,
  token,
  tokenHelp,
} from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["alert_sendto", "tag", "trigger_hostgroup_name"]),
  clientTag: z.string().min(1).max(200).default("client"),
  timeZone: TimeZone.default("UTC"),
  ourUser,
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "zabbix",
  title: "Zabbix",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // A recovery whose tries are exhausted is dropped; its API can be asked.
  monitor: { resolves: "sometimes", maxAgeHours: null },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: `alert_sendto: “Send to” of the user's media. tag: the tag below. ${clientFieldHelp.help}`,
    },
    clientTag: {
      label: "Client tag",
      help: "The event tag that names the customer, where the client field is the tag.",
    },
    timeZone: {
      ...timeZoneHelp,
      help: `${timeZoneHelp.help} It is that of the Zabbix server, or of the user with the media.`,
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    bearerToken: tokenHelp("Bearer token", "the parameter token of the media type"),
  },
  setupSteps: [
    "Save the setup text “Media type” as a .yaml file and import it under Alerts › Media types (Administration › Media types before 6.4). It holds the address {hookUrl} and the token. Set the global macro {$ZABBIX.URL}.",
    "Give a user of its own this media, with the customer's name as “Send to” (or any text, if a tag names the customer), and rights to read the hosts.",
    "Add a trigger action that sends to this user, with operations, recovery operations and update operations.",
  ],
} as const;
