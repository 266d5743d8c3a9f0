import { z } from "zod";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";
import { canBeAddress } from "./address.ts";

/** What is the same on every instance; all other lists are the customer's own and are read from it. */
const defaultMaps: ValueMaps = {
  status: {
    in: { "1": "new", "2": "inProgress", "9": "closed" },
    out: { new: "1", acknowledged: "2", inProgress: "2", resolved: "9", closed: "9", cancelled: "9" },
  },
  priority: {
    in: { "1": 1, "2": 2, "3": 3, "4": 4 },
    out: { "1": "1", "2": "2", "3": "3", "4": "4", "5": "4" },
  },
};
/** Categories are free paths there: a table may translate them, no list of them is complete. */
const mapped: readonly MappedField[] = ["status", "priority", "type", "queue"];

const address = z
  .string()
  .min(3)
  .max(300)
  .refine(canBeAddress, "expected the address of your Halo, for example yourcompany.halopsa.com");
const number = z.number().int().min(1);

export const Settings = z.strictObject({
  baseUrl: address,
  clientId: z.string().min(1).max(200),
  scope: z.string().min(1).max(500).default("all"),
  /** Absent = asked from the instance, which is right nearly everywhere. */
  authUrl: address.optional(),
  tenant: z.string().min(1).max(200).optional(),
  markerField: z.string().min(1).max(100).default("CFInterdeskMarker"),
  /** Type of new tickets whose own type says nothing. */
  ticketTypeId: number.default(1),
  internalOutcomeId: number.default(7),
  /** Absent = the first outcome that shows the note and does nothing else. */
  publicOutcomeId: number.optional(),
  /** Request source of new tickets (lookup 22); absent = what the instance gives, usually "Manual". */
  sourceId: z.number().int().min(0).optional(),
  /** Whether mandatory custom fields of the ticket type are passed over when a ticket is made. */
  skipMandatoryFields: z.boolean().default(true),
  concurrency: number.max(8).default(3),
  callsPerFiveMinutes: z.number().int().min(10).max(1_000_000).default(250),
  longestRequestSeconds: z.number().int().min(1).max(3_600).default(300),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  clientSecret: z.string().min(1).max(500),
  webhookSecret: z.string().min(10).max(200),
});
export type Secrets = z.infer<typeof Secrets>;

/** Header that carries the signature of a delivery; the vendor lets its admin choose the name. */
export const signatureHeader = "X-Interdesk-Signature";

const help = {
  baseUrl: {
    label: { en: "Address of your Halo", de: "Adresse Ihres Halo" },
    help: {
      en: "The Resource Server under Configuration › Integrations › Halo API; with or without https:// and /api.",
      de: "Der Resource Server unter Configuration › Integrations › Halo API; mit oder ohne https:// und /api.",
    },
  },
  clientId: {
    label: { en: "Client ID", de: "Client-ID" },
    help: {
      en: "Of the API application; copy it after the application was saved.",
      de: "Die der API-Anwendung; kopieren Sie sie, nachdem die Anwendung gespeichert ist.",
    },
  },
  scope: {
    label: { en: "Scope", de: "Scope" },
    help: {
      en: "What the token may do, separated by blanks. `all` needs no thought; `edit:tickets read:customers admin` is the least that lets Interdesk register its webhook.",
      de: "Was das Token darf, durch Leerzeichen getrennt. `all` passt immer; `edit:tickets read:customers admin` ist das Mindeste, damit Interdesk seinen Webhook einrichten kann.",
    },
  },
  authUrl: {
    label: { en: "Authorisation server", de: "Autorisierungsserver" },
    help: {
      en: "Leave empty: your Halo names it. Enter it only if the test says that it cannot be found.",
      de: "Lassen Sie es leer: Ihr Halo nennt ihn. Tragen Sie ihn nur ein, wenn der Test sagt, dass er nicht gefunden wird.",
    },
  },
  tenant: {
    label: { en: "Tenant", de: "Mandant (Tenant)" },
    help: {
      en: "Leave empty: your Halo names it. Self-hosted instances have none.",
      de: "Lassen Sie es leer: Ihr Halo nennt ihn. Selbst betriebene Instanzen haben keinen.",
    },
  },
  markerField: {
    label: { en: "Marker field", de: "Feld für die Markierung" },
    help: {
      en: "Internal name (it begins with CF) or number of a text field on tickets, made for Interdesk. It is how a ticket of ours is recognised after a lost answer.",
      de: "Interner Name (er beginnt mit CF) oder Nummer eines Textfelds an Tickets, das für Interdesk angelegt wurde. Daran wird ein eigenes Ticket erkannt, wenn eine Antwort verloren ging.",
    },
  },
  ticketTypeId: {
    label: { en: "Ticket type of new tickets", de: "Tickettyp neuer Tickets" },
    help: {
      en: "Number of the type for tickets whose type is not mapped.",
      de: "Nummer des Typs für Tickets, deren Typ nicht zugeordnet ist.",
    },
  },
  internalOutcomeId: {
    label: { en: "Outcome of internal notes", de: "Outcome interner Notizen" },
    help: {
      en: "Number of an outcome that hides its note; 7 is Private Note on a stock instance.",
      de: "Nummer eines Outcome, das seine Notiz verbirgt; 7 ist auf einer unveränderten Instanz Private Note.",
    },
  },
  publicOutcomeId: {
    label: { en: "Outcome of public notes", de: "Outcome öffentlicher Notizen" },
    help: {
      en: "Number of an outcome that shows its note, sends no e-mail and leaves the status. Empty = the first such.",
      de: "Nummer eines Outcome, das seine Notiz zeigt, keine E-Mail sendet und den Status lässt. Leer = das erste solche.",
    },
  },
  sourceId: {
    label: { en: "Request source", de: "Quelle der Anfrage" },
    help: {
      en: "Number of a source made for Interdesk; empty = Manual.",
      de: "Nummer einer Quelle, die für Interdesk angelegt wurde; leer = Manual.",
    },
  },
  skipMandatoryFields: {
    label: { en: "Pass over mandatory fields", de: "Pflichtfelder übergehen" },
    help: {
      en: "New tickets are made even if mandatory custom fields of their type stay empty.",
      de: "Neue Tickets entstehen auch, wenn eigene Pflichtfelder ihres Typs leer bleiben.",
    },
  },
  concurrency: {
    label: { en: "Calls at once", de: "Gleichzeitige Aufrufe" },
    help: {
      en: "Tickets are made one at a time in any case.",
      de: "Tickets entstehen in jedem Fall eines nach dem anderen.",
    },
  },
  callsPerFiveMinutes: {
    label: { en: "Calls in five minutes", de: "Aufrufe in fünf Minuten" },
    help: {
      en: "Below the limit of your instance; 300 has been seen on hosted ones. Other integrations may count into it.",
      de: "Weniger als die Grenze Ihrer Instanz; auf gehosteten wurden 300 beobachtet. Andere Integrationen können mitzählen.",
    },
  },
  longestRequestSeconds: {
    label: { en: "Longest request", de: "Längste Anfrage" },
    help: {
      en: "Seconds that Halo may still work on a request after we gave up on it. Its gateway ends them after 60; less than 300 risks a ticket made twice.",
      de: "Sekunden, die Halo noch an einer Anfrage arbeiten kann, nachdem wir aufgegeben haben. Sein Gateway beendet sie nach 60; bei weniger als 300 kann ein Ticket doppelt entstehen.",
    },
  },
  clientSecret: {
    label: { en: "Client secret", de: "Client-Secret" },
    help: {
      en: "Shown once when the application is saved.",
      de: "Wird einmal gezeigt, wenn die Anwendung gespeichert wird.",
    },
    secret: true,
  },
  webhookSecret: {
    label: { en: "Webhook secret", de: "Webhook-Geheimnis" },
    help: {
      en: "10 to 200 characters of your choice; Halo signs its webhooks with it.",
      de: "10 bis 200 Zeichen Ihrer Wahl; damit signiert Halo seine Webhooks.",
    },
    secret: true,
  },
} as const;

