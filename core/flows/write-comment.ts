import type { CommentId, ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, isRefusal } from "../ports/connector-error.ts";
import type { DeskCommentDraft } from "../ports/desk.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import type { Stores } from "../ports/stores.ts";
import type { CommentCopy } from "../sync/comment-copy.ts";
import { decideCommentWrite } from "../sync/decide-comment-write.ts";
import { countCall, countUnsent, lockHeld } from "./held-link.ts";
import { leaveBehind, noteAdded, noteEdited, shapeOf } from "./note-comment.ts";
import { noteConflicts } from "./note-conflicts.ts";
import { noteWrite, outcomeOf, type PushDeps, type Pushed, type PushTarget, timed } from "./push-deps.ts";

type Done = Result<void, ConnectorError>;

type Step =
  | { action: "nothing" }
  /** The link ended, or became another record, or somebody else has it. */
  | { action: "left" }
  | { action: "add"; copy: CommentCopy; draft: DeskCommentDraft }
  | { action: "edit"; copy: CommentCopy; externalId: ExternalId; draft: DeskCommentDraft | null };

/**
 * Brings one copy up to its comment. What is owed is decided under the lock, just before the call, and noted with it: the
 * comment may have been edited, hidden, deleted or found there since the push began.
 */
export async function writeComment(deps: PushDeps, target: PushTarget, one: Pushed, id: CommentId): Promise<Done> {
  const step = await deps.unit.inTenant(target.tenantId, (stores) => begin(deps, stores, target, one, id));
  switch (step.action) {
    case "nothing":
      return succeed(undefined);
    case "left":
      return fail({ kind: "unavailable", detail: "The link ended meanwhile." });
    case "add":
      return addComment(deps, target, one, step.copy, step.draft);
    case "edit":
      return editComment(deps, target, one, step);
  }
}

async function begin(deps: PushDeps, stores: Stores, target: PushTarget, one: Pushed, id: CommentId): Promise<Step> {
  const held = await lockHeld(stores, one);
  if (!held) return { action: "left" };
  const linkId = held.row.link.id;
  const copy = (await stores.comments.owed(linkId)).find(({ comment }) => comment.id === id);
  if (!copy) return { action: "nothing" };
  const write = decideCommentWrite(copy, target.desk.editComment !== undefined, shapeOf(target));
  if (write.action === "nothing") {
    await settle(deps, stores, target, one, copy, write.conflict);
    return write;
  }
  if (target.desk.sawMore) await stores.links.save(countCall(held.row.link, 1), { fence: one.claimed.fence });
  const { comment, externalId } = copy;
  if (write.action === "add") {
    const sending = { rev: comment.rev, knownAs: shapeOf(target)(write.draft), sentAt: deps.clock.now() };
    // What we write ourselves was not said there, whatever a merge has done with the record in which it was.
    const born = externalId === null ? { born: false as const } : {};
    await stores.comments.updateCopy(linkId, id, { state: "sending", detail: null, ...sending, ...born });
    return { ...write, copy };
  }
  if (externalId === null) return { action: "nothing" };
  if (write.draft && copy.seen) {
    const writing = { body: shapeOf(target)(write.draft), visibility: write.draft.visibility, rev: comment.rev };
    await stores.comments.updateCopy(linkId, id, { seen: { ...copy.seen, writing } });
  }
  return { ...write, copy, externalId };
}

/** The copy counts as up to date: nothing can, or need, be written; a person sees why where it matters. */
async function settle(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  one: Pushed,
  { comment, seen }: CommentCopy,
  conflict: string | undefined,
): Promise<void> {
  const detail = conflict ?? null;
  await stores.comments.updateCopy(one.claimed.link.id, comment.id, { state: "done", rev: comment.rev, detail });
  if (conflict === undefined) return;
  const { ticketId } = comment;
  const values = { ours: comment.body, theirs: seen?.body ?? "", reason: conflict, at: deps.clock.now() };
  await noteConflicts(deps, stores, target.tenantId, [
    { ticketId, connectionId: target.connectionId, field: "comment", winner: "open", ...values },
  ]);
}

/** An edit says what the copy shall be, so that it can be repeated without harm. */
async function editComment(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  { copy, externalId, draft }: Extract<Step, { action: "edit" }>,
): Promise<Done> {
  const { comment } = copy;
  const { editComment: edit } = target.desk;
  if (!edit) return succeed(undefined);
  const call = await timed(deps, () => edit(one.externalId, externalId, draft));
  const error = call.value.ok ? undefined : call.value.error;
  await noteComment(deps, target, one, copy, { error, call, operation: draft ? "editComment" : "deleteComment" });
  // A comment that is not there cannot be edited; the next reading tells.
  const over = !error || isRefusal(error) || error.kind === "gone";
  if (error?.kind !== "unknownOutcome")
    await deps.unit.inTenant(target.tenantId, (stores) =>
      noteEdited(deps, stores, target, one, { comment, draft: error ? null : draft, over, error }),
    );
  return error && !over ? fail(error) : succeed(undefined);
}

async function addComment(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  copy: CommentCopy,
  draft: DeskCommentDraft,
): Promise<Done> {
  const { comment } = copy;
  deps.failpoint("comment.beforeCall");
  const call = await timed(deps, () => target.desk.addComment(one.externalId, draft));
  deps.failpoint("comment.afterCall");
  const answer = call.value;
  const error = answer.ok ? undefined : answer.error;
  await noteComment(deps, target, one, copy, { error, call, operation: "comment" });
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    if (await lockHeld(stores, one)) await noteAdded(deps, stores, target, one, { copy, draft, answer });
    else if (answer.ok) await leaveBehind(stores, one, comment.id);
  });
  return answer.ok || isRefusal(answer.error) ? succeed(undefined) : answer;
}

async function noteComment(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  { comment }: CommentCopy,
  done: {
    error: ConnectorError | undefined;
    call: { startedAt: Date; tookMs: number };
    operation: "comment" | "editComment" | "deleteComment";
  },
): Promise<void> {
  if (done.error && done.error.kind !== "unknownOutcome") await countUnsent(deps, target, one);
  await noteWrite(deps, target, {
    ticketId: comment.ticketId,
    linkId: one.claimed.link.id,
    operation: done.operation,
    sent: { visibility: comment.visibility, comment: comment.id },
    outcome: done.error ? outcomeOf(done.error) : "done",
    detail: done.error?.detail ?? null,
    at: done.call.startedAt,
    tookMs: done.call.tookMs,
  });
}
