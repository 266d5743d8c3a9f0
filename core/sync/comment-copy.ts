import type { Comment, Visibility } from "../../schemas/comment.ts";
import type { ExternalId } from "../../schemas/ids.ts";

/**
 * What a desk shows of a comment, as last read: the base of its copy.
 * `sent`: what we wrote and have not read back yet; the desk may show it in its own shape.
 */
export interface CommentSight {
  body: string;
  visibility: Visibility;
  /** When it was read (ISO, end of the reading): what was read earlier and comes later is passed over. */
  at: string;
  sent?: boolean;
  /** An edit of ours on its way there, noted before its call: what looks like it is no person's edit. */
  writing?: { body: string; visibility: Visibility; rev: number };
  /** Where comments cannot be edited: we have said our edit since, so that a difference may be older or newer than it. */
  noted?: boolean;
  /** The desk has told that it was deleted: should it be missing from now on, that is why. */
  toldDeleted?: boolean;
  /** Instants (ISO) at which a first reading after our write differed; at most two an hour count as edits. */
  differed?: readonly string[];
}

/** One copy of a comment on one link. */
export interface CommentCopy {
  /** As it is here now. */
  comment: Comment;
  /** Whether it was taken away, here or in a desk. */
  deleted: boolean;
  externalId: ExternalId | null;
  /** Records of ours that say that it was edited, where it cannot be edited. */
  notes: readonly ExternalId[];
  /**
   * `sending`: it may be there already. `carried`: the desk may have taken it along from a record that was merged into this
   * one; it is looked for there, whoever is named as its author, and written only if it is not found. `left`: it stands in the
   * closed record that this one goes on for and names.
   */
  state: "wanted" | "sending" | "carried" | "done" | "failed" | "left";
  /** Revision that the copy holds, or that is being sent. */
  rev: number;
  /** The words by which it is recognised while its key is not known; null = as it would be sent now. */
  knownAs: string | null;
  /** Null = never read there. */
  seen: CommentSight | null;
  /** Whether the comment was born on this link. */
  bornHere: boolean;
}
