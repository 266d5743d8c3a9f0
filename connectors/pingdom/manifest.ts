import { z } from "zod";
import { clientFieldHelp, clientFieldOf, lostAfterHours, onClear, onClearHelp } from "../monitor-kit.ts";

export const Settings = z.strictObject({
  clientField: clientFieldOf(["tag", "check_name"]),
  /** Which of a check's tags: the first that begins so; what follows is the customer. */
  clientTagPrefix: z.string().max(100).default(""),
  onClear,
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({});

export const manifest = {
  name: "pingdom",
  title: "Pingdom",
  kind: "monitor",
  capabilities: ["webhook"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  // Nothing is known of retries.
  monitor: { resolves: "sometimes", maxAgeHours: lostAfterHours },
  settings: Settings,
  secrets: Secrets,
  help: {
    clientField: {
      ...clientFieldHelp,
      help: {
        en: `tag: a tag of the check. check_name: its name. ${clientFieldHelp.help.en}`,
        de: `tag: ein Tag des Checks. check_name: sein Name. ${clientFieldHelp.help.de}`,
      },
    },
    clientTagPrefix: {
      label: { en: "Beginning of the client tag", de: "Anfang des Kunden-Tags" },
      help: {
        en: "The first tag that begins so names the customer by what follows, such as client- in client-acme. Empty: the first tag.",
        de: "Das erste Tag, das so beginnt, nennt mit dem Rest den Kunden, etwa client- in client-acme. Leer: das erste Tag.",
      },
    },
    onClear: onClearHelp,
  },
  setupSteps: [
    {
      en: "Integrations › Add integration: type Webhook, URL {hookUrl}. Pingdom sends no secret: whoever knows the address can deliver, so keep it to yourself.",
      de: "Integrations › Add integration: Typ Webhook, URL {hookUrl}. Pingdom sendet kein Geheimnis: Wer die Adresse kennt, kann liefern; halten Sie sie geheim.",
    },
    {
      en: "Tick the integration at each check, and tag the check with its customer.",
      de: "Haken Sie die Integration bei jedem Check an, und geben Sie dem Check ein Tag mit seinem Kunden.",
    },
    { en: "Map the tags to clients.", de: "Ordnen Sie die Tags Kunden zu." },
  ],
} as const;
