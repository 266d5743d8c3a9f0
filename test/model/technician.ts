import type { Visibility } from "../../schemas/comment.ts";
import type { Json } from "../../schemas/json.ts";
import { blanked, type StoredComment, type StoredRecord } from "./desk.ts";
import type { Ring } from "./ring.ts";
import {
  type ClientName,
  connectionIds,
  type DeskName,
  dialects,
  refOf,
  startedAt,
  type SyncedField,
  traits,
} from "./setting.ts";

/** What people do in a desk, written into the judge's book. What makes no sense there does nothing. */

function recordAt(ring: Ring, desk: DeskName, at: number): StoredRecord | undefined {
  // The newest first, so that a shrunk run speaks of the tickets that are in all desks.
  const open = [...ring.desks[desk].records.values()].filter(({ mergedInto }) => mergedInto === null).toReversed();
  return open[at % Math.max(1, open.length)];
}

/** A comment of a person, or our copy of one; not what only says that one was edited. */
function commentAt(record: StoredRecord | undefined, which: number): StoredComment | undefined {
  const own = (record?.comments ?? []).filter(({ body }) => !body.startsWith("Edited:") && body !== blanked);
  return own[which % Math.max(1, own.length)];
}

export function edit(ring: Ring, desk: DeskName, at: number, field: SyncedField, value: Json): void {
  const record = recordAt(ring, desk, at);
  // Nobody edits a field to what it is.
  if (!record || record.raw[field] === value) return;
  // What a call on its way sets as well cannot be told from it.
  const sent = ring.tables.linkTo(connectionIds[desk], record.externalId)?.link.fields[field]?.sent;
  if (sent && sent.raw === value) return;
  ring.desks[desk].set(record, field, value, false);
  ring.book.noteEdit(desk, record, field, value);
}

/** The same few words are said by many. */
export const sameWords = "Done, thanks.";

export function say(ring: Ring, desk: DeskName, at: number, visibility: Visibility, same: boolean): void {
  const record = recordAt(ring, desk, at);
  if (!record) return;
  // In a record that the hub may come to know later, what was said must be told apart.
  const merges = [...ring.desks[desk].records.values()].some(({ mergedInto }) => mergedInto !== null);
  const apart = record.createdAt < startedAt || merges;
  const body = same && !apart ? sameWords : `k${ring.book.said.length + 1}v1 looked *again*\nat it`;
  ring.book.noteSaid(desk, record.externalId, ring.desks[desk].say(record, body, visibility, false));
}

export function reword(ring: Ring, desk: DeskName, at: number, which: number): void {
  const record = recordAt(ring, desk, at);
  const comment = commentAt(record, which);
  const said = comment && ring.book.saidIn(comment.body);
  if (!record || !comment || !said) return;
  // While a comment is known by its words only, there is nothing else by which it could be told (see the README).
  if ((comment.byUs && isSending(ring, record)) || !ring.book.linked.has(record.externalId)) return;
  const body = comment.body.replace(/(k\d+v)\d+/, `$1${said.texts.length + 1}`);
  comment.body = body;
  ring.desks[desk].touch(record);
  ring.book.noteReworded(said, desk, record.externalId, body);
}

function isSending({ tables }: Ring, { externalId, marker }: StoredRecord): boolean {
  const links = [...tables.links.values()].filter(
    ({ link }) => link.externalId === externalId || link.marker === marker,
  );
  return links.some(({ link }) => [...tables.copiesOf(link.id).values()].some(({ state }) => state === "sending"));
}

export function unsay(ring: Ring, desk: DeskName, at: number, which: number): void {
  const record = recordAt(ring, desk, at);
  const comment = commentAt(record, which);
  const said = comment && ring.book.saidIn(comment.body);
  if (!record || !comment || !said) return;
  // Taken away before the hub has seen that a merge had brought it: for the hub it was left behind, and is written there.
  if (said.originals.indexOf(comment.externalId) > 0 && !isKnown(ring, comment)) return;
  ring.desks[desk].remove(record, comment);
  ring.book.noteUnsaid(said, desk, comment.externalId);
}

function isKnown({ tables }: Ring, { externalId }: StoredComment): boolean {
  return [...tables.links.keys()].some((id) =>
    [...tables.copiesOf(id).values()].some((copy) => copy.externalId === externalId),
  );
}

export function hide(ring: Ring, desk: DeskName, at: number, which: number): void {
  setVisibility(ring, desk, at, which, "internal");
}

export function show(ring: Ring, desk: DeskName, at: number, which: number): void {
  setVisibility(ring, desk, at, which, "public");
}

function setVisibility(ring: Ring, desk: DeskName, at: number, which: number, visibility: Visibility): void {
  const record = recordAt(ring, desk, at);
  const comment = commentAt(record, which);
  const said = comment && ring.book.saidIn(comment.body);
  if (!record || !comment || !said || comment.visibility === visibility) return;
  comment.visibility = visibility;
  ring.desks[desk].touch(record);
  if (visibility === "internal") said.hidden = true;
  else said.shownAgain = true;
}

export function merge(ring: Ring, desk: DeskName, at: number, into: number): void {
  const [loser, survivor] = [recordAt(ring, desk, at), recordAt(ring, desk, into)];
  if (!loser || !survivor || loser === survivor || loser.clientRef !== survivor.clientRef) return;
  const unread = ring.book.said.some(({ token, ticketId, record }) => {
    return token === undefined && ticketId === undefined && record === survivor.externalId;
  });
  if (unread) return;
  loser.mergedInto = survivor.externalId;
  carryComments(ring, desk, loser, survivor);
  ring.desks[desk].set(loser, "status", dialects[desk].statusOut.closed ?? null, false);
  ring.book.noteClosedByMerge(loser.externalId);
}

/**
 * One desk's merge takes the comments along, under new keys, to a record that nobody knows; everywhere else they stay behind.
 * What is carried into a record of the hub's may be read there before the merge is known, and is then news.
 */
function carryComments(ring: Ring, desk: DeskName, loser: StoredRecord, survivor: StoredRecord): void {
  const { records } = ring.desks[desk];
  const known = survivor.createdAt >= startedAt || ring.book.linked.has(survivor.externalId);
  const chained = [loser.externalId, survivor.externalId];
  const again = [...records.values()].some(
    (one) => one !== loser && one.mergedInto !== null && chained.includes(one.mergedInto),
  );
  if (!traits[desk].mergeCarriesComments || known || again) return;
  for (const { externalId, body, visibility, byUs } of loser.comments) {
    if (body === blanked) continue;
    const carried = ring.desks[desk].say(survivor, body, visibility, byUs);
    ring.book.noteCarried(externalId, survivor.externalId, carried.externalId);
  }
}

export function move(ring: Ring, desk: DeskName, at: number, client: ClientName): void {
  const record = recordAt(ring, desk, at);
  if (!record || record.clientRef === refOf(desk, client)) return;
  record.clientRef = refOf(desk, client);
  ring.desks[desk].touch(record);
}

export function remove(ring: Ring, desk: DeskName, at: number): void {
  const record = recordAt(ring, desk, at);
  if (record) ring.desks[desk].delete(record);
}

export function open(ring: Ring, desk: DeskName): void {
  openRecord(ring, desk, "Printer is out");
}

/** @param createdAt left out: now */
export function openRecord(ring: Ring, desk: DeskName, title: string, createdAt?: Date): void {
  const status = dialects[desk].statusOut.new ?? null;
  const raw = { title, status, priority: 3, assignee: null, resolution: null };
  ring.desks[desk].open(refOf(desk, "north"), raw, null, createdAt);
}
