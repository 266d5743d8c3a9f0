import { z } from "zod";
import { ClientId, ConnectionId, ItemId, TicketId } from "./ids.ts";

/** @see TMF621 trouble ticket status; `pending` waits for the client, `held` for a vendor or a date */
export const TicketStatus = z.enum([
  "new",
  "acknowledged",
  "inProgress",
  "pending",
  "held",
  "resolved",
  "closed",
  "cancelled",
]);
export type TicketStatus = z.infer<typeof TicketStatus>;

/** @see ITIL 4 practices: incident, service request, problem, change enablement */
export const TicketType = z.enum(["incident", "serviceRequest", "problem", "change"]);
export type TicketType = z.infer<typeof TicketType>;

/** 1 = critical … 5 = planning; lower is more urgent. */
export const Priority = z.number().int().min(1).max(5);
export type Priority = z.infer<typeof Priority>;

/** Fields that every ticket has a place for. */
export const FixedFields = z.object({
  title: z.string().min(1).max(500),
  /** Plain text, lines end in LF. */
  description: z.string().max(200_000).nullable(),
  status: TicketStatus,
  priority: Priority,
  type: TicketType,
  /** Name of the queue, team or assignment group. */
  queue: z.string().max(200).nullable(),
  /** Name of the category, levels joined by ` > `. */
  category: z.string().max(500).nullable(),
  /** E-mail address of the technician, lower case. */
  assignee: z.string().max(320).nullable(),
  /** E-mail address of the person at the client who asked, lower case. */
  contact: z.string().max(320).nullable(),
  /** What was done to end it; plain text. */
  resolution: z.string().max(200_000).nullable(),
});
export const FixedField = FixedFields.keyof();
export type FixedField = z.infer<typeof FixedField>;

/** Name of a field of the tenant's own, as it is called here: `costCentre`. */
export const customKey = /^[a-z][a-zA-Z0-9]{0,39}$/;
/** The same among the fields of a ticket: `custom.costCentre`. */
export const CustomField = z.templateLiteral(["custom.", z.string().regex(customKey)]);
export type CustomField = z.infer<typeof CustomField>;
/** Longest text in a custom field; UTF-16 units. */
export const mostCustomText = 20_000;
/** Dates are texts: `2026-01-31`. */
export const CustomValue = z.union([z.string().max(mostCustomText), z.number(), z.boolean(), z.null()]);
export type CustomValue = z.infer<typeof CustomValue>;

/**
 * The fields that are merged between systems, each on its own: the fixed ones, and whatever custom ones a connection maps.
 * `null` says that the field is known to be empty; an absent key that it was never set.
 */
export const TicketFields = z.intersection(FixedFields, z.looseRecord(CustomField, CustomValue));
export type TicketFields = z.infer<typeof TicketFields>;
export const FieldName = z.union([FixedField, CustomField]);
export type FieldName = z.infer<typeof FieldName>;
export type FieldValue = z.infer<typeof FixedFields>[FixedField] | CustomValue;

/** Tells the tenant's own fields from the fixed ones. */
export function isCustom(field: FieldName): field is CustomField {
  return field.startsWith("custom.");
}

/** Who set a value. A `sync` change names the connection on which a person or automation made it. */
export const Actor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rule"), rule: z.string() }),
  z.object({ kind: z.literal("person"), name: z.string() }),
  z.object({ kind: z.literal("sync"), connectionId: ConnectionId, name: z.string().optional() }),
]);
export type Actor = z.infer<typeof Actor>;

/**
 * What is known of one field's value.
 * The value was set at some instant in (`after`, `until`]: vendors stamp records, not fields, so only an interval is known.
 */
export const FieldMeta = z.object({
  /** Revision of the ticket in which the field last changed; ≥ 1. */
  rev: z.number().int().min(1),
  by: Actor,
  after: z.coerce.date(),
  until: z.coerce.date(),
});
export type FieldMeta = z.infer<typeof FieldMeta>;

/** What intake rules decided about a ticket beyond its fields, when it was opened. */
export const TicketRouting = z.object({
  /** Names of the only connections that get the ticket; null = as their own rules say. */
  desks: z.array(z.string()).nullable(),
  tags: z.array(z.string()),
  slaPolicy: z.string().nullable(),
  escalationPolicy: z.string().nullable(),
  runbookUrl: z.string().nullable(),
  /** 1 = high … 3 = low; null = no rule has said. */
  impact: z.number().int().min(1).max(3).nullable(),
  urgency: z.number().int().min(1).max(3).nullable(),
  itemId: ItemId.nullable(),
});
export type TicketRouting = z.infer<typeof TicketRouting>;

export const Ticket = z.object({
  id: TicketId,
  clientId: ClientId,
  /** Rises by one with every accepted change; ≥ 1. */
  rev: z.number().int().min(1),
  fields: TicketFields,
  meta: z.partialRecord(FieldName, FieldMeta),
  /** Eight characters, put into the ticket text so that people can refer to the alert; null without an alert. */
  code: z.string().nullable(),
  /** Names what it came from, the same after a replay or a restore: markers are made of it. */
  origin: z.string(),
  /** The desk where the ticket is worked; null until it has one. */
  homeConnectionId: ConnectionId.nullable(),
  /** The desk in which it was born; null = born here, from an alert. */
  birthConnectionId: ConnectionId.nullable(),
  createdAt: z.coerce.date(),
  /** Absent = no rule was asked: it was not opened by an alert. */
  routing: TicketRouting.optional(),
});
export type Ticket = z.infer<typeof Ticket>;

/** Statuses in which no work is left: SLA clocks have stopped, a new episode opens a new ticket. */
export const endedStatuses: readonly TicketStatus[] = ["resolved", "closed", "cancelled"];
