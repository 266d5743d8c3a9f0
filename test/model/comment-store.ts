import type { CommentId, LinkId } from "../../schemas/ids.ts";
import type { CommentStore, CopyChange } from "../../core/ports/stores.ts";
import type { CommentCopy } from "../../core/sync/comment-copy.ts";
import type { Book } from "./book.ts";
import type { CopyRow, Tables } from "./tables.ts";

/** As `server/db/stores/comments.ts`: each method the statement of that name. */
export function createCommentStore(tables: Tables, book: Book): CommentStore {
  return {
    insert: async (comments) => {
      for (const comment of comments) {
        tables.comments.set(comment.id, { comment, deleted: false });
        book.noteKept(comment);
      }
    },
    update: async (comment, deleted) => {
      const stored = tables.comments.get(comment.id);
      // The statement does not touch whose ticket it is.
      const ticketId = stored?.comment.ticketId ?? comment.ticketId;
      tables.comments.set(comment.id, { comment: { ...comment, ticketId }, deleted });
      book.noteKept(comment);
    },
    wantCopies: async (comments, except) => {
      for (const { id, ticketId, rev } of comments)
        for (const { link } of tables.workingOf(ticketId)) if (link.id !== except) want(tables, link.id, id, rev);
    },
    wantHistory: async (ticketIds) => {
      for (const { comment, deleted } of tables.comments.values()) {
        if (deleted || !ticketIds.includes(comment.ticketId)) continue;
        for (const { link } of tables.workingOf(comment.ticketId)) want(tables, link.id, comment.id, comment.rev);
      }
    },
    leaveCopies: async (closed) => {
      const { ticketId, connectionId } = tables.linkOf(closed).link;
      const next = tables.workingOf(ticketId).find(({ link }) => link.connectionId === connectionId);
      if (!next) return;
      const rows = tables.copiesOf(next.link.id);
      for (const { commentId, state, externalId, rev } of tables.copiesOf(closed).values())
        if (!rows.has(commentId) && (externalId !== null || !["wanted", "sending", "carried"].includes(state)))
          rows.set(commentId, { ...unwritten(commentId, false), state: "left", rev });
    },
    copies: async (linkId) => copiesOf(tables, linkId),
    owed: async (linkId) => copiesOf(tables, linkId).filter(isOwed),
    saveCopy: async (linkId, commentId, { born, ...arrived }) => {
      const rows = tables.copiesOf(linkId);
      const known = rows.get(commentId);
      if (known?.state === "done") return;
      tables.guardCopy(linkId, commentId, arrived.externalId);
      rows.set(commentId, { ...(known ?? unwritten(commentId, born ?? false)), ...arrived });
      book.noteCopy(arrived.externalId, tables.linkOf(linkId).link.ticketId, tables.comments.get(commentId)?.comment);
    },
    updateCopy: async (linkId, commentId, change) => update(tables, linkId, commentId, change),
    carryCopies: async (linkId) => {
      for (const row of tables.copiesOf(linkId).values())
        if (row.externalId !== null) tables.copiesOf(linkId).set(row.commentId, carry(row));
    },
    carryInto: async (from, to) => {
      const rows = tables.copiesOf(to);
      for (const row of tables.copiesOf(from).values())
        if (row.externalId !== null && !rows.has(row.commentId))
          rows.set(row.commentId, { ...unwritten(row.commentId, row.born), ...carry(row) });
    },
  };
}

export function isOwed({ state, rev, comment }: CommentCopy): boolean {
  return state === "wanted" || state === "sending" || state === "carried" || (state === "done" && rev < comment.rev);
}

function unwritten(commentId: CommentId, born: boolean): CopyRow {
  const unread = { externalId: null, notes: [], seen: null, knownAs: null, detail: null };
  return { commentId, born, state: "wanted", rev: 0, ...unread };
}

function carry(row: CopyRow): CopyRow {
  const knownAs = row.seen?.body ?? row.knownAs;
  return { ...row, state: "carried", knownAs, externalId: null, seen: null, notes: [] };
}

function want(tables: Tables, linkId: LinkId, commentId: CommentId, rev: number): void {
  const rows = tables.copiesOf(linkId);
  if (!rows.has(commentId)) rows.set(commentId, { ...unwritten(commentId, false), rev });
}

function update(
  tables: Tables,
  linkId: LinkId,
  commentId: CommentId,
  { note, sentAt: _, ...change }: CopyChange,
): void {
  const row = tables.copiesOf(linkId).get(commentId);
  if (!row) return;
  if (change.externalId !== undefined) tables.guardCopy(linkId, commentId, change.externalId);
  const notes = note === undefined ? row.notes : [...row.notes.filter((one) => one !== note), note];
  tables.copiesOf(linkId).set(commentId, { ...row, ...change, notes });
}

/** With the comment that each is a copy of, oldest comment first. */
export function copiesOf(tables: Tables, linkId: LinkId): CommentCopy[] {
  const copies = [...tables.copiesOf(linkId).values()].flatMap(
    ({ commentId, detail: _, born, ...row }): CommentCopy[] => {
      const stored = tables.comments.get(commentId);
      return stored ? [{ ...row, ...stored, bornHere: born }] : [];
    },
  );
  return copies.toSorted(byAge);
}

function byAge({ comment: one }: CommentCopy, { comment: other }: CommentCopy): number {
  return one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : 1);
}
