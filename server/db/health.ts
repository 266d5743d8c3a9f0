import { type Kysely, sql, type Transaction } from "kysely";
import type { ConnectionId } from "../../schemas/ids.ts";
import { type ConnectorError, restsConnection } from "../../core/ports/connector-error.ts";
import type { ConnectionHealth } from "../../core/ports/stores.ts";
import { toText } from "./clean.ts";
import type { Database } from "./database.ts";
import { createConnectionStore } from "./stores/connections.ts";
import { withTenant } from "./tenant.ts";

/** Wrong credentials are tried again this rarely, so that no account is locked at the vendor. */
const unauthorizedRestMs = 15 * 60_000;

/** How long an error of one call rests the whole connection; 0 = it is that record's matter alone. */
function decideRest(error: ConnectorError): number {
  if (restsConnection(error)) return unauthorizedRestMs;
  // Our own budget lets urgent tickets through still.
  return error.kind === "rateLimited" && !error.own ? error.retryAfterMs : 0;
}

/** Told once, and settled by the next success. */
async function tellUnauthorized(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  detail: string,
  newId: () => string,
): Promise<void> {
  const row = await trx
    .selectFrom("connection")
    .select("name")
    .where("tenant_id", "=", tenantId)
    .where("id", "=", connectionId)
    .executeTakeFirst();
  const name = row?.name ?? "A connection";
  await createConnectionStore(trx, tenantId, newId).tell(connectionId as ConnectionId, {
    kind: "unauthorized",
    title: `${name} no longer lets us in`,
    body:
      `${detail}\n\nNothing is lost: what is owed waits, and sign-in is tried again every 15 minutes. Check the account at the vendor, ` +
      `then enter new credentials with "interdesk connection secret ${name}", or let it go on with "interdesk connection live ${name}".`,
  });
}

/**
 * Its row is locked before anything else is, as by whoever changes the connection: its version is the newest then, and stays so
 * until this is written.
 */
async function lockRun(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
): Promise<{ version: number }> {
  await sql`select from connection_run where tenant_id = ${tenantId} and connection_id = ${connectionId} for update`.execute(
    trx,
  );
  const row = await trx
    .selectFrom("connection")
    .select("version")
    .where("tenant_id", "=", tenantId)
    .where("id", "=", connectionId)
    .executeTakeFirst();
  return { version: row?.version ?? 0 };
}

export function createConnectionHealth(db: Kysely<Database>, newId: () => string): ConnectionHealth {
  return {
    noteSuccess: ({ tenantId, connectionId }) =>
      withTenant(db, tenantId, async (trx) => {
        const known = await trx
          .selectFrom("connection_run")
          .select("last_error")
          .select(sql<boolean>`coalesce(blocked_until > now(), false)`.as("rests"))
          .where("tenant_id", "=", tenantId)
          .where("connection_id", "=", connectionId)
          .executeTakeFirst();
        // An answer to a call that was on its way when the connection was told to rest ends no rest.
        if (known?.rests === true) return;
        await trx
          .updateTable("connection_run")
          .set({ last_success_at: sql<Date>`now()`, last_error: null })
          .where("tenant_id", "=", tenantId)
          .where("connection_id", "=", connectionId)
          // A hot row: once a second is enough to know that it works.
          .where((eb) =>
            eb.or([
              eb("last_success_at", "is", null),
              eb("last_success_at", "<", sql<Date>`now() - interval '1 second'`),
              eb("last_error", "is not", null),
            ]),
          )
          .execute();
        if (known && known.last_error !== null)
          await createConnectionStore(trx, tenantId, newId).settle(connectionId, ["unauthorized"]);
      }),
    async noteFailure({ tenantId, connectionId, version }, error) {
      // What opened the breaker is the fault to show, not that it is open.
      if (error.kind === "unavailable" && error.own) return;
      await withTenant(db, tenantId, async (trx) => {
        const now = await lockRun(trx, tenantId, connectionId);
        if (now.version !== version) return;
        const restMs = decideRest(error);
        if (error.kind === "unauthorized" || error.kind === "forbidden")
          await tellUnauthorized(trx, tenantId, connectionId, error.detail, newId);
        await trx
          .updateTable("connection_run")
          .set({
            last_error: toText(`${error.kind}: ${error.detail}`),
            last_error_at: sql<Date>`now()`,
            ...(restMs > 0 ? { blocked_until: sql<Date>`now() + ${restMs} * interval '1 millisecond'` } : {}),
          })
          .where("tenant_id", "=", tenantId)
          .where("connection_id", "=", connectionId)
          .execute();
      });
    },
  };
}
