import type { Comment } from "../../schemas/comment.ts";
import type { CommentId, ExternalId } from "../../schemas/ids.ts";
import type { DeskComment } from "../ports/desk.ts";

/** One copy of a comment on one link. */
export interface CommentCopy {
  commentId: CommentId;
  externalId: ExternalId | null;
  /** `sending`: it may be there already. */
  state: "wanted" | "sending" | "done" | "failed";
  body: string;
  /** Whether the comment was born on this link, so that an edit there is an edit of the original. */
  bornHere: boolean;
}

export type CommentDecision =
  | { action: "known" }
  /** One of ours that was unconfirmed has been found. */
  | { action: "confirm"; commentId: CommentId; externalId: ExternalId }
  | { action: "import"; comment: DeskComment }
  | { action: "edit"; commentId: CommentId; body: string };

/**
 * Decides for each comment of a record whether it is known, one of ours on its way, edited, or new.
 * While one of ours is unconfirmed, a comment by our own account with the same text is it, and is not imported.
 */
export function matchComments(
  copies: readonly CommentCopy[],
  theirs: readonly DeskComment[],
): readonly CommentDecision[] {
  const known = new Map(copies.filter((copy) => copy.externalId !== null).map((copy) => [copy.externalId, copy]));
  const unconfirmed = copies.filter((copy) => copy.externalId === null && copy.state === "sending");
  return theirs.map((comment) => {
    const copy = known.get(comment.externalId);
    if (copy) {
      const edited = copy.bornHere && foldText(copy.body) !== foldText(comment.body);
      return edited ? { action: "edit", commentId: copy.commentId, body: comment.body } : { action: "known" };
    }
    if (!comment.byUs) return { action: "import", comment };
    const index = unconfirmed.findIndex((candidate) => foldText(candidate.body) === foldText(comment.body));
    const [found] = index >= 0 ? unconfirmed.splice(index, 1) : [];
    return found
      ? { action: "confirm", commentId: found.commentId, externalId: comment.externalId }
      : { action: "import", comment };
  });
}

/** Vendors trim, change line ends and drop trailing blanks; the words are what is compared. */
export function foldText(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** How a comment of another system is written into a desk that cannot show its author. */
export function attributeComment(comment: Pick<Comment, "body" | "authorName" | "authorKind">): string {
  return comment.authorKind === "automation" || !comment.authorName
    ? comment.body
    : `${comment.authorName}:\n${comment.body}`;
}
