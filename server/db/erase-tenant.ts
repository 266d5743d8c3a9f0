import { type Kysely, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { orderTables } from "./backup/order-tables.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Tables that hold rows of tenants, those that refer to others first. */
async function listTables(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'tenant' or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))`.execute(
    db,
  );
  const { rows: references } = await sql<{ from: string; to: string }>`
    select f.relname as from, t.relname as to from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and not f.relispartition and k.conrelid <> k.confrelid`.execute(
    db,
  );
  const named = new Set(rows.map(({ name }) => name));
  const own = references.filter(({ from, to }) => named.has(from) && named.has(to));
  return orderTables(rows, own)
    .map(({ name }) => name)
    .toReversed();
}

/** How many rows each table has of it; tables without any are left out. */
export async function countTenantRows(db: Kysely<Database>, tenantId: TenantId): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await listTables(db)) {
    const column = sql.ref(table === "tenant" ? "id" : "tenant_id");
    const { rows } = await withTenant(db, tenantId, (trx) =>
      sql<{
        count: number;
      }>`select count(*)::int as count from ${sql.table(table)} where ${column} = ${tenantId}`.execute(trx),
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts[table] = count;
  }
  return counts;
}

const batchRows = 5_000;

/**
 * From the first statement on nobody finds the tenant; then its key goes, so that its secrets open nowhere any more, and then
 * all else, so many rows at once. Begun again it goes on where it ended.
 */
export async function eraseTenant(db: Kysely<Database>, tenantId: TenantId): Promise<void> {
  const people = await withTenant(db, tenantId, async (trx) => {
    await sql`update tenant set erased_at = now() where id = ${tenantId} and erased_at is null`.execute(trx);
    const { rows } = await sql<{ id: string }>`
      select person_id as id from membership where tenant_id = ${tenantId}`.execute(trx);
    return rows.map(({ id }) => id);
  });
  const erase = async (table: string): Promise<number> => {
    const { rows } = await sql<{ gone: number }>`
      select erase_tenant_rows(${tenantId}, ${table}, ${batchRows}) as gone`.execute(db);
    return rows[0]?.gone ?? 0;
  };
  const tables = (await listTables(db)).filter((table) => table !== "tenant");
  // What refers to no table may stand anywhere in the order: its own row goes last.
  for (const table of ["tenant_key", ...tables, "tenant"]) while ((await erase(table)) > 0);
  // Who signed in for no other tenant is forgotten.
  await sql`delete from person where id = any(${people}::uuid[]) and not is_known_elsewhere(id, ${tenantId})`.execute(
    db,
  );
}
