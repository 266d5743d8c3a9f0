import { type Kysely, sql } from "kysely";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import type { ConnectionHealth } from "../../core/ports/stores.ts";
import { toText } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Wrong credentials are tried again this rarely, so that no account is locked at the vendor. */
const unauthorizedRestMs = 15 * 60_000;

/** How long an error of one call rests the whole connection; 0 = it is that record's matter alone. */
function decideRest(error: ConnectorError): number {
  switch (error.kind) {
    case "rateLimited":
      return error.retryAfterMs;
    case "unauthorized":
    case "blocked":
      return unauthorizedRestMs;
    default:
      return 0;
  }
}

export function createConnectionHealth(db: Kysely<Database>): ConnectionHealth {
  return {
    noteSuccess: (tenantId, connectionId) =>
      withTenant(db, tenantId, async (trx) => {
        await trx
          .updateTable("connection_run")
          .set({ last_success_at: sql<Date>`now()`, last_error: null, blocked_until: null })
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
      }),
    noteFailure: (tenantId, connectionId, error) =>
      withTenant(db, tenantId, async (trx) => {
        const restMs = decideRest(error);
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
      }),
  };
}
