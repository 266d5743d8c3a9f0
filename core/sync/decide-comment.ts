import type { TextFormat } from "../../schemas/comment.ts";
import type { DeskComment } from "../ports/desk.ts";
import type { CommentCopy, CommentSight } from "./comment-copy.ts";
import { foldBlanks, isShownAs, stripAttribution } from "./comment-text.ts";

/** When a desk's comments were read, by the hub's clock. */
export interface ReadingSpan {
  startedAt: Date;
  endedAt: Date;
}

/** Why both values are shown to a person. `publicOnlyThere`: it was made public in one desk and stays internal elsewhere. */
export type CommentConflict = "bothEdited" | "publicOnlyThere" | "contested";

/** What one reading of one known copy means. `text` and `hide` are edits of the comment; `seen` becomes the copy's base. */
export interface CommentReading {
  seen: CommentSight;
  text?: { body: string; format: TextFormat };
  /** Public → internal: carried out everywhere, at once. */
  hide?: true;
  conflict?: CommentConflict;
  /** An edit of ours has landed: the revision that the copy holds. */
  holds?: number;
}

const differencesPerHour = 2;
const hourMs = 3_600_000;

/**
 * Decides what a desk's showing of a copy means: nothing, its own shape of what we wrote, or a person's edit of text or
 * visibility. Internal → public never happens by itself.
 *
 * @returns undefined when nothing moved and the base stays
 */
export function decideComment(copy: CommentCopy, theirs: DeskComment, when: ReadingSpan): CommentReading | undefined {
  const { seen } = copy;
  const sight: CommentSight = { body: theirs.body, visibility: theirs.visibility, at: when.endedAt.toISOString() };
  if (seen === null) return { seen: sight };
  if (when.startedAt < new Date(seen.at)) return undefined;
  const moved = foldBlanks(seen.body) !== foldBlanks(theirs.body);
  const same = !moved && seen.visibility === theirs.visibility;
  // What was taken away is nobody's to edit any more.
  if (copy.deleted) return same ? undefined : { seen: sight };
  if (seen.writing && hasLanded(seen.writing, theirs)) return { seen: sight, holds: seen.writing.rev };
  const kept: CommentSight = seen.writing ? { ...sight, writing: seen.writing } : sight;
  if (seen.sent) return decideFirstSight(copy, seen, theirs, kept, when.endedAt);
  if (same) return seen.noted ? { seen: kept } : undefined;
  return { seen: kept, ...editOf(copy, theirs, moved), ...visibilityOf(copy, seen, theirs) };
}

function hasLanded(writing: NonNullable<CommentSight["writing"]>, theirs: DeskComment): boolean {
  return writing.visibility === theirs.visibility && isShownAs(writing.body, theirs.body);
}

/** After our own write: the desk's shape of it, unless the words are others; then somebody was quicker than our reading. */
function decideFirstSight(
  copy: CommentCopy,
  sent: CommentSight,
  theirs: DeskComment,
  sight: CommentSight,
  now: Date,
): CommentReading {
  const visible = visibilityOf(copy, sent, theirs);
  if (isShownAs(sent.body, theirs.body)) return { seen: sight, ...visible };
  const recent = (sent.differed ?? []).filter((at) => now.getTime() - new Date(at).getTime() < hourMs);
  if (recent.length >= differencesPerHour)
    return { seen: { ...sight, differed: recent }, conflict: "contested", ...visible };
  return { seen: { ...sight, differed: [...recent, now.toISOString()] }, ...editOf(copy, theirs, true), ...visible };
}

/** An edit of the text; where ours is on its way there as well, the one of the desk where it was born stands. */
function editOf(copy: CommentCopy, theirs: DeskComment, moved: boolean): Pick<CommentReading, "text" | "conflict"> {
  if (!moved) return {};
  const body = copy.bornHere ? theirs.body : stripAttribution(theirs.body, copy.comment);
  if (isSame(copy.comment.body, body)) return {};
  const text = { body, format: theirs.format ?? ("plain" as const) };
  // Where ours was said beside it, or is being said, nobody knows which came first.
  const unsure = copy.seen?.noted === true || copy.state === "sending";
  if (copy.comment.rev <= copy.rev && !unsure) return { text };
  return copy.bornHere ? { text, conflict: "bothEdited" } : { conflict: "bothEdited" };
}

function isSame(ours: string, theirs: string): boolean {
  return foldBlanks(ours) === foldBlanks(theirs);
}

function visibilityOf(
  copy: CommentCopy,
  seen: CommentSight,
  theirs: DeskComment,
): Pick<CommentReading, "hide" | "conflict"> {
  if (seen.visibility === theirs.visibility) return {};
  if (theirs.visibility === "public") return { conflict: "publicOnlyThere" };
  return copy.comment.visibility === "public" ? { hide: true } : {};
}
