import { z } from "zod";

const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and 24 to 64 bytes in base64");

export const Settings = z.strictObject({
  /** Where our messages go. */
  endpointUrl: z.url({ protocol: /^https?$/ }),
  /** Where tickets can be asked for; without it the messages are all that is known. */
  readUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Calls at once. */
  concurrency: z.number().int().min(1).max(20).default(3),
  callsPerMinute: z.number().int().min(1).max(100_000).default(600),
});
export type Settings = z.infer<typeof Settings>;

export const Secrets = z.strictObject({
  /** Signs what we send. */
  outboundSecret: signingSecret,
  /** Signs what they send. */
  inboundSecret: signingSecret,
  /** Bearer token for the read address. */
  readToken: z.string().min(1).max(2_000).optional(),
});
export type Secrets = z.infer<typeof Secrets>;

export const manifest = {
  name: "webhook-desk",
  title: "Any service desk, by webhooks",
  kind: "desk",
  capabilities: ["comments", "editComments", "attachments", "customFields", "webhook", "findByMarker", "recordShelf"],
  contentTypes: ["application/json"],
  keepHeaders: ["user-agent", "webhook-id", "webhook-timestamp"],
  signsBy: "signature after Standard Webhooks",
  settings: Settings,
  secrets: Secrets,
  help: {
    endpointUrl: {
      label: { en: "Their webhook address", de: "Webhook-Adresse der Gegenseite" },
      help: {
        en: "Signed messages about tickets are posted there. Of another Interdesk: the address that it showed when the connection was added.",
        de: "Dorthin gehen signierte Nachrichten über Tickets. Bei einem anderen Interdesk: die Adresse, die es beim Anlegen der Verbindung gezeigt hat.",
      },
    },
    readUrl: {
      label: { en: "Their read address", de: "Leseadresse der Gegenseite" },
      help: {
        en: "Optional. GET {address}/tickets?ids=… and ?changedSince=… answer tickets as the published schema says.",
        de: "Optional. GET {address}/tickets?ids=… und ?changedSince=… liefern Tickets, wie das veröffentlichte Schema sie beschreibt.",
      },
    },
    concurrency: {
      label: { en: "Calls at once", de: "Gleichzeitige Aufrufe" },
      help: {
        en: "How many messages may be on their way at the same time.",
        de: "Wie viele Nachrichten zugleich unterwegs sein dürfen.",
      },
    },
    callsPerMinute: {
      label: { en: "Calls a minute", de: "Aufrufe je Minute" },
      help: { en: "At most this many, spent evenly.", de: "Höchstens so viele, gleichmäßig verteilt." },
    },
    outboundSecret: {
      label: { en: "Secret of our messages", de: "Geheimnis für unsere Nachrichten" },
      help: {
        en: "whsec_… after Standard Webhooks; they check our messages with it.",
        de: "whsec_… nach Standard Webhooks; damit prüft die Gegenseite unsere Nachrichten.",
      },
      secret: true,
    },
    inboundSecret: {
      label: { en: "Secret of their messages", de: "Geheimnis für Nachrichten der Gegenseite" },
      help: {
        en: "whsec_… after Standard Webhooks; we check their messages with it.",
        de: "whsec_… nach Standard Webhooks; damit prüfen wir die Nachrichten der Gegenseite.",
      },
      secret: true,
    },
    readToken: {
      label: { en: "Read token", de: "Lesetoken" },
      help: { en: "Sent as a bearer token to the read address.", de: "Geht als Bearer-Token an die Leseadresse." },
      secret: true,
    },
  },
  setupSteps: [
    {
      en: "Agree on two secrets of 24 bytes or more (whsec_…), one for each direction, and on a key for each customer.",
      de: "Vereinbaren Sie zwei Geheimnisse von mindestens 24 Byte (whsec_…), eines für jede Richtung, und einen Schlüssel für jeden Kunden.",
    },
    {
      en: "Let them send their messages to {hookUrl}, signed after Standard Webhooks with the secret of their messages.",
      de: "Die Gegenseite schickt ihre Nachrichten an {hookUrl}, nach Standard Webhooks mit dem Geheimnis für Nachrichten der Gegenseite signiert.",
    },
    {
      en: "Map each customer: their key to the client here.",
      de: "Ordnen Sie jeden Kunden zu: den Schlüssel der Gegenseite dem Kunden hier.",
    },
  ],
} as const;
