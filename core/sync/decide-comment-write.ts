import type { DeskCommentDraft } from "../ports/desk.ts";
import type { CommentCopy } from "./comment-copy.ts";
import { attributeComment, isShownAs } from "./comment-text.ts";
import { type CommentShape, draftOf } from "./match-comments.ts";

export type CommentWrite =
  | { action: "add"; draft: DeskCommentDraft }
  /** `null` takes the comment away. */
  | { action: "edit"; draft: DeskCommentDraft | null }
  | { action: "nothing"; conflict?: "stillPublicThere" | "notDeletedThere" };

/**
 * Decides how a copy is brought up to the comment. Where the desk cannot edit, one internal note says what was edited; what
 * should be hidden there and cannot be is told at once.
 */
export function decideCommentWrite(copy: CommentCopy, canEdit: boolean, shape: CommentShape): CommentWrite {
  const { comment, deleted, externalId, seen } = copy;
  const { format, visibility } = comment;
  if (externalId === null) {
    if (deleted) return { action: "nothing" };
    return { action: "add", draft: draftOf(copy) };
  }
  // It was taken away there by hand.
  if (seen === null && !canEdit) return { action: "nothing" };
  const draft = { body: copy.bornHere ? comment.body : attributeComment(comment), format, visibility };
  if (canEdit) return { action: "edit", draft: deleted ? null : draft };
  if (deleted) return { action: "nothing", conflict: "notDeletedThere" };
  if (seen?.visibility === "public" && visibility === "internal")
    return { action: "nothing", conflict: "stillPublicThere" };
  if (seen && isShownAs(shape(draft), seen.body)) return { action: "nothing" };
  return { action: "add", draft: draftOf(copy) };
}
