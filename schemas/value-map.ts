import { z } from "zod";
import { customKey, FixedField, Priority, TicketStatus, TicketType } from "./ticket.ts";

/** Fields whose values every desk names in its own words, so that a table translates them. */
export const MappedField = FixedField.extract(["status", "priority", "type", "queue", "category"]);
export type MappedField = z.infer<typeof MappedField>;

/** Says of a value that it is not carried over, on purpose. */
export const ignored = "ignore";

const theirs = z.string().min(1).max(200);
const ignore = z.literal(ignored);

/** `in`: their value → ours. `out`: ours → their value; a priority is written as its digit. */
const tables = {
  status: z.strictObject({
    in: z.record(theirs, z.union([ignore, TicketStatus])).default({}),
    out: z.partialRecord(TicketStatus, z.union([ignore, theirs])).default({}),
  }),
  priority: z.strictObject({
    in: z.record(theirs, z.union([ignore, Priority])).default({}),
    out: z.partialRecord(z.enum(["1", "2", "3", "4", "5"]), z.union([ignore, theirs])).default({}),
  }),
  type: z.strictObject({
    in: z.record(theirs, z.union([ignore, TicketType])).default({}),
    out: z.partialRecord(TicketType, z.union([ignore, theirs])).default({}),
  }),
  name: z.strictObject({
    in: z.record(theirs, theirs).default({}),
    out: z.record(theirs, theirs).default({}),
  }),
};

/** What a custom field holds; `date` is a day, as `2026-01-31`, `instant` a moment in UTC, as `2026-01-31T16:40:00Z`. */
export const CustomKind = z.enum(["text", "number", "boolean", "date", "instant"]);
export type CustomKind = z.infer<typeof CustomKind>;

/** Which field of the vendor's a custom field of ours is, in the vendor's own name or number. */
export const CustomEntry = z.strictObject({ field: theirs, kind: CustomKind.default("text") });
export type CustomEntry = z.infer<typeof CustomEntry>;

/** Custom fields of one connection, at most. */
export const mostCustomFields = 30;
const CustomEntries = z
  .record(z.string().regex(customKey, "expected a letter a-z and up to 39 letters or digits"), CustomEntry)
  .refine((entries) => Object.keys(entries).length <= mostCustomFields, `at most ${mostCustomFields} custom fields`);

/**
 * The tables of one connection. A value that stands in none stops its field alone and is shown; queue and category
 * without an entry go by their names.
 */
export const ValueMaps = z
  .strictObject({
    status: tables.status.optional(),
    priority: tables.priority.optional(),
    type: tables.type.optional(),
    queue: tables.name.optional(),
    category: tables.name.optional(),
    /** By our key, without `custom.` before it. */
    custom: CustomEntries.optional(),
  })
  .meta({ id: "ValueMaps" });
export type ValueMaps = z.infer<typeof ValueMaps>;

/** Fields whose values of ours are few and known, so that a table can be complete. */
export const closedFields = {
  status: TicketStatus.options,
  priority: ["1", "2", "3", "4", "5"],
  type: TicketType.options,
} as const;
