import { type Kysely, sql } from "kysely";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Work that comes round again, one node at a time: comparing a service desk's tickets, or a monitor with its list. */
export type Turn = "compare" | "listing";

export interface TurnOf {
  tenantId: TenantId;
  connectionId: ConnectionId;
  /** The node. */
  owner: string;
}

/** @returns whether the work is due and this node does it now */
export function claimTurn(
  db: Kysely<Database>,
  turn: Turn,
  { tenantId, connectionId, owner }: TurnOf,
  leaseMs: number,
): Promise<boolean> {
  const { ownerColumn, until, nextAt } = columnsOf(turn);
  return withTenant(db, tenantId, async (trx) => {
    const { numAffectedRows } = await sql`
      update connection_run set ${ownerColumn} = ${owner}, ${until} = now() + ${leaseMs} * interval '1 millisecond'
      where tenant_id = ${tenantId} and connection_id = ${connectionId}
        and ${nextAt} <= now() and lease_is_free(${ownerColumn}, ${until})`.execute(trx);
    return (numAffectedRows ?? 0n) > 0n;
  });
}

/** Only while the turn is still this node's. */
export function endTurn(
  db: Kysely<Database>,
  turn: Turn,
  { tenantId, connectionId, owner }: TurnOf,
  report: Json,
  nextInMs: number,
): Promise<void> {
  const { ownerColumn, until, nextAt, reportColumn } = columnsOf(turn);
  return withTenant(db, tenantId, async (trx) => {
    await sql`
      update connection_run set ${ownerColumn} = null, ${until} = null, ${reportColumn} = ${toJsonb(report)},
        ${nextAt} = now() + ${nextInMs} * interval '1 millisecond'
      where tenant_id = ${tenantId} and connection_id = ${connectionId} and ${ownerColumn} = ${owner}`.execute(trx);
  });
}

function columnsOf(turn: Turn) {
  return {
    ownerColumn: sql.ref(`${turn}_owner`),
    until: sql.ref(`${turn}_until`),
    nextAt: sql.ref(`${turn}_next_at`),
    reportColumn: sql.ref(`${turn}_report`),
  };
}
