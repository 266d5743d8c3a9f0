import type { Kysely, Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { repeatAborted } from "./failures.ts";
import { beginFor } from "./open-kysely.ts";

/** Whose each running transaction is. */
const tenants = new WeakMap<object, TenantId>();

/**
 * The only way to a tenant's rows: a transaction that knows one tenant, and ends with it. Given such a transaction it goes on
 * within it, so that what belongs together is there at once, or not at all. One that the database ends in favour of another
 * (deadlock, serialization) is run again, up to three times.
 *
 * @param run has no effects but on the database
 * @throws Error when the transaction is another tenant's
 */
export async function withTenant<T>(
  db: Kysely<Database>,
  tenantId: TenantId,
  run: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (isTransaction(db)) {
    if (tenants.get(db) !== tenantId) throw new Error("a transaction of one tenant was used for another");
    return run(db);
  }
  return repeatAborted(() =>
    beginFor(tenantId, (assertBegun) =>
      db.transaction().execute(async (trx) => {
        assertBegun();
        tenants.set(trx, tenantId);
        return run(trx);
      }),
    ),
  );
}

function isTransaction(db: Kysely<Database>): db is Transaction<Database> {
  return db.isTransaction;
}
