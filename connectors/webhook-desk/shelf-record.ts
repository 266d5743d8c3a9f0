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
  deleted: z.boolean(),
});
const ShelfFile = z.object({
  fileName: z.string(),
  contentType: z.string(),
  visibility: Visibility,
  createdAt: z.string(),
  site: z.string(),
  data: z.string(),
});

/** What both sides have said of one ticket so far: equal on both sides once all messages have arrived, in whatever order. */
export const ShelfRecord = z.object({
  /** Rises with everything that moved; local. */
  rev: z.number().int(),
  number: z.string().nullable(),
  url: z.string().nullable(),
  clientId: z.string().nullable(),
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
  if (merged === record) return record;
  const changedAt = message.timestamp > record.changedAt ? message.timestamp : record.changedAt;
  return { ...merged, changedAt, rev: record.rev + 1 };
}

function apply(record: ShelfRecord, message: Told): ShelfRecord {
  switch (message.type) {
    case "ticket.created":
    case "ticket.updated":
      return applyTicket(record, message.data, message.sender);
    case "ticket.deleted":
      return record.deleted ? record : { ...record, deleted: true };
    case "comment.created":
    case "comment.updated": {
      const { id, body, format, visibility, author, createdAt, version } = message.data;
      const stamp = { version, site: message.sender };
      const old = record.comments[id];
      if (old && !isNewer(stamp, old)) return record;
      const comment = {
        ...stamp,
        site: old?.site ?? message.sender,
        body,
        format,
        visibility,
        authorName: author.name ?? null,
        authorKind: author.kind,
        createdAt,
        deleted: false,
      };
      return { ...record, comments: { ...record.comments, [id]: comment } };
    }
    case "comment.deleted": {
      const old = record.comments[message.data.id];
      if (!old || old.deleted) return record;
      return { ...record, comments: { ...record.comments, [message.data.id]: { ...old, deleted: true } } };
    }
    case "attachment.created": {
      const { id, ticketId: _ticketId, ...file } = message.data;
      if (record.attachments[id]) return record;
      return { ...record, attachments: { ...record.attachments, [id]: { ...file, site: message.sender } } };
    }
  }
}

function applyTicket(record: ShelfRecord, ticket: ExchangeTicket, sender: string): ShelfRecord {
  const fields = { ...record.fields };
  let moved = record.rev === 0;
  for (const [field, value] of listTold(ticket)) {
    const old = fields[field];
    const stamp = { version: ticket.versions?.[field] ?? (old?.version ?? 0) + 1, site: sender };
    if (old && !isNewer(stamp, old)) continue;
    fields[field] = { ...stamp, value };
    moved = true;
  }
  const head = {
    number: ticket.number ?? record.number,
    url: ticket.url ?? record.url,
    clientId: ticket.client.id,
    createdAt: ticket.createdAt < record.createdAt ? ticket.createdAt : record.createdAt,
  };
  moved ||= head.number !== record.number || head.url !== record.url || head.clientId !== record.clientId;
  return moved ? { ...record, ...head, fields } : record;
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
    createdAt: message.timestamp,
    changedAt: message.timestamp,
    deleted: false,
    fields: {},
    comments: {},
    attachments: {},
  };
}
