import { z } from "zod";
import { clientFieldHelp, clientFieldOf, onClear, onClearHelp } from "../monitor-kit.ts";

/** @see https://documentation.n-able.com/remote-management/userguide/Content/list_backup_history.htm on the frequency of calls */
export const Settings = z.strictObject({
  server: z
    .url({ protocol: /^https?$/, error: "expected an address such as https://www.systemmonitor.us" })
    .refine((address) => URL.parse(address)?.username === "", "expected an address without a user in it"),
  pollSeconds: z.number().int().min(90).max(3_600).default(120),
  clientField: clientFieldOf(["name", "clientid"]),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  apiKey: z.string().regex(/^[\w-]{8,200}$/, "expected a key of letters and digits"),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "nable-nsight",
  title: "N-able N-sight RMM",
  kind: "monitor",
  capabilities: ["poll"],
  contentTypes: ["text/xml"],
  keepHeaders: [],
  // What fails is listed in full each time: what is not there any more is over.
  monitor: { resolves: "always", maxAgeHours: null },
  signsBy: "nobody delivers: the hub asks, with an API key",
  settings: Settings,
  secrets: Secrets,
  help: {
    server: {
      label: { en: "Server", de: "Server" },
      help: {
        en: "The address of your dashboard's server, such as https://www.systemmonitor.us or https://wwweurope1.systemmonitor.eu.com.",
        de: "Die Adresse des Servers Ihres Dashboards, etwa https://www.systemmonitor.us oder https://wwweurope1.systemmonitor.eu.com.",
      },
    },
    pollSeconds: {
      label: { en: "Seconds between two polls", de: "Sekunden zwischen zwei Abfragen" },
      help: {
        en: "How often the failing checks are asked for; N-able asks for no less than 90.",
        de: "Wie oft nach fehlgeschlagenen Checks gefragt wird; N-able verlangt mindestens 90.",
      },
    },
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `name: the client's name. clientid: its number. ${clientFieldHelp.help.en}`,
        de: `name: der Name des Client. clientid: seine Nummer. ${clientFieldHelp.help.de}`,
      },
    },
    onClear: onClearHelp,
    apiKey: {
      label: { en: "API key", de: "API-Schlüssel" },
      help: {
        en: "Of the data extraction API. It may read all of your account, so give it to nobody else.",
        de: "Der der Data Extraction API. Er kann Ihr ganzes Konto lesen; geben Sie ihn niemandem sonst.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Settings › General Settings › API: generate a key for the data extraction API, and enter it here with the address of your server.",
      de: "Settings › General Settings › API: Erzeugen Sie einen Schlüssel für die Data Extraction API, und tragen Sie ihn hier mit der Adresse Ihres Servers ein.",
    },
    {
      en: "Map the clients. All failing checks, and devices that are offline or overdue, become alerts; what is listed no more is over.",
      de: "Ordnen Sie die Kunden dort denen hier zu. Alle fehlgeschlagenen Checks, und Geräte, die offline oder überfällig sind, werden Alarme; was nicht mehr gelistet ist, ist vorbei.",
    },
  ],
} as const;
