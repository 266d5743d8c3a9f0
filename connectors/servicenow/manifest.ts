import { z } from "zod";
import type { MappedField, ValueMaps } from "../../schemas/value-map.ts";

/** `state`, or `state/hold_reason` while on hold; customers add values of their own. */
const defaultMaps: ValueMaps = {
  status: {
    in: {
      "1": "new",
      "2": "inProgress",
      "3": "held",
      "3/1": "pending",
      "3/3": "held",
      "3/4": "held",
      "3/5": "held",
      "6": "resolved",
      "7": "closed",
      "8": "cancelled",
    },
    // The instance itself closes what is resolved; 7 needs a role that an integration should not have.
    out: {
      new: "1",
      acknowledged: "2",
      inProgress: "2",
      pending: "3/1",
      held: "3/4",
      resolved: "6",
      closed: "6",
      cancelled: "8",
    },
  },
  priority: {
    in: { "1": 1, "2": 2, "3": 3, "4": 4, "5": 5 },
    out: { "1": "1", "2": "2", "3": "3", "4": "4", "5": "5" },
  },
};
const mapped: readonly MappedField[] = ["status", "priority", "queue", "category"];

export const Settings = z.strictObject({
  /** Government clouds and custom addresses have other hosts, so the whole address is kept. */
  instanceUrl: z.url({ protocol: /^https?$/ }),
  auth: z.enum(["clientCredentials", "basic", "apiKey"]).default("clientCredentials"),
  /** `user_name` of the API user: journals and rows name their author by it. */
  userName: z.string().min(1).max(100),
  clientId: z.string().max(200).default(""),
  table: z
    .string()
    .regex(/^[a-z0-9_]{1,80}$/, "expected the name of a table, such as incident")
    .default("incident"),
  closeCode: z.string().min(1).max(100).default("Solution provided"),
  concurrency: z.number().int().min(1).max(4).default(3),
  callsPerHour: z.number().int().min(100).max(10_000_000).default(6_000),
  safetyLagSeconds: z.number().int().min(1).max(60).default(5),
  overlapSeconds: z.number().int().min(30).max(3_600).default(120),
  longestRequestSeconds: z.number().int().min(1).max(3_600).default(300),
  attachmentLimitMegabytes: z.number().int().min(0).max(1_024).default(25),
  uploadInternalAttachments: z.boolean().default(false),
  readSla: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  clientSecret: z.string().min(1).max(500).optional(),
  password: z.string().min(1).max(500).optional(),
  apiKey: z.string().min(1).max(500).optional(),
  webhookSecret: z
    .string()
    .min(16)
    .max(200)
    .regex(/^[\x21-\x7e]+$/, "expected ASCII without blanks"),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "servicenow",
  title: "ServiceNow",
  kind: "desk",
  capabilities: ["comments", "attachments", "customFields", "webhook", "findByMarker"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent"],
  mapped,
  defaultMaps,
  signsBy: "HMAC-SHA256 with a time in `x-interdesk-signature`",
  settings: Settings,
  secrets: Secrets,
  help: {
    instanceUrl: {
      label: { en: "Instance address", de: "Adresse der Instanz" },
      help: {
        en: "Such as https://example.service-now.com, without a path.",
        de: "Etwa https://example.service-now.com, ohne Pfad.",
      },
    },
    auth: {
      label: { en: "Sign-in", de: "Anmeldung" },
      help: {
        en: "clientCredentials is best. basic needs a user with Web service access only; apiKey needs a REST API access policy for the Table, Attachment and Aggregate APIs, each.",
        de: "clientCredentials ist am besten. basic braucht einen Benutzer mit Web service access only; apiKey braucht je eine REST API Access Policy für die Table, die Attachment und die Aggregate API.",
      },
    },
    userName: {
      label: { en: "API user name", de: "API-Benutzername" },
      help: {
        en: "The User ID of the user that the calls run as, also with OAuth and API key: our own changes are told from others' by it.",
        de: "Die User ID des Benutzers, unter dem die Aufrufe laufen, auch mit OAuth und API-Schlüssel: An ihr werden eigene Änderungen von fremden unterschieden.",
      },
    },
    clientId: {
      label: { en: "Client ID", de: "Client-ID" },
      help: {
        en: "Of the OAuth application registry; only for clientCredentials.",
        de: "Aus der OAuth Application Registry; nur für clientCredentials.",
      },
    },
    table: {
      label: { en: "Table", de: "Tabelle" },
      help: {
        en: "incident, or a table of yours that extends task.",
        de: "incident, oder eine eigene Tabelle, die task erweitert.",
      },
    },
    closeCode: {
      label: { en: "Resolution code", de: "Lösungscode" },
      help: {
        en: "The value that a resolved ticket gets; it must be one of your instance's. The connection test lists them.",
        de: "Der Wert, den ein gelöstes Ticket bekommt; Ihre Instanz muss ihn kennen. Der Verbindungstest listet die Werte auf.",
      },
    },
    concurrency: {
      label: { en: "Calls at once", de: "Gleichzeitige Aufrufe" },
      help: {
        en: "A node often has four places for integrations in all.",
        de: "Ein Knoten hat oft insgesamt nur vier Plätze für Integrationen.",
      },
    },
    callsPerHour: {
      label: { en: "Calls an hour", de: "Aufrufe je Stunde" },
      help: {
        en: "Not above the rate rule that is set for the API user.",
        de: "Nicht mehr, als die Rate Limit Rule für den API-Benutzer erlaubt.",
      },
    },
    safetyLagSeconds: {
      label: { en: "Safety lag", de: "Sicherheitsabstand" },
      help: {
        en: "Seconds behind the instance's clock at which a poll ends.",
        de: "Sekunden hinter der Uhr der Instanz, an denen eine Abfrage endet.",
      },
    },
    overlapSeconds: {
      label: { en: "Overlap", de: "Überlappung" },
      help: {
        en: "Seconds before the last poll's end that are read again: a change carries the time at which its transaction began.",
        de: "Sekunden vor dem Ende der letzten Abfrage, die noch einmal gelesen werden: Eine Änderung trägt die Zeit, zu der ihre Transaktion begann.",
      },
    },
    longestRequestSeconds: {
      label: { en: "Longest request", de: "Längste Anfrage" },
      help: {
        en: "Seconds that the instance may still work on a request after we gave up on it; its quota is 60 or 300. Less risks a ticket made twice.",
        de: "Sekunden, die die Instanz noch an einer Anfrage arbeiten kann, nachdem wir aufgegeben haben; ihre Grenze ist 60 oder 300. Bei weniger kann ein Ticket doppelt entstehen.",
      },
    },
    attachmentLimitMegabytes: {
      label: { en: "Largest file", de: "Größte Datei" },
      help: {
        en: "Megabytes; not above com.glide.attachment.max_size. 0 carries none.",
        de: "Megabyte; nicht mehr als com.glide.attachment.max_size. Bei 0 wird keine übertragen.",
      },
    },
    uploadInternalAttachments: {
      label: { en: "Upload internal files", de: "Interne Dateien hochladen" },
      help: {
        en: "ServiceNow shows every file to the caller. Off: internal files stay here.",
        de: "ServiceNow zeigt dem Caller jede Datei. Aus: Interne Dateien bleiben hier.",
      },
    },
    readSla: {
      label: { en: "Read SLA dates", de: "SLA-Zeiten lesen" },
      help: { en: "From task_sla; needs a read right there.", de: "Aus task_sla; dafür ist dort ein Leserecht nötig." },
    },
    clientSecret: {
      label: { en: "Client secret", de: "Client-Secret" },
      help: { en: "Only for clientCredentials.", de: "Nur für clientCredentials." },
      secret: true,
    },
    password: {
      label: { en: "Password", de: "Passwort" },
      help: { en: "Of the API user; only for basic.", de: "Das des API-Benutzers; nur für basic." },
      secret: true,
    },
    apiKey: {
      label: { en: "API key", de: "API-Schlüssel" },
      help: { en: "Only for apiKey.", de: "Nur für apiKey." },
      secret: true,
    },
    webhookSecret: {
      label: { en: "Webhook secret", de: "Webhook-Geheimnis" },
      help: {
        en: "16 characters or more, chosen by you; the generated business rules carry it.",
        de: "Mindestens 16 Zeichen, von Ihnen gewählt; die erzeugten Business Rules enthalten es.",
      },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "User Administration › Users: a user such as svc_interdesk: identity type Machine, Web service access only, time zone GMT, language English, default date format, no MFA, Password needs reset off, role itil and nothing more. On a domain-separated instance in the customer's own domain.",
      de: "User Administration › Users: ein Benutzer wie svc_interdesk: Identity type Machine, Web service access only, Zeitzone GMT, Sprache Englisch, Datumsformat wie vorgegeben, kein MFA, Password needs reset aus, Rolle itil und sonst nichts. Auf einer Instanz mit Domain Separation in der Domain des Kunden.",
    },
    {
      en: "System Properties: create glide.oauth.inbound.client.credential.grant_type.enabled = true. System OAuth › Application Registry: an OAuth API endpoint for external clients, with that user as OAuth Application User and 1800 seconds of token life. Enter its client ID and secret here.",
      de: "System Properties: Legen Sie glide.oauth.inbound.client.credential.grant_type.enabled = true an. System OAuth › Application Registry: ein OAuth API Endpoint für externe Clients, mit diesem Benutzer als OAuth Application User und 1800 Sekunden Token-Lebensdauer. Tragen Sie dessen Client-ID und Secret hier ein.",
    },
    {
      en: "Give the user read on sys_journal_field for comments and work notes; without it comments are read from the display text.",
      de: "Geben Sie dem Benutzer Leserecht auf sys_journal_field für Comments und Work notes; ohne dieses werden Kommentare aus dem Anzeigetext gelesen.",
    },
    {
      en: "Recommended: glide.invalid_query.returns_no_rows = true, an index on correlation_id of the task table, and a rate rule for the user of at least 6000 calls an hour.",
      de: "Empfohlen: glide.invalid_query.returns_no_rows = true, ein Index auf correlation_id der Tabelle task, und für den Benutzer eine Rate Limit Rule von mindestens 6000 Aufrufen je Stunde.",
    },
    {
      en: "Paste the generated business rules and allow outbound calls to {hookUrl}.",
      de: "Fügen Sie die erzeugten Business Rules ein, und erlauben Sie ausgehende Aufrufe an {hookUrl}.",
    },
    {
      en: "Run the connection test, then map each customer: the sys_id of its company to the client here.",
      de: "Starten Sie den Verbindungstest, dann ordnen Sie jeden Kunden zu: die sys_id seiner Company dem Kunden hier.",
    },
  ],
} as const;
