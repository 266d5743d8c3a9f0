import { type Kysely, sql } from "kysely";
import { PageId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** Whose page a link belongs to; undefined = nobody's. */
export async function findPageOf(
  db: Kysely<Database>,
  hash: Uint8Array,
): Promise<{ tenantId: TenantId; id: PageId } | undefined> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`select * from find_page(${Buffer.from(hash)})`.execute(
    db,
  );
  const [row] = rows;
  return row && { tenantId: TenantId.parse(row.tenant_id), id: PageId.parse(row.id) };
}
