import { type Kysely, sql } from "kysely";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { type DueConnection, type DueRow, toDue } from "./due.ts";
import { withTenant } from "./tenant.ts";

/** Which monitoring tools are to be told or asked something. */
export interface MonitorClaims {
  sourceOwed(most: number): Promise<readonly DueConnection[]>;
  /** Its tool cannot be told anything: it is not looked at again before its configuration changes. */
  sourceOff(tenantId: TenantId, connectionId: ConnectionId, version: number): Promise<void>;
  listable(most: number): Promise<readonly DueConnection[]>;
}

export function createMonitorClaims(db: Kysely<Database>): MonitorClaims {
  return {
    sourceOwed: async (most) =>
      (await sql<DueRow>`select * from list_source_owed(${most})`.execute(db)).rows.map(toDue),
    sourceOff: (tenantId, connectionId, version) =>
      withTenant(db, tenantId, async (trx) => {
        await trx
          .updateTable("connection_run")
          .set({ source_off_version: version })
          .where("tenant_id", "=", tenantId)
          .where("connection_id", "=", connectionId)
          .execute();
      }),
    listable: async (most) => (await sql<DueRow>`select * from list_listable(${most})`.execute(db)).rows.map(toDue),
  };
}
