import { z } from "zod";
import { AuthorKind, TextFormat, Visibility } from "../../schemas/comment.ts";
import type { ExchangeMessage, ExchangeTicket } from "../../schemas/exchange.ts";
import { Json } from "../../schemas/json.ts";
import { listTold } from "./custom.ts";

/** A value with the edit that set it. */
const Stamp = z.object({ version: z.number().int(), site: z.string() });
const ShelfField = Stamp.extend({ value: Json });
const ShelfComment = Stamp.extend({
  body: z.string(),
  format: TextFormat,
  visibility: Visibility,
  authorName: z.string().nullable(),
  authorKind: AuthorKind,
  createdAt: z.string(),
  /** Nothing undoes it: an edit, or the comment itself, may come after the word that it was deleted. */
  deleted: z.boolean(),
  /** The oldest edit that is known: who said it. Null in shelves of older versions, which kept that in `site`. */
  born: Stamp.nullable().default(null),
});
type ShelfComment = z.infer<typeof ShelfComment>;
const ShelfFile = z.object({
  fileName: z.string(),
  contentType: z.string(),
  visibility: Visibility,
  createdAt: z.string(),
  site: z.string(),
  data: z.string(),
});

/** What has no version of its own is as new as its message. */
const heads = ["clientId", "number", "url"] as const;
const HeadStamp = z.object({ at: z.string(), site: z.string() });

/** What both sides have said of one ticket so far: equal on both sides once all messages have arrived, in whatever order. */
export const ShelfRecord = z.object({
  /** Rises with everything that moved; local. */
  rev: z.number().int(),
  number: z.string().nullable(),
  url: z.string().nullable(),
  clientId: z.string().nullable(),
  /** Which message set these three. */
  heads: z.record(z.string(), HeadStamp).default({}),
  createdAt: z.string(),
  changedAt: z.string(),
  deleted: z.boolean(),
  /** By the name of the field. */
  fields: z.record(z.string(), ShelfField),
  comments: z.record(z.string(), ShelfComment),
  attachments: z.record(z.string(), ShelfFile),
});
export type ShelfRecord = z.infer<typeof ShelfRecord>;
type Stamp = z.infer<typeof Stamp>;

type Told = Exclude<ExchangeMessage, { type: "ping" }>;

/** The ticket that a message is about. */
export function ticketOf(message: Told): string {
  return "ticketId" in message.data ? message.data.ticketId : message.data.id;
}

/**
 * What is known after one more message. Edits carry a version that rises with each; the higher one stands, and of equal ones
 * the greater sender's, so that both sides come to the same whatever order the messages take.
 */
export function mergeMessage(known: ShelfRecord | undefined, message: Told): ShelfRecord {
  const record: ShelfRecord = known ?? blank(message);
  const merged = apply(record, message);
  if (record.rev > 0 && !hasMoved(record, merged)) return merged;
  const changedAt = message.timestamp > record.changedAt ? message.timestamp : record.changedAt;
  return { ...merged, changedAt, rev: record.rev + 1 };
}

/** Stamps alone are nothing that anybody would read. */
function hasMoved(before: ShelfRecord, after: ShelfRecord): boolean {
  const told = ["fields", "comments", "attachments", "deleted", "createdAt", ...heads] as const;
  return told.some((name) => before[name] !== after[name]);
}

function apply(record: ShelfRecord, message: Told): ShelfRecord {
  switch (message.type) {
    case "ticket.created":
    case "ticket.updated":
      return applyTicket(record, message.data, { at: message.timestamp, site: message.sender });
    case "ticket.deleted":
      return record.deleted ? record : { ...record, deleted: true };
    case "comment.created":
    case "comment.updated":
      return putComment(record, message.data.id, (old) => applyComment(old, message));
    case "comment.deleted":
      return putComment(record, message.data.id, (old) => (old?.deleted ? old : { ...(old ?? unsaid), deleted: true }));
    case "attachment.created": {
      const { id, ticketId: _ticketId, ...file } = message.data;
      if (record.attachments[id]) return record;
      return { ...record, attachments: { ...record.attachments, [id]: { ...file, site: message.sender } } };
    }
  }
}

function putComment(
  record: ShelfRecord,
  id: string,
  change: (old: ShelfComment | undefined) => ShelfComment,
): ShelfRecord {
  const old = record.comments[id];
  const comment = change(old);
  return comment === old ? record : { ...record, comments: { ...record.comments, [id]: comment } };
}

/** Stands for a comment that was deleted before it came: every edit is newer. */
const unsaid: ShelfComment = {
  version: 0,
  site: "",
  body: "",
  format: "plain",
  visibility: "internal",
  authorName: null,
  authorKind: "automation",
  createdAt: new Date(0).toISOString(),
  deleted: true,
  born: null,
};

function applyComment(
  old: ShelfComment | undefined,
  { data, sender }: Extract<Told, { type: "comment.created" | "comment.updated" }>,
): ShelfComment {
  const { body, format, visibility, author, createdAt, version } = data;
  const stamp = { version, site: sender };
  const known = old && old.version > 0 ? (old.born ?? { version: old.version, site: old.site }) : undefined;
  const born = known && !isNewer(known, stamp) ? known : stamp;
  if (old && !isNewer(stamp, old)) return born === known ? old : { ...old, born };
  return {
    ...stamp,
    body,
    format,
    visibility,
    authorName: author.name ?? null,
    authorKind: author.kind,
    createdAt,
    deleted: old?.deleted ?? false,
    born,
  };
}

function applyTicket(record: ShelfRecord, ticket: ExchangeTicket, by: z.infer<typeof HeadStamp>): ShelfRecord {
  const fields = { ...record.fields };
  let moved = false;
  for (const [field, value] of listTold(ticket)) {
    const old = fields[field];
    const stamp = { version: ticket.versions?.[field] ?? (old?.version ?? 0) + 1, site: by.site };
    if (old && !isNewer(stamp, old)) continue;
    fields[field] = { ...stamp, value };
    moved = true;
  }
  const next = { ...record, heads: { ...record.heads }, fields: moved ? fields : record.fields };
  const given = { clientId: ticket.client.id, number: ticket.number, url: ticket.url };
  for (const name of heads) {
    const value = given[name];
    const old = record.heads[name];
    if (value === null || value === undefined || (old && !isLater(by, old))) continue;
    next[name] = value;
    next.heads[name] = by;
  }
  return { ...next, createdAt: ticket.createdAt < record.createdAt ? ticket.createdAt : record.createdAt };
}

/** Of messages of one instant the greater sender's, as of versions. */
function isLater(given: z.infer<typeof HeadStamp>, known: z.infer<typeof HeadStamp>): boolean {
  const apart = new Date(given.at).getTime() - new Date(known.at).getTime();
  return apart > 0 || (apart === 0 && given.site > known.site);
}

function isNewer(given: Stamp, known: Stamp): boolean {
  return given.version > known.version || (given.version === known.version && given.site > known.site);
}

/** A comment may come before its ticket. */
function blank(message: Told): ShelfRecord {
  return {
    rev: 0,
    number: null,
    url: null,
    clientId: null,
    heads: {},
    createdAt: message.timestamp,
    changedAt: message.timestamp,
    deleted: false,
    fields: {},
    comments: {},
    attachments: {},
  };
}
