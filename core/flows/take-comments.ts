import type { Change, Conflict } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";
import type { CommentId, ExternalId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { DeskComment } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import type { CommentCopy, CommentSight } from "../sync/comment-copy.ts";
import type { CommentReading, ReadingSpan } from "../sync/decide-comment.ts";
import { isReplyLoop } from "../sync/decide-reply-loop.ts";
import { type CommentDecision, type CommentShape, matchComments, wasOverlapped } from "../sync/match-comments.ts";
import type { RecoveryPhase } from "../sync/recovery.ts";

/** All comments of one record, as read in one go. */
export interface CommentSighting extends ReadingSpan {
  list: readonly DeskComment[];
  /** What is missing in it says nothing: its record was merged into another one. */
  isPartial?: boolean;
  /** Its record was read again after it, and is there: what is missing was deleted, or is hidden from us. */
  isConfirmed?: boolean;
  /** Those that are known to be deleted; absent = the desk cannot tell, and the list is all there is to go by. */
  deleted?: ReadonlySet<ExternalId> | undefined;
  recovery?: RecoveryPhase | undefined;
}

/** What came of it; the ticket's revision has risen where other links are owed something. */
export interface CommentsTaken {
  ticket: Ticket;
  /** New ones, stored. */
  news: readonly Comment[];
  changes: readonly Change[];
  conflicts: readonly Conflict[];
  /** Edits of comments that were said before a merge and are another ticket's since. */
  elsewhere: readonly Change[];
  /** Another reading overlapped it: what is missing or other here may be old, so that it is to be read again. */
  overlapped: boolean;
  /** Whether these were deleted, or the record with them, or are hidden from us, another look tells. */
  missing: readonly CommentCopy[];
}

interface Taking {
  deps: Pick<World, "ids">;
  stores: Stores;
  link: Link;
  when: ReadingSpan;
  ticket: Ticket;
  news: Comment[];
  changes: Change[];
  conflicts: Conflict[];
  elsewhere: Change[];
  overlapped: boolean;
  missing: CommentCopy[];
}

/** Takes over what people said, edited, hid or deleted in one desk; in the transaction that saw it. */
export async function takeComments(
  deps: Pick<World, "ids">,
  stores: Stores,
  ticket: Ticket,
  link: Link,
  sighting: CommentSighting,
  shape: CommentShape,
): Promise<CommentsTaken> {
  const copies = await stores.comments.copies(link.id);
  const overlapped = wasOverlapped(copies, sighting);
  const found = { news: [], changes: [], conflicts: [], elsewhere: [], overlapped, missing: [] };
  const taking: Taking = { deps, stores, link, when: sighting, ticket, ...found };
  for (const decision of matchComments(copies, sighting.list, sighting, shape, sighting.recovery)) {
    switch (decision.action) {
      case "confirm":
        await confirm(taking, decision);
        break;
      case "wait":
        taking.overlapped = true;
        break;
      case "import":
        await importComment(taking, decision.theirs, isReplyLoop(copies, decision.theirs));
        break;
      case "read":
        await readCopy(taking, decision.copy, decision.reading, decision.theirs);
        break;
      case "delete":
      case "doubt":
        if (sighting.isPartial) break;
        if (sighting.isConfirmed) await takeMissing(taking, decision, sighting.deleted);
        else taking.missing.push(...copiesOf(decision));
    }
  }
  // A new comment is owed to the other links like a field: the ticket's revision rises with it.
  const raised = taking.news.length > 0 ? { ...taking.ticket, rev: taking.ticket.rev + 1 } : taking.ticket;
  const { news, changes, conflicts, elsewhere, missing } = taking;
  return { ticket: raised, news, changes, conflicts, elsewhere, overlapped: taking.overlapped, missing };
}

type Missing = Extract<CommentDecision, { action: "delete" | "doubt" }>;

function copiesOf(decision: Missing): readonly CommentCopy[] {
  return decision.action === "delete" ? [decision.copy] : decision.copies;
}

async function takeMissing(taking: Taking, decision: Missing, deleted?: ReadonlySet<ExternalId>): Promise<void> {
  for (const copy of copiesOf(decision)) {
    const isDeleted = deleted ? copy.externalId !== null && deleted.has(copy.externalId) : decision.action === "delete";
    if (isDeleted) await deleteCopy(taking, copy);
    // Told once: the copies are not looked for again until they are seen again.
    else await loseCopy(taking, copy, "notShownAnyMore");
  }
}

async function confirm(
  { stores, link, when }: Taking,
  found: { copy: CommentCopy; externalId: DeskComment["externalId"]; note: boolean; theirs: DeskComment },
): Promise<void> {
  const { copy, externalId, note } = found;
  const change = note ? { note: externalId } : { externalId, seen: sightOf(found.theirs, when) };
  // It holds what was sent, even if the comment was edited meanwhile.
  await stores.comments.updateCopy(link.id, copy.comment.id, { state: "done", rev: copy.rev, ...change });
}

function sightOf(theirs: DeskComment, when: ReadingSpan): CommentSight {
  return { body: theirs.body, visibility: theirs.visibility, at: when.endedAt.toISOString() };
}

/** @param looping machines answer each other: it is kept here and copied nowhere, and a person is told */
async function importComment(taking: Taking, theirs: DeskComment, looping: boolean): Promise<void> {
  const { deps, stores, link } = taking;
  const comment: Comment = {
    id: deps.ids.next() as CommentId,
    ticketId: link.ticketId,
    rev: 1,
    body: theirs.body,
    format: theirs.format ?? "plain",
    visibility: theirs.visibility,
    authorKind: theirs.authorKind,
    authorName: theirs.authorName,
    by: { kind: "sync", connectionId: link.connectionId },
    createdAt: theirs.createdAt,
  };
  await stores.comments.insert([comment]);
  await stores.comments.saveCopy(link.id, comment.id, {
    externalId: theirs.externalId,
    state: "done",
    detail: null,
    rev: 1,
    seen: sightOf(theirs, taking.when),
    born: true,
  });
  if (!looping) {
    taking.news.push(comment);
    return;
  }
  const { ticket, when } = taking;
  const values = {
    winner: "open" as const,
    ours: null,
    theirs: theirs.body,
    reason: "autoReplyLoop",
    at: when.endedAt,
  };
  taking.conflicts.push({ ticketId: ticket.id, connectionId: link.connectionId, field: "comment", ...values });
}

async function readCopy(
  taking: Taking,
  copy: CommentCopy,
  reading: CommentReading,
  theirs: DeskComment,
): Promise<void> {
  const { stores, link } = taking;
  if (reading.conflict) addConflict(taking, copy, reading.conflict, theirs.body, reading.text ? "theirs" : "open");
  const edited: Comment = {
    ...copy.comment,
    ...reading.text,
    ...(reading.hide ? { visibility: "internal" as const } : {}),
  };
  const moved = reading.text !== undefined || reading.hide === true;
  const comment = moved ? { ...edited, rev: copy.comment.rev + 1 } : copy.comment;
  if (moved) {
    await stores.comments.update(comment, false);
    addChange(taking, copy.comment, comment, reading.hide && !reading.text ? "commentHidden" : "commentEdited");
  }
  // What was owed to this copy before their edit is overtaken by it: but not that it is to be hidden there, and a text not
  // by their hiding alone.
  const behind = copy.rev < copy.comment.rev;
  const toHide = behind && comment.visibility === "internal" && theirs.visibility === "public";
  const overtaken = moved && !toHide && !(behind && !reading.text);
  const rev = overtaken ? comment.rev : Math.max(copy.rev, reading.holds ?? 0);
  await stores.comments.updateCopy(link.id, comment.id, { rev, seen: reading.seen });
}

/** The original takes its copies with it; a copy that was taken away in one desk stays everywhere else. */
async function deleteCopy(taking: Taking, copy: CommentCopy): Promise<void> {
  const { stores, link } = taking;
  if (!copy.bornHere) return loseCopy(taking, copy, "copyDeletedThere");
  const comment = { ...copy.comment, rev: copy.comment.rev + 1 };
  await stores.comments.update(comment, true);
  await stores.comments.updateCopy(link.id, comment.id, { rev: comment.rev });
  addChange(taking, copy.comment, { ...comment, body: "" }, "commentDeleted");
}

/** One copy is not there any more; it is told, and nothing is written. */
async function loseCopy(taking: Taking, copy: CommentCopy, reason: string): Promise<void> {
  const { stores, link } = taking;
  await stores.comments.updateCopy(link.id, copy.comment.id, { rev: copy.comment.rev, seen: null, detail: reason });
  addConflict(taking, copy, reason, "", "open");
}

function addChange(taking: Taking, before: Comment, after: Comment, reason: string): void {
  const { ticket, link, when } = taking;
  const own = after.ticketId === ticket.id;
  if (own) taking.ticket = { ...ticket, rev: ticket.rev + 1 };
  (own ? taking.changes : taking.elsewhere).push({
    ticketId: after.ticketId,
    rev: taking.ticket.rev,
    field: "comment",
    from: before.body,
    to: after.body,
    by: { kind: "sync", connectionId: link.connectionId },
    reason,
    at: when.endedAt,
  });
}

function addConflict(
  taking: Taking,
  copy: CommentCopy,
  reason: string,
  theirs: string,
  winner: Conflict["winner"],
): void {
  const { ticket, link, when } = taking;
  taking.conflicts.push({
    ticketId: ticket.id,
    connectionId: link.connectionId,
    field: "comment",
    winner,
    ours: copy.comment.body,
    theirs,
    reason,
    at: when.endedAt,
  });
}
