import { sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** Asks for everything of this tenant that people know by a name, of whatever kind. */
function buildNamed(tenantId: TenantId) {
  return sql`(select id, name as called from connection where tenant_id = ${tenantId}
    union all select id, name from client where tenant_id = ${tenantId}
    union all select id, code from ticket where tenant_id = ${tenantId}
    union all select id, name from api_key where tenant_id = ${tenantId}
    union all select id, url from webhook where tenant_id = ${tenantId}
    union all select id, reason from maintenance_window where tenant_id = ${tenantId}
    union all select p.id, p.email from membership m join person p on p.id = m.person_id
      where m.tenant_id = ${tenantId})`;
}

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the things of these ids are called now, by their id; what is gone, or has no name, is not among them. */
export async function nameObjects(
  trx: Transaction<Database>,
  tenantId: TenantId,
  objects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(objects)].filter((object) => isId.test(object));
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; called: string | null }>`
    select id, called from ${buildNamed(tenantId)} named where id = any(${ids}::uuid[])`.execute(trx);
  return new Map(rows.flatMap(({ id, called }) => (called === null ? [] : [[id, called] as const])));
}

/** The ids of what is called so now, whatever it is. */
export async function findObjects(
  trx: Transaction<Database>,
  tenantId: TenantId,
  called: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${buildNamed(tenantId)} named where called = ${called}`.execute(trx);
  return rows.map(({ id }) => id);
}
