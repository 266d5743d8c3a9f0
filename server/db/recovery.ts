import { type Kysely, sql } from "kysely";
import type { RecoveryPhase } from "../../core/sync/recovery.ts";
import { type ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** What a node asks while a tenant recovers from a restore or an outage. */
export interface RecoveryClaims {
  /** Tenants whose desks were all read, or have had their time. */
  recovered(): Promise<readonly TenantId[]>;
  /** How a desk is to be read now; undefined = it is well. */
  recoveryPhase(tenantId: TenantId, connectionId: ConnectionId): Promise<RecoveryPhase | undefined>;
}

export function createRecoveryClaims(db: Kysely<Database>): RecoveryClaims {
  return {
    recovered: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_recovered()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
    recoveryPhase: (tenantId, connectionId) =>
      withTenant(db, tenantId, async (trx) => {
        const { rows } = await sql<{ convalescing: number }>`
          select convalescing from connection_run where tenant_id = ${tenantId} and connection_id = ${connectionId}`.execute(
          trx,
        );
        const level = rows[0]?.convalescing ?? 0;
        return level === 2 ? "first" : level === 1 ? "last" : undefined;
      }),
  };
}

/** So long clocks and pages wait: for desks that do not answer, or, after an outage, for their next poll. */
const patience = { wentBack: "15 minutes", outage: "2 minutes" } as const;

/** All tenants recover, from now on. @param blindFrom since when nothing was done, or it is not known here */
export async function beginRecovery(
  db: Kysely<Database>,
  cause: "wentBack" | "outage",
  blindFrom: Date,
): Promise<void> {
  await sql`select begin_convalescence(${cause}, ${blindFrom}, ${patience[cause]}::interval, ${cause === "wentBack"})`.execute(
    db,
  );
}

/**
 * A hub is there again. What falls due from now on is done as usual, once its tenant has recovered; check-ins that nobody could
 * take are not missed.
 */
export async function resumeTenants(db: Kysely<Database>, tenantIds: readonly TenantId[]): Promise<void> {
  for (const tenantId of tenantIds)
    await withTenant(db, tenantId, async (trx) => {
      const { numAffectedRows } = await sql`
        update convalescence set resumed_at = now() where tenant_id = ${tenantId} and resumed_at is null`.execute(trx);
      if ((numAffectedRows ?? 0n) === 0n) return;
      await sql`update heartbeat set due_at = now() + interval_ms * interval '1 millisecond'
        where tenant_id = ${tenantId} and due_at < now() + interval_ms * interval '1 millisecond'`.execute(trx);
      // Every desk is asked what has changed before anybody is paged.
      await sql`update connection_run set poll_next_at = now() where tenant_id = ${tenantId} and poll_next_at is not null`.execute(
        trx,
      );
    });
}
