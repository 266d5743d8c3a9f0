import type { Json } from "../../schemas/json.ts";
import type { Link, LinkField } from "../../schemas/link.ts";
import { endedStatuses, type FieldName, type Ticket } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";
import { agree } from "./agree.ts";
import { valueOf } from "./edit-ticket.ts";
import { forgetMoved } from "./field-places.ts";
import { isOwed } from "./is-owed.ts";

export type RawFields = Partial<Record<FieldName, Json>>;

/** Values as one JSON object, for the record of what was sent. */
export function toJson(raw: RawFields): Json {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}

/** What is still owed to a link: first a reopening status, then (after the comments) everything else in one write. */
export interface PushPlan {
  link: Link;
  before: RawFields;
  after: RawFields;
  /**
   * A value has come here after the record was looked at, and means what stood there then. Nothing is to be written; but it
   * counts as agreed only when another look shows that nobody has moved there.
   */
  unread: boolean;
}

/**
 * Plans the field writes of one link from what was just read there. A revision is pushed at most once; a field that
 * already means the same needs no write; one that cannot be said there is held and shown.
 *
 * @returns the link with what cannot be said noted; the plan's fields are empty when nothing is owed
 */
export function planPush(ticket: Ticket, link: Link, fields: readonly FieldName[], lens: Lens): PushPlan {
  const planned = { ...forgetMoved(link, lens).fields };
  const owed: RawFields = {};
  let unread = false;
  for (const field of fields) {
    const meta = ticket.meta[field];
    const known = planned[field];
    if (!meta || !known || !isOwed(known, meta.rev)) continue;
    const value = valueOf(ticket, field);
    if (agree(lens, field, value, known.raw)) {
      unread = true;
      continue;
    }
    const written = lens.to(field, value);
    if (written.kind === "raw") owed[field] = written.raw;
    else if (written.kind === "ignored") planned[field] = { ...known, rev: meta.rev };
    else planned[field] = { ...known, held: { kind: "unsayable", rev: meta.rev, detail: written.detail } };
  }
  return { link: { ...link, fields: planned }, unread, ...splitByOrder(ticket, link, owed, lens) };
}

/** When reopening, the status goes first; a terminal status goes last, after the comments. */
function splitByOrder(
  ticket: Ticket,
  link: Link,
  owed: RawFields,
  lens: Lens,
): { before: RawFields; after: RawFields } {
  const { status, ...others } = owed;
  const raw = link.fields.status?.raw;
  if (status === undefined || raw === undefined) return { before: {}, after: owed };
  const theirs = lens.from("status", raw);
  const endedThere = theirs.kind === "value" && endedStatuses.some((ended) => ended === theirs.value);
  const endedHere = endedStatuses.includes(ticket.fields.status);
  return endedThere && !endedHere ? { before: { status }, after: others } : { before: {}, after: owed };
}

/** Notes that these values are about to be sent, before the call: a crash leaves the question, not a gap. */
export function noteSending(ticket: Ticket, link: Link, raw: RawFields): Link {
  return mapFields(link, raw, (field, known, value) => {
    const historyFrom = known.historyFrom ?? link.seenChangedAt?.toISOString();
    const sent = { rev: ticket.meta[field]?.rev ?? 0, raw: value, before: known.raw, confirmed: false };
    return { ...known, sent: historyFrom === undefined ? sent : { ...sent, historyFrom } };
  });
}

/** The vendor answered that it took them. */
export function noteConfirmed(link: Link, raw: RawFields): Link {
  return mapFields(link, raw, (_field, known) =>
    known.sent ? { ...known, pushedRev: known.sent.rev, sent: { ...known.sent, confirmed: true } } : known,
  );
}

/** The vendor refused them: never sent again in this revision, shown on the link. */
export function noteRejected(link: Link, raw: RawFields, detail: string): Link {
  return mapFields(link, raw, (_field, known) => {
    const { sent, ...rest } = known;
    return sent ? { ...rest, pushedRev: sent.rev, held: { kind: "refused", rev: sent.rev, detail } } : known;
  });
}

/** Nothing was sent after all. */
export function noteUnsent(link: Link, raw: RawFields): Link {
  return mapFields(link, raw, (_field, { sent: _sent, ...rest }) => rest);
}

function mapFields(
  link: Link,
  raw: RawFields,
  change: (field: FieldName, known: LinkField, value: Json) => LinkField,
): Link {
  const fields = { ...link.fields };
  for (const field of Object.keys(raw) as FieldName[]) {
    const value = raw[field];
    const known = fields[field];
    if (value !== undefined && known) fields[field] = change(field, known, value);
  }
  return { ...link, fields };
}
