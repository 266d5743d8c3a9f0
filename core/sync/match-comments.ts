import type { ExternalId } from "../../schemas/ids.ts";
import type { Visibility } from "../../schemas/comment.ts";
import type { DeskComment, DeskCommentDraft } from "../ports/desk.ts";
import type { CommentCopy } from "./comment-copy.ts";
import { attributeComment, describeEdit, foldWords } from "./comment-text.ts";
import { type CommentReading, decideComment, type ReadingSpan } from "./decide-comment.ts";
import type { RecoveryPhase } from "./recovery.ts";

export type CommentDecision =
  /** One that was being sent, or carried along, has been found; `note` = what says that it was edited. */
  | { action: "confirm"; copy: CommentCopy; externalId: ExternalId; note: boolean; theirs: DeskComment }
  | { action: "import"; theirs: DeskComment }
  /** Written by our account while one of ours is on its way: perhaps it is that one, and somebody reworded it at once. */
  | { action: "wait"; theirs: DeskComment }
  | { action: "read"; copy: CommentCopy; reading: CommentReading; theirs: DeskComment }
  /** It was there and is not any more, and may have been deleted; of a copy, only this one was taken away. */
  | { action: "delete"; copy: CommentCopy }
  /** So many are not shown any more that it must be a lost right, not people deleting. */
  | { action: "doubt"; copies: readonly CommentCopy[] };

/** How a comment of ours reads back in a desk. */
export type CommentShape = (comment: DeskCommentDraft) => string;

/**
 * Decides for all comments that a desk shows of one record: known, ours on its way, edited, deleted, or new.
 * While one of ours is unconfirmed, a comment by our own account with the same words is it, and is not imported. After time was
 * lost here, one that is still to be written may be there already, too.
 */
export function matchComments(
  copies: readonly CommentCopy[],
  theirs: readonly DeskComment[],
  when: ReadingSpan,
  shape: CommentShape = ({ body }) => body,
  recovery?: RecoveryPhase,
): readonly CommentDecision[] {
  const known = new Map<ExternalId, CommentCopy>();
  const notes = new Set<ExternalId>();
  for (const copy of copies) {
    if (copy.externalId !== null) known.set(copy.externalId, copy);
    for (const note of copy.notes) notes.add(note);
  }
  const sending = copies.filter(
    ({ state, externalId }) => state === "sending" || (recovery && state === "wanted" && externalId === null),
  );
  const carried = copies.filter(({ state }) => state === "carried");
  const decisions = theirs.flatMap((comment): CommentDecision[] => {
    const copy = known.get(comment.externalId);
    if (copy) {
      const reading = decideComment(copy, comment, when);
      return reading ? [{ action: "read", copy, reading, theirs: comment }] : [];
    }
    if (notes.has(comment.externalId)) return [];
    const found =
      (comment.byUs ? takeCopy(sending, comment, shape) : undefined) ??
      (comment.byUs && recovery ? takeCopy(sending, comment, ({ body }) => body, bodyOf) : undefined) ??
      takeCopy(carried, comment, shape);
    if (found) return [{ action: "confirm", ...found, theirs: comment }];
    if (comment.byUs && recovery) return recovery === "first" ? [] : [{ action: "import", theirs: comment }];
    return [{ action: comment.byUs && sending.length > 0 ? "wait" : "import", theirs: comment }];
  });
  return [...decisions, ...decideMissing(copies, theirs, when)];
}

function takeCopy(
  copies: CommentCopy[],
  theirs: DeskComment,
  shape: CommentShape,
  tell: (copy: CommentCopy, shape: CommentShape) => string = wordsOf,
): Pick<Extract<CommentDecision, { action: "confirm" }>, "copy" | "externalId" | "note"> | undefined {
  const words = foldWords(theirs.body);
  const index = copies.findIndex((copy) => foldWords(tell(copy, shape)) === words);
  const [copy] = index >= 0 ? copies.splice(index, 1) : [];
  if (!copy) return undefined;
  return { copy, externalId: theirs.externalId, note: copy.externalId !== null };
}

/** Two desks show one comment of ours alike, of which none here knows who said it. */
const bodyOf = ({ comment }: CommentCopy) => comment.body;

/** What a copy whose key is not known looks like in its desk. */
export function wordsOf(copy: CommentCopy, shape: CommentShape): string {
  return copy.knownAs ?? shape(draftOf(copy));
}

/** Whether this reading overlapped one that knows more of some comment: then it says nothing sure, and is done again. */
export function wasOverlapped(copies: readonly CommentCopy[], when: ReadingSpan): boolean {
  return copies.some(
    ({ externalId, seen }) => externalId !== null && seen !== null && new Date(seen.at) > when.startedAt,
  );
}

/** What is being sent of a copy: the comment, or that it was edited. */
export function draftOf({ comment, externalId }: Pick<CommentCopy, "comment" | "externalId">): DeskCommentDraft {
  const { format, visibility } = comment;
  return externalId === null
    ? { key: comment.id, body: attributeComment(comment), format, visibility }
    : { key: `${comment.id}.${comment.rev}`, body: describeEdit(comment), format, visibility: "internal" };
}

/**
 * A record's list of comments is complete, so that what was read once and is not there any more was deleted. Unless all
 * of one visibility are missing at once: then a right was lost, and nothing is carried over. Where a desk can say what was
 * deleted, it is asked before either is believed.
 */
function decideMissing(
  copies: readonly CommentCopy[],
  theirs: readonly DeskComment[],
  when: ReadingSpan,
): CommentDecision[] {
  const shown = new Set<ExternalId>(theirs.map(({ externalId }) => externalId));
  const read = copies.filter(
    ({ externalId, seen }) => externalId !== null && seen && new Date(seen.at) <= when.startedAt,
  );
  const missing = read.filter((copy) => !copy.deleted && copy.externalId !== null && !shown.has(copy.externalId));
  if (missing.length === 0) return [];
  const doubtful = missing.filter(({ seen }) => isDoubtful(seen?.visibility ?? "internal", missing, theirs));
  const deleted = missing.filter((copy) => !doubtful.includes(copy));
  return [
    ...deleted.map((copy): CommentDecision => ({ action: "delete", copy })),
    ...(doubtful.length > 0 ? [{ action: "doubt" as const, copies: doubtful }] : []),
  ];
}

function isDoubtful(visibility: Visibility, missing: readonly CommentCopy[], theirs: readonly DeskComment[]): boolean {
  const alike = missing.filter(({ seen }) => seen?.visibility === visibility).length;
  return alike > 1 && !theirs.some((comment) => comment.visibility === visibility);
}
