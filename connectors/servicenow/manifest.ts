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
    instanceUrl: { label: "Instance address", help: "Such as https://example.service-now.com, without a path." },
    auth: {
      label: "Sign-in",
      help: "clientCredentials is best. basic needs a user with Web service access only; apiKey needs a REST API access policy for the Table, Attachment and Aggregate APIs, each.",
    },
    userName: {
      label: "API user name",
      help: "The User ID of the user that the calls run as, also with OAuth and API key: our own changes are told from others' by it.",
    },
    clientId: { label: "Client ID", help: "Of the OAuth application registry; only for clientCredentials." },
    table: { label: "Table", help: "incident, or a table of yours that extends task." },
    closeCode: {
      label: "Resolution code",
      help: "The value that a resolved ticket gets; it must be one of your instance's. The connection test lists them.",
    },
    concurrency: { label: "Calls at once", help: "A node often has four places for integrations in all." },
    callsPerHour: { label: "Calls an hour", help: "Not above the rate rule that is set for the API user." },
    safetyLagSeconds: { label: "Safety lag", help: "Seconds behind the instance's clock at which a poll ends." },
    overlapSeconds: {
      label: "Overlap",
      help: "Seconds before the last poll's end that are read again: a change carries the time at which its transaction began.",
    },
    longestRequestSeconds: {
      label: "Longest request",
      help: "Seconds that the instance may still work on a request after we gave up on it; its quota is 60 or 300. Less risks a ticket made twice.",
    },
    attachmentLimitMegabytes: {
      label: "Largest file",
      help: "Megabytes; not above com.glide.attachment.max_size. 0 carries none.",
    },
    uploadInternalAttachments: {
      label: "Upload internal files",
      help: "ServiceNow shows every file to the caller. Off: internal files stay here.",
    },
    readSla: { label: "Read SLA dates", help: "From task_sla; needs a read right there." },
    clientSecret: { label: "Client secret", help: "Only for clientCredentials.", secret: true },
    password: { label: "Password", help: "Of the API user; only for basic.", secret: true },
    apiKey: { label: "API key", help: "Only for apiKey.", secret: true },
    webhookSecret: {
      label: "Webhook secret",
      help: "16 characters or more, chosen by you; the generated business rules carry it.",
      secret: true,
    },
  },
  setupSteps: [
    "User Administration › Users: a user such as svc_interdesk: identity type Machine, Web service access only, time zone GMT, language English, default date format, no MFA, Password needs reset off, role itil and nothing more. On a domain-separated instance in the customer's own domain.",
    "System Properties: create glide.oauth.inbound.client.credential.grant_type.enabled = true. System OAuth › Application Registry: an OAuth API endpoint for external clients, with that user as OAuth Application User and 1800 seconds of token life. Enter its client ID and secret here.",
    "Give the user read on sys_journal_field for comments and work notes; without it comments are read from the display text.",
    "Recommended: glide.invalid_query.returns_no_rows = true, an index on correlation_id of the task table, and a rate rule for the user of at least 6000 calls an hour.",
    "Paste the generated business rules and allow outbound calls to {hookUrl}.",
    "Run the connection test, then map each customer: the sys_id of its company to the client here.",
  ],
} as const;
