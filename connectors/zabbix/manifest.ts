import { z } from "zod";
import {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  clientFieldHelp,
  clientFieldOf,
  listHelp,
  listSettings,
  onClear,
  onClearHelp,
  ourUser,
  ourUserHelp,
  tellHelp,
  tellSettings,
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
  apiUrl,
  /** Zabbix takes the token in a header since 6.4, and in the body no more since 7.2. */
  apiTokenIn: z.enum(["header", "body"]).default("header"),
  ...tellSettings,
  ...listSettings,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({ bearerToken: token, apiToken: apiSecret });
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "zabbix",
  title: "Zabbix",
  kind: "monitor",
  capabilities: ["webhook", "acknowledge", "resolve", "reconcile"],
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
    apiUrl: {
      ...apiUrlHelp,
      help: `${apiUrlHelp.help} The frontend's, without api_jsonrpc.php, such as https://zabbix.example.net/zabbix.`,
    },
    apiTokenIn: { label: "API token in", help: "header from Zabbix 6.4 on; body before." },
    ...tellHelp,
    ...listHelp,
    apiToken: {
      label: "API token",
      help: "Of a user that may read the hosts, and acknowledge and close their problems.",
      secret: true,
    },
    bearerToken: tokenHelp("Bearer token", "the parameter token of the media type"),
  },
  setupSteps: [
    "Save the setup text “Media type” as a .yaml file and import it under Alerts › Media types (Administration › Media types before 6.4). It holds the address {hookUrl} and the token. Set the global macro {$ZABBIX.URL}.",
    "Give a user of its own this media, with the customer's name as “Send to” (or any text, if a tag names the customer), and rights to read the hosts.",
    "Add a trigger action that sends to this user, with operations, recovery operations and update operations.",
    "Optional: set the API address and an API token (Users › API tokens) of a user whose role may acknowledge and close problems, so that taking and ending a ticket is told there and lost recoveries are found.",
  ],
} as const;
