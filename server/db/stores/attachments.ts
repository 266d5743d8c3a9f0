import { type RawBuilder, sql, type Transaction } from "kysely";
import { Attachment } from "../../../schemas/attachment.ts";
import { ExternalId } from "../../../schemas/ids.ts";
import type { AttachmentStore } from "../../../core/ports/stores.ts";
import type { AttachmentCopy } from "../../../core/sync/match-attachments.ts";
import { toJsonb, toText, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";

/** A copy of a file that is to be sent. */
export const owedFile = sql<boolean>`attachment_link.state in ('wanted', 'sending')`;

export function createAttachmentStore(trx: Transaction<Database>, tenantId: string): AttachmentStore {
  return {
    insert: async (attachment, bytes) => {
      const { sha256 } = attachment;
      if (bytes !== null && sha256 !== null) await keepContent(trx, tenantId, sha256, bytes);
      await trx
        .insertInto("attachment")
        .values({
          tenant_id: tenantId,
          id: attachment.id,
          ticket_id: attachment.ticketId,
          file_name: toText(attachment.fileName),
          content_type: toText(attachment.contentType),
          size_bytes: attachment.sizeBytes,
          sha256,
          visibility: attachment.visibility,
          by: toJsonb(attachment.by),
          created_at: attachment.createdAt,
        })
        .onConflict((conflict) =>
          conflict.columns(["tenant_id", "id"]).doUpdateSet({ sha256, size_bytes: attachment.sizeBytes }),
        )
        .execute();
    },
    bytes: (sha256) => readContent(trx, tenantId, sha256),
    copies: (linkId) => copies(trx, tenantId, linkId, sql`true`),
    owed: (linkId) => copies(trx, tenantId, linkId, owedFile),
    wantCopies: async (ticketIds) => {
      if (ticketIds.length === 0) return;
      await sql`insert into attachment_link (tenant_id, attachment_id, link_id, state)
        select ${tenantId}::uuid, attachment.id, link.id, 'wanted'
        from attachment join link on link.tenant_id = ${tenantId} and link.ticket_id = attachment.ticket_id
          and link.state in ('creating', 'unknown', 'active')
        where attachment.tenant_id = ${tenantId} and attachment.sha256 is not null and attachment.ticket_id = any(${[...ticketIds]}::uuid[])
        on conflict do nothing`.execute(trx);
    },
    leaveCopies: async (closed) => {
      await sql`insert into attachment_link (tenant_id, attachment_id, link_id, state)
        select ${tenantId}::uuid, f.attachment_id, next.id, 'left'
        from attachment_link f
        join link old on old.tenant_id = ${tenantId} and old.id = f.link_id
        join link next on next.tenant_id = ${tenantId} and next.ticket_id = old.ticket_id
          and next.connection_id = old.connection_id and next.state in ('creating', 'unknown', 'active')
        where f.tenant_id = ${tenantId} and f.link_id = ${closed}::uuid
          and not (f.external_id is null and f.state in ('wanted', 'sending'))
        on conflict do nothing`.execute(trx);
    },
    saveCopy: async (linkId, attachmentId, { externalId, state, detail }) => {
      const values = { external_id: externalId, state, detail: toTextOrNull(detail) };
      await trx
        .insertInto("attachment_link")
        .values({ tenant_id: tenantId, attachment_id: attachmentId, link_id: linkId, ...values })
        .onConflict((conflict) =>
          conflict
            .columns(["tenant_id", "attachment_id", "link_id"])
            .doUpdateSet(values)
            // A reader may have found it there before the answer came.
            .where("attachment_link.state", "!=", "done"),
        )
        .execute();
    },
  };
}

/**
 * What the driver sends it copies twice, and the database sends each byte as two digits: those of a whole file would be in memory
 * several times over beside it.
 */
const pieceBytes = 1_000_000;

/** The server puts it together: a row that is written in pieces would be written anew with each. */
async function keepContent(
  trx: Transaction<Database>,
  tenantId: string,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  await sql`create temp table if not exists file_piece (nth int, bytes bytea) on commit delete rows`.execute(trx);
  for (let nth = 0; nth * pieceBytes < bytes.length; nth++) {
    const piece = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + nth * pieceBytes,
      Math.min(pieceBytes, bytes.length - nth * pieceBytes),
    );
    await sql`insert into pg_temp.file_piece values (${nth}, ${piece})`.execute(trx);
  }
  await sql`insert into attachment_content (tenant_id, sha256, bytes)
    select ${tenantId}, ${sha256}, coalesce(string_agg(bytes, ''::bytea order by nth), '') from pg_temp.file_piece
    on conflict do nothing`.execute(trx);
  await sql`delete from pg_temp.file_piece`.execute(trx);
}

/** @returns undefined = not kept any more */
async function readContent(trx: Transaction<Database>, tenantId: string, sha256: string): Promise<Buffer | undefined> {
  const content = trx.selectFrom("attachment_content").where("tenant_id", "=", tenantId).where("sha256", "=", sha256);
  const size = await content.select(sql<number>`octet_length(bytes)`.as("bytes")).executeTakeFirst();
  if (!size) return undefined;
  const whole = Buffer.allocUnsafe(size.bytes);
  for (let at = 0; at < whole.length; at += pieceBytes) {
    const piece = sql<Buffer>`substring(bytes from ${sql.lit(at + 1)} for ${sql.lit(pieceBytes)})`;
    const { bytes } = await content.select(piece.as("bytes")).executeTakeFirstOrThrow();
    bytes.copy(whole, at);
  }
  return whole;
}

async function copies(
  trx: Transaction<Database>,
  tenantId: string,
  linkId: string,
  which: RawBuilder<unknown>,
): Promise<AttachmentCopy[]> {
  const rows = await trx
    .selectFrom("attachment_link")
    .innerJoin("attachment", (join) =>
      join
        .onRef("attachment.tenant_id", "=", "attachment_link.tenant_id")
        .onRef("attachment.id", "=", "attachment_link.attachment_id"),
    )
    .selectAll("attachment")
    .select(["attachment_link.external_id", "attachment_link.state"])
    .where("attachment_link.tenant_id", "=", tenantId)
    .where("attachment_link.link_id", "=", linkId)
    .where(sql<boolean>`${which}`)
    .orderBy("attachment.created_at")
    .orderBy("attachment.id")
    .execute();
  return rows.map((row) => ({
    attachment: Attachment.parse({
      id: row.id,
      ticketId: row.ticket_id,
      fileName: row.file_name,
      contentType: row.content_type,
      sizeBytes: Number(row.size_bytes),
      sha256: row.sha256,
      visibility: row.visibility,
      by: row.by,
      createdAt: row.created_at,
    }),
    externalId: row.external_id === null ? null : ExternalId.parse(row.external_id),
    // The column holds nothing else.
    state: row.state as AttachmentCopy["state"],
  }));
}
