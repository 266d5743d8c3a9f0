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
      help: {
        en: `alert_sendto: “Send to” of the user's media. tag: the tag below. ${clientFieldHelp.help.en}`,
        de: `alert_sendto: „Send to“ beim Medium des Benutzers. tag: das Tag unten. ${clientFieldHelp.help.de}`,
      },
    },
    clientTag: {
      label: { en: "Client tag", de: "Tag für den Kunden" },
      help: {
        en: "The event tag that names the customer, where the client field is the tag.",
        de: "Das Tag des Ereignisses, das den Kunden nennt, wenn als Feld für den Kunden tag gewählt ist.",
      },
    },
    timeZone: {
      ...timeZoneHelp,
      help: {
        en: `${timeZoneHelp.help.en} It is that of the Zabbix server, or of the user with the media.`,
        de: `${timeZoneHelp.help.de} Es ist die des Zabbix-Servers oder die des Benutzers mit dem Medium.`,
      },
    },
    ourUser: ourUserHelp,
    onClear: onClearHelp,
    apiUrl: {
      ...apiUrlHelp,
      help: {
        en: `${apiUrlHelp.help.en} The frontend's, without api_jsonrpc.php, such as https://zabbix.example.net/zabbix.`,
        de: `${apiUrlHelp.help.de} Die des Frontends, ohne api_jsonrpc.php, etwa https://zabbix.example.net/zabbix.`,
      },
    },
    apiTokenIn: {
      label: { en: "API token in", de: "Wo das API-Token steht" },
      help: { en: "header from Zabbix 6.4 on; body before.", de: "header ab Zabbix 6.4; davor body." },
    },
    ...tellHelp,
    ...listHelp,
    apiToken: {
      label: { en: "API token", de: "API-Token" },
      help: {
        en: "Of a user that may read the hosts, and acknowledge and close their problems.",
        de: "Das eines Benutzers, der die Hosts lesen und ihre Probleme bestätigen und schließen darf.",
      },
      secret: true,
    },
    bearerToken: tokenHelp(
      { en: "Bearer token", de: "Bearer-Token" },
      { en: "in the parameter token of the media type", de: "im Parameter token des Medientyps" },
    ),
  },
  setupSteps: [
    {
      en: "Save the setup text “Media type” as a .yaml file and import it under Alerts › Media types (Administration › Media types before 6.4). It holds the address {hookUrl} and the token. Set the global macro {$ZABBIX.URL}.",
      de: "Speichern Sie den Einrichtungstext „Medientyp“ als .yaml-Datei und importieren Sie ihn unter Alerts › Media types (vor 6.4: Administration › Media types). Er enthält die Adresse {hookUrl} und das Token. Setzen Sie das globale Makro {$ZABBIX.URL}.",
    },
    {
      en: "Give a user of its own this media, with the customer's name as “Send to” (or any text, if a tag names the customer), and rights to read the hosts.",
      de: "Geben Sie einem eigenen Benutzer dieses Medium, mit dem Namen des Kunden als „Send to“ (oder einem beliebigen Text, wenn ein Tag den Kunden nennt), und das Recht, die Hosts zu lesen.",
    },
    {
      en: "Add a trigger action that sends to this user, with operations, recovery operations and update operations.",
      de: "Legen Sie eine Trigger Action an, die an diesen Benutzer sendet, mit Operations, Recovery operations und Update operations.",
    },
    {
      en: "Optional: set the API address and an API token (Users › API tokens) of a user whose role may acknowledge and close problems, so that taking and ending a ticket is told there and lost recoveries are found.",
      de: "Optional: Tragen Sie die API-Adresse und ein API-Token (Users › API tokens) eines Benutzers ein, dessen Rolle Probleme bestätigen und schließen darf. Dann erfährt Zabbix, dass ein Ticket angenommen oder beendet wurde, und verlorene Enden werden bemerkt.",
    },
  ],
} as const;
