import { z } from "zod";
import { TextFormat, Visibility } from "../../schemas/comment.ts";
import { CustomValue, customKey, FieldName, FixedFields } from "../../schemas/ticket.ts";
import { toText } from "../db/clean.ts";

/** Lines end in LF; what the database cannot hold is replaced as in everything that is stored. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => toText(value.replaceAll("\r\n", "\n")));
const named = (most: number) => z.string().trim().min(1).max(most).transform(toText);
const address = z.email().max(320).toLowerCase();
const { status, priority, type } = FixedFields.shape;

const fields = {
  title: named(500),
  description: text(200_000).nullable(),
  status,
  priority,
  type,
  queue: named(200).nullable(),
  category: named(500).nullable(),
  /** E-mail address of a technician; null = nobody. */
  assignee: address.nullable(),
  /** E-mail address of the person at the client who asks; null = nobody. */
  contact: address.nullable(),
  resolution: text(200_000).nullable(),
};
/** By key, without `custom.` before it. */
const custom = z.record(z.string().regex(customKey), CustomValue);

export const TicketPatch = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  custom: custom.optional(),
  /** `rev` of the ticket that was looked at: what somebody else has set since is not set over. */
  seenRev: z.int().min(1).optional(),
});
export type TicketPatch = z.infer<typeof TicketPatch>;

export const NewTicket = z.strictObject({
  /** Name of a client. */
  client: z.string().min(1).max(200),
  ...z.strictObject(fields).partial().shape,
  title: fields.title,
  custom: custom.optional(),
});
export type NewTicket = z.infer<typeof NewTicket>;

/** Internal unless it says otherwise: what is public is read by the client. */
export const NewComment = z.strictObject({
  body: text(200_000).refine((body) => body.trim() !== "", "expected some text"),
  format: TextFormat.default("plain"),
  visibility: Visibility.default("internal"),
});
export type NewComment = z.infer<typeof NewComment>;

export const Choice = z.strictObject({ field: FieldName, choice: z.enum(["keep", "take"]) });
