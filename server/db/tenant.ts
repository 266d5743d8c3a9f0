import type { Kysely, Transaction, TransactionBuilder } from "kysely";
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
export function withTenant<T>(
  db: Kysely<Database>,
  tenantId: TenantId,
  run: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return runWithin(db, tenantId, run, (outside) => outside.transaction());
}

/**
 * As {@link withTenant}, for what is put together of several queries: all that they read was so at one instant, where of a change
 * that is made meanwhile one of them would tell and the other not.
 *
 * @param db not within a transaction
 * @param run only reads
 */
export function withTenantSnapshot<T>(
  db: Kysely<Database>,
  tenantId: TenantId,
  run: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (isTransaction(db)) throw new Error("a snapshot was asked for within a transaction, which has none");
  return runWithin(db, tenantId, run, (outside) =>
    outside.transaction().setIsolationLevel("repeatable read").setAccessMode("read only"),
  );
}

async function runWithin<T>(
  db: Kysely<Database>,
  tenantId: TenantId,
  run: (trx: Transaction<Database>) => Promise<T>,
  begin: (outside: Kysely<Database>) => TransactionBuilder<Database>,
): Promise<T> {
  if (isTransaction(db)) {
    if (tenants.get(db) !== tenantId) throw new Error("a transaction of one tenant was used for another");
    return run(db);
  }
  return repeatAborted(() =>
    beginFor(tenantId, (assertBegun) =>
      begin(db).execute(async (trx) => {
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
