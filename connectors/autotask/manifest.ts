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
      label: "API user name",
      help: "Of a resource with the security level API User; it looks like an e-mail address.",
    },
    zoneDiscoveryUrl: {
      label: "Zone discovery address",
      help: "Leave as it is; the zone of your database is found from the user name.",
    },
    queueId: { label: "Queue for new tickets", help: "The number of the queue, as discovery lists it." },
    concurrency: {
      label: "Calls at once",
      help: "For each kind of record. Autotask allows three for all programs that share the tracking identifier.",
    },
    hourlyQuota: {
      label: "Hourly quota",
      help: "Calls an hour that Autotask allows for all programs together; 10,000 unless agreed otherwise.",
    },
    quotaShare: {
      label: "Our share",
      help: "Percent of the hourly quota that this connection may use; tickets of priority 1 and 2 come first.",
    },
    dueHours: { label: "Due date of new tickets", help: "Hours after creation." },
    longestRequestSeconds: {
      label: "Longest request",
      help: "Seconds that Autotask may still work on a request after we gave up on it. Its server ends requests after 300; less risks a ticket made twice.",
    },
    secret: { label: "API user secret", help: "Shown once when the key is generated.", secret: true },
    integrationCode: { label: "Tracking identifier", help: "Of the API user; 27 characters.", secret: true },
    webhookSecret: {
      label: "Webhook secret",
      help: "10 to 64 characters; the same in the webhook registered in Autotask.",
      secret: true,
    },
  },
  setupSteps: [
    "Admin › Resources: add an API user with a copy of the security level API User (system); allow tickets and ticket notes: read, add, edit, and creating webhooks.",
    "Generate its key and secret, choose Custom as tracking identifier, and enter all three here.",
    "Let the hub register its webhooks: interdesk connection webhook <name>. Autotask has no page for it; they call {hookUrl}.",
    "Map each customer: its Autotask company number to the client here.",
  ],
} as const;
