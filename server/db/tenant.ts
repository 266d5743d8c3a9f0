import { type Kysely, sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** The only way to a tenant's rows: a transaction that knows one tenant, and ends with it. */
export function withTenant<T>(
  db: Kysely<Database>,
  tenantId: TenantId,
  run: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(trx);
    return run(trx);
  });
}
