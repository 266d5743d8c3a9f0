import { type Kysely, sql } from "kysely";
import type { ConnectionLease } from "../../core/ports/stores.ts";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { createMonitorClaims, type MonitorClaims } from "./monitor-claims.ts";
import { type DueConnection, type DueRow, toDue } from "./due.ts";
import { createRecoveryClaims, type RecoveryClaims } from "./recovery.ts";
import { withTenant } from "./tenant.ts";
import { createTurns, type Turns } from "./turns.ts";

export type { DueConnection } from "./due.ts";

/** Whether what is due there first is of a ticket of priority 1 or 2. */
export interface PushableConnection extends DueConnection {
  urgent: boolean;
}

/** What a node asks the database before it works: who has something due. Ids only, across tenants. */
export interface Claims extends MonitorClaims, RecoveryClaims, Turns {
  /** "held": there are deliveries whose connection could not be leased only because of somebody's short write to its row. */
  intake(owner: string, leaseMs: number): Promise<ConnectionLease | "held" | undefined>;
  /** The lease is kept so long that nobody looks at the connection before, 0 = not at all; it ends sooner with its owner. */
  restIntake(lease: ConnectionLease, restMs: number): Promise<void>;
  pushable(most: number): Promise<readonly PushableConnection[]>;
  readable(most: number): Promise<readonly DueConnection[]>;
  pollable(most: number): Promise<readonly DueConnection[]>;
  /** Monitoring tools whose turn it is to be asked, of these connectors. */
  polledMonitors(most: number, connectors: readonly string[]): Promise<readonly DueConnection[]>;
  comparable(most: number): Promise<readonly DueConnection[]>;
  hookable(most: number): Promise<readonly DueConnection[]>;
  /** Whether this node looks after the connection's webhook now. */
  checkHook(tenantId: TenantId, connectionId: ConnectionId, leaseMs: number): Promise<boolean>;
  tenantsWithDueClocks(): Promise<readonly TenantId[]>;
  /** With open tickets that the newest SLA plan has not counted. */
  tenantsWithOutdatedClocks(): Promise<readonly TenantId[]>;
  /** Tenants that map due instants to fields of desks, and have tickets that do not say theirs. */
  tenantsWithUntoldDue(): Promise<readonly TenantId[]>;
  tenantsWithDueEscalations(): Promise<readonly TenantId[]>;
  /** Pagers with something to send, or to show. */
  pagable(most: number): Promise<readonly DueConnection[]>;
  /** With alerts to be looked at again, tickets to be told what joined them, or storms that are over. */
  tenantsWithDueIntake(): Promise<readonly TenantId[]>;
  /** With rows of the audit that have no place in its chain yet. */
  tenantsWithUnsealedAudit(): Promise<readonly TenantId[]>;
  /** Says that this process lives, so that its leases hold. */
  beat(owner: string): Promise<void>;
  /** It ends in order: its leases are free at once. */
  leave(owner: string): Promise<void>;
}

export function createClaims(db: Kysely<Database>): Claims {
  const list = async (rows: Promise<{ rows: DueRow[] }>): Promise<DueConnection[]> => (await rows).rows.map(toDue);
  return {
    intake: async (owner, leaseMs) => {
      const { rows } = await sql<DueRow & { fence: string }>`select * from claim_intake(${owner}, ${leaseMs})`.execute(
        db,
      );
      const [row] = rows;
      return row ? { ...toDue(row), owner, fence: Number(row.fence) } : askWhetherHeld(db);
    },
    restIntake: (lease, restMs) => restIntake(db, lease, restMs),
    pushable: async (most) => {
      const { rows } = await sql<DueRow & { urgent: boolean }>`select * from list_pushable(${most})`.execute(db);
      return rows.map((row) => ({ ...toDue(row), urgent: row.urgent }));
    },
    readable: (most) => list(sql<DueRow>`select * from list_readable(${most})`.execute(db)),
    pollable: (most) => list(sql<DueRow>`select * from list_pollable(${most})`.execute(db)),
    polledMonitors: (most, connectors) =>
      list(sql<DueRow>`select * from list_polled_monitors(${most}, ${[...connectors]}::text[])`.execute(db)),
    comparable: (most) => list(sql<DueRow>`select * from list_comparable(${most})`.execute(db)),
    hookable: (most) => list(sql<DueRow>`select * from list_hookable(${most})`.execute(db)),
    checkHook: async (tenantId, connectionId, leaseMs) => {
      const result = await withTenant(db, tenantId, (trx) =>
        trx
          .updateTable("connection_run")
          .set({ hook_next_at: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'` })
          .where("tenant_id", "=", tenantId)
          .where("connection_id", "=", connectionId)
          .where("hook_next_at", "<=", sql<Date>`now()`)
          .executeTakeFirst(),
      );
      return result.numUpdatedRows > 0n;
    },
    beat: async (owner) => {
      await sql`insert into hub_node (name, seen_at) values (${owner}, now()) on conflict (name) do update set seen_at = now()`.execute(
        db,
      );
    },
    leave: async (owner) => {
      await sql`delete from hub_node where name = ${owner} or seen_at < now() - interval '1 day'`.execute(db);
    },
    ...createTurns(db),
    ...createMonitorClaims(db),
    ...createRecoveryClaims(db),
    tenantsWithDueClocks: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_due_clocks()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
    tenantsWithOutdatedClocks: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_outdated_clocks()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
    tenantsWithUntoldDue: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_untold_due()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
    tenantsWithDueEscalations: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_due_escalations()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
    tenantsWithUnsealedAudit: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_unsealed_audit()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
    pagable: async (most) => (await sql<DueRow>`select * from list_due_pages(${most})`.execute(db)).rows.map(toDue),
    tenantsWithDueIntake: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_due_intake()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
  };
}

async function askWhetherHeld(db: Kysely<Database>): Promise<"held" | undefined> {
  const { rows } = await sql<{ held: boolean }>`select is_intake_held() as held`.execute(db);
  return rows[0]?.held ? "held" : undefined;
}

/** Only while the lease is still ours. */
function restIntake(db: Kysely<Database>, lease: ConnectionLease, restMs: number): Promise<void> {
  return withTenant(db, lease.tenantId, async (trx) => {
    await trx
      .updateTable("connection_run")
      .set({ lease_until: sql<Date>`now() + ${restMs} * interval '1 millisecond'` })
      .where("tenant_id", "=", lease.tenantId)
      .where("connection_id", "=", lease.connectionId)
      .where("lease_owner", "=", lease.owner)
      .where("fence", "=", String(lease.fence))
      .execute();
  });
}
