import { type Kysely, sql } from "kysely";
import type { Visibility } from "../../schemas/comment.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** A file of a ticket, without its bytes. */
export interface KeptFile {
  fileName: string;
  sizeBytes: number;
  visibility: Visibility;
  /** Of its bytes; null = they were never fetched. */
  sha256: string | null;
  /** Names of the connections on which it is. */
  desks: readonly string[];
}

/** Whose ticket it is, and the file of this id on it; undefined = there is no such ticket. */
export async function findAttachment(
  db: Kysely<Database>,
  tenantId: TenantId,
  ticketId: string,
  attachmentId: string,
): Promise<{ clientId: string; file: KeptFile | null } | undefined> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ clientId: string; file: KeptFile | null }>`
      select t.client_id as "clientId",
        (select json_build_object('fileName', f.file_name, 'sizeBytes', f.size_bytes, 'visibility', f.visibility, 'sha256', f.sha256,
            'desks', (select coalesce(json_agg(distinct n.name), '[]') from attachment_link p
              join link l on l.tenant_id = p.tenant_id and l.id = p.link_id
              join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
              where p.tenant_id = f.tenant_id and p.attachment_id = f.id and p.state = 'done'))
          from attachment f where f.tenant_id = t.tenant_id and f.ticket_id = t.id and f.id::text = ${attachmentId}) as file
      from ticket t where t.tenant_id = ${tenantId} and t.id = ${ticketId}::uuid`.execute(trx),
  );
  return rows[0];
}

/** Undefined = nothing of this hash is kept. */
export async function readContent(
  db: Kysely<Database>,
  tenantId: TenantId,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("attachment_content")
      .select("bytes")
      .where("tenant_id", "=", tenantId)
      .where("sha256", "=", sha256)
      .executeTakeFirst(),
  );
  return row && new Uint8Array(row.bytes);
}
