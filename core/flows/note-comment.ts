import type { CommentId, ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, isRefusal } from "../ports/connector-error.ts";
import type { DeskCommentDraft } from "../ports/desk.ts";
import type { Result } from "../ports/result.ts";
import type { Stores } from "../ports/stores.ts";
import type { CommentCopy, CommentSight } from "../sync/comment-copy.ts";
import type { CommentShape } from "../sync/match-comments.ts";
import { lockHeld } from "./held-link.ts";
import { holdWrite } from "./hold-write.ts";
import type { PushDeps, Pushed, PushTarget } from "./push-deps.ts";

/** A reading may have seen it there before its answer came: then what it saw stands. */
export async function noteEdited(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  one: Pushed,
  { comment, draft, over, error }: EditEnd,
): Promise<void> {
  const linkId = one.claimed.link.id;
  if (!(await lockHeld(stores, one))) return;
  const now = (await stores.comments.copies(linkId)).find((copy) => copy.comment.id === comment.id);
  if (!now) return;
  const seen = now.seen?.writing?.rev === comment.rev ? settleSight(deps, target, draft, now.seen) : now.seen;
  const rev = over ? Math.max(now.rev, comment.rev) : now.rev;
  await stores.comments.updateCopy(linkId, comment.id, { rev, seen, detail: error?.detail ?? null });
}

interface EditEnd {
  comment: CommentCopy["comment"];
  /** What stands there now; null = it was taken away, or is as it was. */
  draft: DeskCommentDraft | null;
  /** Whether nothing is owed any more. */
  over: boolean;
  error: ConnectorError | undefined;
}

function settleSight(
  deps: PushDeps,
  target: PushTarget,
  draft: DeskCommentDraft | null,
  { writing: _writing, ...before }: CommentSight,
): CommentSight {
  return draft ? sightOf(deps, target, draft, before) : before;
}

interface Added {
  copy: CommentCopy;
  draft: DeskCommentDraft;
  answer: Result<{ externalId: ExternalId }, ConnectorError>;
}

export async function noteAdded(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  one: Pushed,
  { copy, draft, answer }: Added,
): Promise<void> {
  const { comment } = copy;
  if (answer.ok) {
    const seen = sightOf(deps, target, draft, copy.seen);
    return noteArrived(stores, one, copy, { externalId: answer.value.externalId, rev: comment.rev, seen });
  }
  if (answer.error.kind === "unknownOutcome") return;
  const unsent = copy.externalId === null ? ("wanted" as const) : ("done" as const);
  const { detail } = answer.error;
  const linkId = one.claimed.link.id;
  if (!isRefusal(answer.error)) {
    await stores.comments.updateCopy(linkId, comment.id, { state: unsent, rev: copy.rev, knownAs: null, detail });
    return;
  }
  await stores.comments.updateCopy(linkId, comment.id, { state: "failed", rev: comment.rev, detail });
  await holdWrite(stores, target, linkId, answer.error);
}

/** Its record was merged while it was said there: it may have been carried along, unless the next push has said it again. */
export async function leaveBehind(stores: Stores, one: Pushed, id: CommentId): Promise<void> {
  const linkId = one.claimed.link.id;
  const now = (await stores.comments.copies(linkId)).find(({ comment }) => comment.id === id);
  if (now?.state === "sending" && now.externalId === null)
    await stores.comments.updateCopy(linkId, id, { state: "carried" });
}

/** How a comment of ours will read back in this desk. */
export function shapeOf({ desk }: PushTarget): CommentShape {
  return (draft) => desk.shapeComment?.(draft) ?? draft.body;
}

/** What we have written, until it is read back. */
function sightOf(
  deps: PushDeps,
  target: PushTarget,
  draft: DeskCommentDraft,
  before: CommentSight | null,
): CommentSight {
  const differed = before?.differed ? { differed: before.differed } : {};
  const at = deps.clock.now().toISOString();
  return { body: shapeOf(target)(draft), visibility: draft.visibility, at, sent: true, ...differed };
}

/** A first copy is the record itself; a later one only says that it was edited. */
export async function noteArrived(
  stores: Stores,
  one: Pushed,
  copy: CommentCopy,
  { externalId, rev, seen }: { externalId: ExternalId; rev: number; seen: CommentSight },
): Promise<void> {
  const linkId = one.claimed.link.id;
  const { id } = copy.comment;
  if (copy.externalId === null) {
    await stores.comments.saveCopy(linkId, id, { externalId, state: "done", detail: null, rev, seen });
    return;
  }
  const now = (await stores.comments.copies(linkId)).find(({ comment }) => comment.id === id);
  const noted = now?.seen ? { seen: { ...now.seen, noted: true } } : {};
  await stores.comments.updateCopy(linkId, id, { state: "done", rev, note: externalId, ...noted });
}
