import { z } from "zod";
import { AuthorKind, TextFormat, Visibility } from "./comment.ts";
import { customKey, CustomValue, FieldName, FixedFields } from "./ticket.ts";

/** Key that both sides use for a thing; whoever makes it chooses it, and never uses it for another. */
const key = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true });

/**
 * Says which of two edits of one field is the later one, whatever order they arrive in: the higher number stands, and of
 * equal numbers the greater `sender`. A side that leaves versions out is taken to be the latest when it arrives.
 */
export const ExchangeVersions = z.partialRecord(FieldName, z.number().int().min(1));

/** Fields of the sender's own, by a key that both sides have agreed on. In `versions` they are called `custom.<key>`. */
export const ExchangeCustom = z.record(z.string().regex(customKey), CustomValue);

/** A ticket as one side tells it to the other. Fields that are left out stay as they were. */
export const ExchangeTicket = z.object({
  id: key,
  /** What people on the sending side call it. */
  number: z.string().max(200).nullish(),
  url: z.url().nullish(),
  /** The customer organisation, by a key that both sides have agreed on. */
  client: z.object({ id: key, name: z.string().max(200).nullish() }),
  createdAt: instant,
  updatedAt: instant,
  fields: FixedFields.partial(),
  custom: ExchangeCustom.optional(),
  versions: ExchangeVersions.optional(),
});
export type ExchangeTicket = z.infer<typeof ExchangeTicket>;

export const ExchangeComment = z.object({
  id: key,
  ticketId: key,
  body: z.string().max(200_000),
  format: TextFormat.default("plain"),
  /** Left out = internal. */
  visibility: Visibility.default("internal"),
  author: z
    .object({ name: z.string().max(200).nullish(), kind: AuthorKind.default("technician") })
    .default({ kind: "technician" }),
  createdAt: instant,
  /** Rises with each edit of this comment. */
  version: z.number().int().min(1).default(1),
});
export type ExchangeComment = z.infer<typeof ExchangeComment>;

export const ExchangeAttachment = z.object({
  id: key,
  ticketId: key,
  fileName: z.string().min(1).max(500),
  contentType: z.string().max(200).default("application/octet-stream"),
  visibility: Visibility.default("internal"),
  createdAt: instant,
  /** The bytes. */
  data: z.base64(),
});
export type ExchangeAttachment = z.infer<typeof ExchangeAttachment>;

const common = {
  timestamp: instant,
  /** Names the sending side; the same in all of its messages. */
  sender: z.string().min(1).max(100),
};
const tombstone = z.object({ id: key });
const childTombstone = z.object({ id: key, ticketId: key });

/**
 * The body of a webhook between two systems that exchange tickets, signed after Standard Webhooks. The same message may come
 * more than once and in any order.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const ExchangeMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ping"), ...common }),
  z.object({ type: z.literal("ticket.created"), ...common, data: ExchangeTicket }),
  z.object({ type: z.literal("ticket.updated"), ...common, data: ExchangeTicket }),
  z.object({ type: z.literal("ticket.deleted"), ...common, data: tombstone }),
  z.object({ type: z.literal("comment.created"), ...common, data: ExchangeComment }),
  z.object({ type: z.literal("comment.updated"), ...common, data: ExchangeComment }),
  z.object({ type: z.literal("comment.deleted"), ...common, data: childTombstone }),
  z.object({ type: z.literal("attachment.created"), ...common, data: ExchangeAttachment }),
]);
export type ExchangeMessage = z.infer<typeof ExchangeMessage>;

/** A ticket with all that hangs on it, as a side that can be asked answers it. */
export const ExchangeRecord = ExchangeTicket.extend({
  /** Greater as text = newer; left out = `updatedAt`. */
  version: z.string().max(200).optional(),
  comments: z.array(ExchangeComment.extend({ sender: z.string().max(100).optional() })).default([]),
  attachments: z
    .array(
      ExchangeAttachment.omit({ data: true }).extend({
        sizeBytes: z.number().int().min(0),
        sender: z.string().max(100).optional(),
      }),
    )
    .default([]),
});
export type ExchangeRecord = z.infer<typeof ExchangeRecord>;

/** A page of records; `cursor` is given back to go on. */
export const ExchangePage = z.object({
  tickets: z.array(ExchangeRecord),
  cursor: z.string().max(1_000).nullish(),
  more: z.boolean().default(false),
});
export type ExchangePage = z.infer<typeof ExchangePage>;

/** What may be answered to `ticket.created`; an empty answer says that the sender's key is used. */
export const ExchangeAnswer = z.object({ id: key.optional() });
