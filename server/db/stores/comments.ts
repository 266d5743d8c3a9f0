import { type RawBuilder, sql, type Transaction } from "kysely";
import { ExternalId } from "../../../schemas/ids.ts";
import type { CommentStore, CopyChange } from "../../../core/ports/stores.ts";
import type { CommentCopy, CommentSight } from "../../../core/sync/comment-copy.ts";
import { toJsonb, toText, toTextOrNull } from "../clean.ts";
import { chunksOf } from "../chunks.ts";
import type { Database } from "../database.ts";
import { toComment } from "./rows.ts";

/** A copy that is to be written, or is behind its comment. */
export const owedCopy = sql<boolean>`(comment_link.state in ('wanted', 'sending', 'carried')
  or (comment_link.state = 'done' and comment_link.rev < comment.rev))`;

export function createCommentStore(trx: Transaction<Database>, tenantId: string): CommentStore {
  return {
    insert: async (comments) => {
      for (const part of chunksOf(comments))
        await trx
          .insertInto("comment")
          .values(
            part.map((comment) => ({
              tenant_id: tenantId,
              id: comment.id,
              ticket_id: comment.ticketId,
              rev: comment.rev,
              body: toText(comment.body),
              format: comment.format,
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
        select ${tenantId}::uuid, n.id, link.id, 'wanted', n.rev
        from unnest(${comments.map(({ id }) => id)}::uuid[], ${comments.map(({ ticketId }) => ticketId)}::uuid[], ${comments.map(({ rev }) => rev)}::int[]) n (id, ticket_id, rev)
        join link on link.tenant_id = ${tenantId} and link.ticket_id = n.ticket_id and link.state in ('creating', 'unknown', 'active')
        where ${except}::uuid is null or link.id <> ${except}::uuid
        on conflict do nothing`.execute(trx);
    },
    wantHistory: async (ticketIds) => {
      if (ticketIds.length === 0) return;
      await sql`insert into comment_link (tenant_id, comment_id, link_id, state, rev)
        select ${tenantId}::uuid, comment.id, link.id, 'wanted', comment.rev
        from comment join link on link.tenant_id = ${tenantId} and link.ticket_id = comment.ticket_id
          and link.state in ('creating', 'unknown', 'active')
        where comment.tenant_id = ${tenantId} and comment.ticket_id = any(${[...ticketIds]}::uuid[]) and comment.deleted_at is null
        on conflict do nothing`.execute(trx);
    },
    leaveCopies: async (closed) => {
      await sql`insert into comment_link (tenant_id, comment_id, link_id, state, rev)
        select ${tenantId}::uuid, c.comment_id, next.id, 'left', c.rev
        from comment_link c
        join link old on old.tenant_id = ${tenantId} and old.id = c.link_id
        join link next on next.tenant_id = ${tenantId} and next.ticket_id = old.ticket_id
          and next.connection_id = old.connection_id and next.state in ('creating', 'unknown', 'active')
        where c.tenant_id = ${tenantId} and c.link_id = ${closed}::uuid
          and not (c.external_id is null and c.state in ('wanted', 'sending', 'carried'))
        on conflict do nothing`.execute(trx);
    },
    copies: (linkId) => copies(trx, tenantId, linkId),
    owed: (linkId) => copies(trx, tenantId, linkId, owedCopy),
    saveCopy: async (linkId, commentId, { externalId, state, detail, rev, seen, born }) => {
      const values = { external_id: externalId, state, detail, rev, seen: seen === null ? null : toJsonb({ ...seen }) };
      await trx
        .insertInto("comment_link")
        .values({ tenant_id: tenantId, comment_id: commentId, link_id: linkId, born: born ?? false, ...values })
        .onConflict((conflict) =>
          conflict
            .columns(["tenant_id", "comment_id", "link_id"])
            .doUpdateSet(values)
            .where("comment_link.state", "!=", "done"),
        )
        .execute();
    },
    updateCopy: (linkId, commentId, change) => updateCopy(trx, tenantId, linkId, commentId, change),
    carryCopies: async (linkId) => {
      await sql`update comment_link set state = 'carried', known_as = coalesce(seen ->> 'body', known_as), external_id = null,
          seen = null, notes = '{}'
        where tenant_id = ${tenantId} and link_id = ${linkId} and external_id is not null`.execute(trx);
    },
    carryInto: async (from, to) => {
      await sql`insert into comment_link (tenant_id, comment_id, link_id, state, rev, known_as, born)
        select tenant_id, comment_id, ${to}::uuid, 'carried', rev, coalesce(seen ->> 'body', known_as), born
        from comment_link where tenant_id = ${tenantId} and link_id = ${from} and external_id is not null
        on conflict do nothing`.execute(trx);
    },
    update: async (comment, deleted) => {
      await trx
        .updateTable("comment")
        .set({
          body: toText(comment.body),
          format: comment.format,
          visibility: comment.visibility,
          rev: comment.rev,
          deleted_at: deleted ? sql<Date>`coalesce(deleted_at, now())` : null,
        })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", comment.id)
        .execute();
    },
  };
}

async function updateCopy(
  trx: Transaction<Database>,
  tenantId: string,
  linkId: string,
  commentId: string,
  change: CopyChange,
): Promise<void> {
  const { externalId, state, rev, seen, detail, sentAt, note, knownAs, born } = change;
  await trx
    .updateTable("comment_link")
    .set({
      ...(externalId === undefined ? {} : { external_id: externalId }),
      ...(state === undefined ? {} : { state }),
      ...(rev === undefined ? {} : { rev }),
      ...(seen === undefined ? {} : { seen: seen === null ? null : toJsonb({ ...seen }) }),
      ...(detail === undefined ? {} : { detail: toTextOrNull(detail) }),
      ...(sentAt === undefined ? {} : { sent_at: sentAt }),
      ...(born === undefined ? {} : { born }),
      ...(knownAs === undefined ? {} : { known_as: toTextOrNull(knownAs) }),
      ...(note === undefined ? {} : { notes: sql<string[]>`array_append(array_remove(notes, ${note}), ${note})` }),
    })
    .where("tenant_id", "=", tenantId)
    .where("link_id", "=", linkId)
    .where("comment_id", "=", commentId)
    .execute();
}

/** With the comment that each is a copy of, oldest comment first. */
async function copies(
  trx: Transaction<Database>,
  tenantId: string,
  linkId: string,
  which: RawBuilder<unknown> = sql`true`,
): Promise<CommentCopy[]> {
  const rows = await trx
    .selectFrom("comment_link")
    .innerJoin("comment", (join) =>
      join
        .onRef("comment.tenant_id", "=", "comment_link.tenant_id")
        .onRef("comment.id", "=", "comment_link.comment_id"),
    )
    .selectAll("comment")
    .select(["comment_link.state as copy_state", "comment_link.rev as copy_rev", "comment_link.external_id"])
    .select(["comment_link.seen", "comment_link.notes", "comment_link.known_as", "comment_link.born"])
    .where("comment_link.tenant_id", "=", tenantId)
    .where("comment_link.link_id", "=", linkId)
    .where(sql<boolean>`${which}`)
    .orderBy("comment.created_at")
    .orderBy("comment.id")
    .execute();
  return rows.map((row) => {
    const comment = toComment(row);
    return {
      comment,
      deleted: row.deleted_at !== null,
      externalId: row.external_id === null ? null : ExternalId.parse(row.external_id),
      notes: row.notes.map((note) => ExternalId.parse(note)),
      // The column holds nothing else.
      state: row.copy_state as CommentCopy["state"],
      rev: row.copy_rev,
      knownAs: row.known_as,
      seen: row.seen as CommentSight | null,
      bornHere: row.born,
    };
  });
}
