import { type Kysely, sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

export interface TenantView {
  id: TenantId;
  name: string;
}

/** All of them, by name; for whoever runs the hub. */
export async function listTenants(db: Kysely<Database>): Promise<readonly TenantView[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from list_tenants() order by name`.execute(
    db,
  );
  return rows.map(({ id, name }) => ({ id: TenantId.parse(id), name }));
}
