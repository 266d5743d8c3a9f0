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
      label: "Their webhook address",
      help: "Signed messages about tickets are posted there. Of another Interdesk: the address that it showed when the connection was added.",
    },
    readUrl: {
      label: "Their read address",
      help: "Optional. GET {address}/tickets?ids=… and ?changedSince=… answer tickets as the published schema says.",
    },
    concurrency: { label: "Calls at once", help: "How many messages may be on their way at the same time." },
    callsPerMinute: { label: "Calls a minute", help: "At most this many, spent evenly." },
    outboundSecret: {
      label: "Secret of our messages",
      help: "whsec_… after Standard Webhooks; they check our messages with it.",
      secret: true,
    },
    inboundSecret: {
      label: "Secret of their messages",
      help: "whsec_… after Standard Webhooks; we check their messages with it.",
      secret: true,
    },
    readToken: { label: "Read token", help: "Sent as a bearer token to the read address.", secret: true },
  },
  setupSteps: [
    "Agree on two secrets of 24 bytes or more (whsec_…), one for each direction, and on a key for each customer.",
    "Let them send their messages to {hookUrl}, signed after Standard Webhooks with the secret of their messages.",
    "Map each customer: their key to the client here.",
  ],
} as const;
