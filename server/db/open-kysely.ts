import { AsyncLocalStorage } from "node:async_hooks";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type TransactionSettings,
} from "kysely";
import type { Pool } from "pg";
import { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** Whose the transaction is that begins next in this piece of work; the first one takes it. */
const beginning = new AsyncLocalStorage<{ tenantId: TenantId | undefined }>();

/** Queries over a pool; what {@link beginFor} begins there is a tenant's. */
export function openKysely(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new TenantDialect({ pool }) });
}

/**
 * Begins a transaction of a tenant: row-level security shows its rows only. That it begins and whose it is go to the server in
 * one message, since nothing is done there as often.
 *
 * @param begin begins one transaction of a database of {@link openKysely}
 * @throws Error when it was another database's: its transactions would be nobody's
 */
export function beginFor<T>(tenantId: TenantId, begin: (assertBegun: () => void) => Promise<T>): Promise<T> {
  const next = { tenantId: TenantId.parse(tenantId) as TenantId | undefined };
  return beginning.run(next, () =>
    begin(() => {
      if (next.tenantId !== undefined) throw new Error("the transaction does not know whose it is");
    }),
  );
}

class TenantDialect extends PostgresDialect {
  readonly #config: { pool: Pool };
  constructor(config: { pool: Pool }) {
    super(config);
    this.#config = config;
  }
  override createDriver(): Driver {
    return new TenantDriver(this.#config);
  }
}

class TenantDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const next = beginning.getStore();
    if (next?.tenantId === undefined) return super.beginTransaction(connection, settings);
    const { tenantId } = next;
    next.tenantId = undefined;
    const { isolationLevel, accessMode } = settings;
    const begin = ["begin", isolationLevel && `isolation level ${isolationLevel}`, accessMode]
      .filter(Boolean)
      .join(" ");
    // An id is digits and dashes; a message of several statements takes no parameters.
    await connection.executeQuery(CompiledQuery.raw(`${begin}; set local app.tenant_id = '${tenantId}'`));
  }
}
