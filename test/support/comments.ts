import type { CommentCopy, CommentSight } from "../../core/sync/comment-copy.ts";
import type { DeskComment } from "../../core/ports/desk.ts";
import type { Comment } from "../../schemas/comment.ts";
import { CommentId, ConnectionId, ExternalId, TicketId } from "../../schemas/ids.ts";

/** One comment of Ann's, its copy in the desk where she wrote it, and what that desk shows; each to be changed by a test. */
export const at = (minute: number) => new Date(Date.UTC(2026, 2, 17, 9, minute));
export const when = { startedAt: at(10), endedAt: at(11) };
export const id = ExternalId.parse("7");
export const seen = (body: string, change: Partial<CommentSight> = {}): CommentSight => ({
  body,
  visibility: "public",
  at: at(5).toISOString(),
  ...change,
});
export const comment = (change: Partial<Comment> = {}): Comment => ({
  id: CommentId.parse("01a20fa8-6428-70aa-96e0-2906c67ae7da"),
  ticketId: TicketId.parse("01a20fa8-6428-70aa-96e0-2906c67ae7db"),
  rev: 1,
  body: "It is out.",
  format: "plain",
  visibility: "public",
  authorKind: "technician",
  authorName: "Ann",
  by: { kind: "sync", connectionId: ConnectionId.parse("01a20fa8-6428-70aa-96e0-2906c67ae7dc") },
  createdAt: at(1),
  ...change,
});
export const copy = (change: Partial<CommentCopy> = {}): CommentCopy => ({
  comment: comment(),
  deleted: false,
  externalId: id,
  notes: [],
  state: "done",
  rev: 1,
  knownAs: null,
  seen: seen("It is out."),
  bornHere: true,
  ...change,
});
export const theirs = (body: string, change: Partial<DeskComment> = {}): DeskComment => ({
  externalId: id,
  body,
  visibility: "public",
  authorKind: "technician",
  authorName: "Ann",
  byUs: false,
  createdAt: at(1),
  ...change,
});
