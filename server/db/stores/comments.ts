import { sql, type Transaction } from "kysely";
import { CommentId, ExternalId } from "../../../schemas/ids.ts";
import type { CommentStore } from "../../../core/ports/stores.ts";
import { attributeComment, type CommentCopy } from "../../../core/sync/match-comments.ts";
import { toJsonb, toText, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";
import { toComment } from "./rows.ts";

export function createCommentStore(trx: Transaction<Database>, tenantId: string): CommentStore {
  return {
    insert: async (comments) => {
      if (comments.length === 0) return;
      await trx
        .insertInto("comment")
        .values(
          comments.map((comment) => ({
            tenant_id: tenantId,
            id: comment.id,
            ticket_id: comment.ticketId,
            rev: comment.rev,
            body: toText(comment.body),
            visibility: comment.visibility,
            author_kind: comment.authorKind,
            author_name: toTextOrNull(comment.authorName),
            by: toJsonb(comment.by),
            created_at: comment.createdAt,
          })),
        )
        .execute();
    },
    wantCopies: async (comments, except) => {
      if (comments.length === 0) return;
      await sql`insert into comment_link (tenant_id, comment_id, link_id, state, rev)
        select ${tenantId}::uuid, n.id, link.id, 'wanted', 1
        from unnest(${comments.map(({ id }) => id)}::uuid[], ${comments.map(({ ticketId }) => ticketId)}::uuid[]) n (id, ticket_id)
        join link on link.tenant_id = ${tenantId} and link.ticket_id = n.ticket_id and link.state in ('creating', 'unknown', 'active')
        where ${except}::uuid is null or link.id <> ${except}::uuid
        on conflict do nothing`.execute(trx);
    },
    copies: (linkId) => copies(trx, tenantId, linkId),
    owed: async (linkId) => {
      const rows = await trx
        .selectFrom("comment_link")
        .innerJoin("comment", (join) =>
          join
            .onRef("comment.tenant_id", "=", "comment_link.tenant_id")
            .onRef("comment.id", "=", "comment_link.comment_id"),
        )
        .selectAll("comment")
        .select("comment_link.state as copy_state")
        .where("comment_link.tenant_id", "=", tenantId)
        .where("comment_link.link_id", "=", linkId)
        .where("comment_link.state", "in", ["wanted", "sending"])
        .orderBy("comment.created_at")
        .orderBy("comment.id")
        .execute();
      return rows.map((row) => ({
        comment: toComment(row),
        state: row.copy_state === "sending" ? "sending" : "wanted",
      }));
    },
    saveCopy: async (linkId, commentId, copy) => {
      await trx
        .insertInto("comment_link")
        .values({
          tenant_id: tenantId,
          comment_id: commentId,
          link_id: linkId,
          external_id: copy.externalId,
          state: copy.state,
          rev: 1,
          sent_at: copy.sentAt ?? null,
          detail: copy.detail,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["tenant_id", "comment_id", "link_id"])
            .doUpdateSet({
              external_id: copy.externalId,
              state: copy.state,
              detail: copy.detail,
              ...(copy.sentAt ? { sent_at: copy.sentAt } : {}),
            })
            // A reader may have found it there before the answer came.
            .where("comment_link.state", "!=", "done"),
        )
        .execute();
    },
    edit: async (commentId, body) => {
      await trx
        .updateTable("comment")
        .set({ body: toText(body), rev: sql`rev + 1` })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", commentId)
        .execute();
    },
  };
}

async function copies(trx: Transaction<Database>, tenantId: string, linkId: string): Promise<CommentCopy[]> {
  const rows = await trx
    .selectFrom("comment_link")
    .innerJoin("comment", (join) =>
      join
        .onRef("comment.tenant_id", "=", "comment_link.tenant_id")
        .onRef("comment.id", "=", "comment_link.comment_id"),
    )
    .innerJoin("link", (join) =>
      join.onRef("link.tenant_id", "=", "comment_link.tenant_id").onRef("link.id", "=", "comment_link.link_id"),
    )
    .selectAll("comment")
    .select(["comment_link.state as copy_state", "comment_link.external_id", "link.connection_id"])
    .where("comment_link.tenant_id", "=", tenantId)
    .where("comment_link.link_id", "=", linkId)
    .orderBy("comment.created_at")
    .execute();
  return rows.map((row) => {
    const comment = toComment(row);
    const bornHere = comment.by.kind === "sync" && comment.by.connectionId === row.connection_id;
    return {
      commentId: CommentId.parse(row.id),
      externalId: row.external_id === null ? null : ExternalId.parse(row.external_id),
      state: row.copy_state as CommentCopy["state"],
      body: bornHere ? comment.body : attributeComment(comment),
      bornHere,
    };
  });
}