export const manifest = {
  name: "halopsa",
  title: "HaloPSA, HaloITSM, Halo Service Desk",
  kind: "desk",
  capabilities: [
    "comments",
    "editComments",
    "attachments",
    "customFields",
    "webhook",
    "registerWebhook",
    "findByMarker",
    "merges",
  ],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  mapped,
  defaultMaps,
  signsBy: "HMAC-SHA256 in `x-interdesk-signature`",
  settings: Settings,
  secrets: Secrets,
  help,
  setupSteps: [
    {
      en: "Configuration › Teams & Agents › Agents: add an agent used by Interdesk alone (Is an API-only Agent); put it into every team, allow it every ticket type and all customers, and give it an administrator role if Interdesk shall register its webhook.",
      de: "Configuration › Teams & Agents › Agents: Legen Sie einen Agenten an, den nur Interdesk verwendet (Is an API-only Agent); nehmen Sie ihn in jedes Team auf, erlauben Sie ihm alle Tickettypen und alle Kunden, und geben Sie ihm eine Administratorrolle, wenn Interdesk seinen Webhook einrichten soll.",
    },
    {
      en: "Configuration › Integrations › Halo API › View Applications › New: method Client ID and Secret (Services), login type Agent, the agent above; permissions: all. Save, then copy the client ID and secret into this form.",
      de: "Configuration › Integrations › Halo API › View Applications › New: Methode Client ID and Secret (Services), Login Type Agent, der Agent von oben; Berechtigungen: all. Speichern Sie, dann kopieren Sie Client-ID und Secret in dieses Formular.",
    },
    {
      en: "Configuration › Custom Objects › Custom Fields: add a text field on tickets, named InterdeskMarker, that nobody but the API agent edits.",
      de: "Configuration › Custom Objects › Custom Fields: Legen Sie ein Textfeld an Tickets mit dem Namen InterdeskMarker an, das niemand außer dem API-Agenten bearbeitet.",
    },
    {
      en: "Run the test of the connection, then let Interdesk register its webhook. By hand: Configuration › Integrations › Webhooks › New, address {hookUrl}, method POST, signed with the webhook secret in the header X-Interdesk-Signature, events New Ticket Logged, Ticket Updated (with a condition that is always true) and Ticket Closed.",
      de: "Starten Sie den Test der Verbindung, dann lassen Sie Interdesk seinen Webhook einrichten. Von Hand: Configuration › Integrations › Webhooks › New, Adresse {hookUrl}, Methode POST, mit dem Webhook-Geheimnis im Header X-Interdesk-Signature signiert, Ereignisse New Ticket Logged, Ticket Updated (mit einer Bedingung, die immer gilt) und Ticket Closed.",
    },
    {
      en: "Map your statuses (pending, held, resolved, cancelled differ between instances) and each customer: its Halo client number to the client here.",
      de: "Ordnen Sie Ihre Status zu („Wartet auf Kunden“, „Zurückgestellt“, „Gelöst“ und „Storniert“ sind je Instanz verschieden) und jeden Kunden: seine Client-Nummer in Halo dem Kunden hier.",
    },
  ],
} as const;
