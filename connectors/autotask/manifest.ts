import { z } from "zod";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";

const pickValue = z.string().regex(/^-?\d{1,12}$/, "expected the number of a picklist value");

/** Values that customers rename and add to; these are the customary ones. Status 1 and 5 are built in everywhere. */
const defaultMaps: ValueMaps = {
  status: {
    in: {
      "1": "new",
      "8": "inProgress",
      "10": "inProgress",
      "11": "inProgress",
      "19": "inProgress",
      "7": "pending",
      "9": "held",
      "12": "held",
      "17": "held",
      "5": "closed",
    },
    out: {
      new: "1",
      acknowledged: "8",
      inProgress: "8",
      pending: "7",
      held: "12",
      resolved: "5",
      closed: "5",
      cancelled: "5",
    },
  },
  // The number is no rank: 4 is the most urgent.
  priority: {
    in: { "4": 1, "1": 2, "2": 3, "3": 4 },
    out: { "1": "4", "2": "1", "3": "2", "4": "3", "5": "3" },
  },
  type: {
    in: { "1": "serviceRequest", "2": "incident", "3": "problem", "4": "change", "5": "incident" },
    out: { serviceRequest: "1", incident: "2", problem: "3", change: "4" },
  },
};
const mapped: readonly MappedField[] = ["status", "priority", "type", "queue", "category"];

export const Settings = z.strictObject({
  userName: z.string().min(3).max(200),
  zoneDiscoveryUrl: z.url({ protocol: /^https?$/ }).default("https://webservices.autotask.net/ATServicesRest/"),
  /** Queue of new tickets; a ticket needs a queue or an assignee. */
  queueId: pickValue.default("8"),
  /** Calls at once for each kind of record; the vendor allows three. */
  concurrency: z.number().int().min(1).max(3).default(2),
  /** Calls an hour of the whole database, for all programs together. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/General_Topics/REST_Thresholds_Limits.htm */
  hourlyQuota: z.number().int().min(100).max(10_000_000).default(10_000),
  /** Our share of it, percent. */
  quotaShare: z.number().int().min(1).max(100).default(30),
  /** Hours from creation to the due date that the vendor asks of every ticket; its SLA keeps its own dates. */
  dueHours: z.number().int().min(1).max(8_760).default(24),
  /** A creation without an answer or a find is sent again only after this. */
  longestRequestSeconds: z.number().int().min(1).max(3_600).default(300),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  secret: z.string().min(1).max(500),
  integrationCode: z.string().min(1).max(100),
  webhookSecret: z.string().min(10).max(64),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "autotask",
  title: "Autotask PSA",
  kind: "desk",
  capabilities: [
    "comments",
    "editComments",
    "attachments",
    "customFields",
    "history",
    "webhook",
    "registerWebhook",
    "findByMarker",
  ],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  mapped,
  defaultMaps,
  signsBy: "HMAC-SHA1 in `x-hook-signature`",
  settings: Settings,
  secrets: Secrets,
  help: {
    userName: {
      label: { en: "API user name", de: "API-Benutzername" },
      help: {
        en: "Of a resource with the security level API User; it looks like an e-mail address.",
        de: "Der einer Ressource mit dem Security Level API User; er sieht aus wie eine E-Mail-Adresse.",
      },
    },
    zoneDiscoveryUrl: {
      label: { en: "Zone discovery address", de: "Adresse der Zonensuche" },
      help: {
        en: "Leave as it is; the zone of your database is found from the user name.",
        de: "Lassen Sie sie, wie sie ist; die Zone Ihrer Datenbank wird aus dem Benutzernamen ermittelt.",
      },
    },
    queueId: {
      label: { en: "Queue for new tickets", de: "Warteschlange neuer Tickets" },
      help: {
        en: "The number of the queue, as discovery lists it.",
        de: "Die Nummer der Queue, wie die Erkundung sie auflistet.",
      },
    },
    concurrency: {
      label: { en: "Calls at once", de: "Gleichzeitige Aufrufe" },
      help: {
        en: "For each kind of record. Autotask allows three for all programs that share the tracking identifier.",
        de: "Je Art von Datensatz. Autotask erlaubt drei für alle Programme mit demselben Tracking Identifier.",
      },
    },
    hourlyQuota: {
      label: { en: "Hourly quota", de: "Kontingent je Stunde" },
      help: {
        en: "Calls an hour that Autotask allows for all programs together; 10,000 unless agreed otherwise.",
        de: "Aufrufe je Stunde, die Autotask allen Programmen zusammen erlaubt; 10.000, sofern nichts anderes vereinbart ist.",
      },
    },
    quotaShare: {
      label: { en: "Our share", de: "Unser Anteil" },
      help: {
        en: "Percent of the hourly quota that this connection may use; tickets of priority 1 and 2 come first.",
        de: "Prozent des Kontingents je Stunde, die diese Verbindung verwenden darf; Tickets der Prioritäten 1 und 2 gehen vor.",
      },
    },
    dueHours: {
      label: { en: "Due date of new tickets", de: "Fälligkeit neuer Tickets" },
      help: { en: "Hours after creation.", de: "Stunden nach dem Anlegen." },
    },
    longestRequestSeconds: {
      label: { en: "Longest request", de: "Längste Anfrage" },
      help: {
        en: "Seconds that Autotask may still work on a request after we gave up on it. Its server ends requests after 300; less risks a ticket made twice.",
        de: "Sekunden, die Autotask noch an einer Anfrage arbeiten kann, nachdem wir aufgegeben haben. Sein Server beendet Anfragen nach 300; bei weniger kann ein Ticket doppelt entstehen.",
      },
    },
    secret: {
      label: { en: "API user secret", de: "Secret des API-Benutzers" },
      help: {
        en: "Shown once when the key is generated.",
        de: "Wird einmal gezeigt, wenn der Schlüssel erzeugt wird.",
      },
      secret: true,
    },
    integrationCode: {
      label: { en: "Tracking identifier", de: "Tracking-Identifier" },
      help: { en: "Of the API user; 27 characters.", de: "Der des API-Benutzers; 27 Zeichen." },
      secret: true,
    },
    webhookSecret: {
      label: { en: "Webhook secret", de: "Webhook-Geheimnis" },
      help: {
        en: "10 to 64 characters; the same in the webhook registered in Autotask.",
        de: "10 bis 64 Zeichen; dasselbe wie in dem Webhook, der in Autotask registriert ist.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Admin › Resources: add an API user with a copy of the security level API User (system); allow tickets and ticket notes: read, add, edit, and creating webhooks.",
      de: "Admin › Resources: Fügen Sie einen API User mit einer Kopie des Security Level API User (system) hinzu; erlauben Sie für Tickets und Ticket Notes: lesen, anlegen, bearbeiten, und das Anlegen von Webhooks.",
    },
    {
      en: "Generate its key and secret, choose Custom as tracking identifier, and enter all three here.",
      de: "Erzeugen Sie seinen Key und sein Secret, wählen Sie Custom als Tracking Identifier, und tragen Sie alle drei hier ein.",
    },
    {
      en: "Let the hub register its webhooks: interdesk connection webhook <name>. Autotask has no page for it; they call {hookUrl}.",
      de: "Lassen Sie den Hub seine Webhooks registrieren: interdesk connection webhook <name>. Autotask hat dafür keine Seite; sie rufen {hookUrl} auf.",
    },
    {
      en: "Map each customer: its Autotask company number to the client here.",
      de: "Ordnen Sie jeden Kunden zu: seine Company-Nummer in Autotask dem Kunden hier.",
    },
  ],
} as const;
