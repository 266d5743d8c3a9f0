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
    label: "Address of your Halo",
    help: "The Resource Server under Configuration › Integrations › Halo API; with or without https:// and /api.",
  },
  clientId: { label: "Client ID", help: "Of the API application; copy it after the application was saved." },
  scope: {
    label: "Scope",
    help: "What the token may do, separated by blanks. `all` needs no thought; `edit:tickets read:customers admin` is the least that lets Interdesk register its webhook.",
  },
  authUrl: {
    label: "Authorisation server",
    help: "Leave empty: your Halo names it. Enter it only if the test says that it cannot be found.",
  },
  tenant: { label: "Tenant", help: "Leave empty: your Halo names it. Self-hosted instances have none." },
  markerField: {
    label: "Marker field",
    help: "Internal name (it begins with CF) or number of a text field on tickets, made for Interdesk. It is how a ticket of ours is recognised after a lost answer.",
  },
  ticketTypeId: {
    label: "Ticket type of new tickets",
    help: "Number of the type for tickets whose type is not mapped.",
  },
  internalOutcomeId: {
    label: "Outcome of internal notes",
    help: "Number of an outcome that hides its note; 7 is Private Note on a stock instance.",
  },
  publicOutcomeId: {
    label: "Outcome of public notes",
    help: "Number of an outcome that shows its note, sends no e-mail and leaves the status. Empty = the first such.",
  },
  sourceId: { label: "Request source", help: "Number of a source made for Interdesk; empty = Manual." },
  skipMandatoryFields: {
    label: "Pass over mandatory fields",
    help: "New tickets are made even if mandatory custom fields of their type stay empty.",
  },
  concurrency: { label: "Calls at once", help: "Tickets are made one at a time in any case." },
  callsPerFiveMinutes: {
    label: "Calls in five minutes",
    help: "Below the limit of your instance; 300 has been seen on hosted ones. Other integrations may count into it.",
  },
  longestRequestSeconds: {
    label: "Longest request",
    help: "Seconds that Halo may still work on a request after we gave up on it. Its gateway ends them after 60; less than 300 risks a ticket made twice.",
  },
  clientSecret: { label: "Client secret", help: "Shown once when the application is saved.", secret: true },
  webhookSecret: {
    label: "Webhook secret",
    help: "10 to 200 characters of your choice; Halo signs its webhooks with it.",
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
    "Configuration › Teams & Agents › Agents: add an agent used by Interdesk alone (Is an API-only Agent); put it into every team, allow it every ticket type and all customers, and give it an administrator role if Interdesk shall register its webhook.",
    "Configuration › Integrations › Halo API › View Applications › New: method Client ID and Secret (Services), login type Agent, the agent above; permissions: all. Save, then copy the client ID and secret into this form.",
    "Configuration › Custom Objects › Custom Fields: add a text field on tickets, named InterdeskMarker, that nobody but the API agent edits.",
    "Run the test of the connection, then let Interdesk register its webhook. By hand: Configuration › Integrations › Webhooks › New, address {hookUrl}, method POST, signed with the webhook secret in the header X-Interdesk-Signature, events New Ticket Logged, Ticket Updated (with a condition that is always true) and Ticket Closed.",
    "Map your statuses (pending, held, resolved, cancelled differ between instances) and each customer: its Halo client number to the client here.",
  ],
} as const;
