import { type Kysely, sql } from "kysely";
import type { ConnectionLease } from "../../core/ports/stores.ts";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export interface DueConnection {
  tenantId: TenantId;
  connectionId: ConnectionId;
}

/** What a node asks the database before it works: who has something due. Ids only, across tenants. */
export interface Claims {
  intake(owner: string, leaseMs: number): Promise<ConnectionLease | undefined>;
  releaseIntake(lease: ConnectionLease): Promise<void>;
  pushable(most: number): Promise<readonly DueConnection[]>;
  readable(most: number): Promise<readonly DueConnection[]>;
  pollable(most: number): Promise<readonly DueConnection[]>;
  /** Whether this node polls the connection now. */
  poll(tenantId: TenantId, connectionId: ConnectionId, owner: string, leaseMs: number): Promise<boolean>;
  endPoll(tenantId: TenantId, connectionId: ConnectionId, owner: string, nextInMs: number): Promise<void>;
  tenantsWithDueClocks(): Promise<readonly TenantId[]>;
}

interface DueRow {
  tenant_id: string;
  connection_id: string;
}

export function createClaims(db: Kysely<Database>): Claims {
  const list = async (rows: Promise<{ rows: DueRow[] }>): Promise<DueConnection[]> =>
    (await rows).rows.map((row) => ({
      tenantId: TenantId.parse(row.tenant_id),
      connectionId: ConnectionId.parse(row.connection_id),
    }));
  return {
    intake: async (owner, leaseMs) => {
      const { rows } = await sql<DueRow & { fence: string }>`select * from claim_intake(${owner}, ${leaseMs})`.execute(
        db,
      );
      const [row] = rows;
      return (
        row && {
          tenantId: TenantId.parse(row.tenant_id),
          connectionId: ConnectionId.parse(row.connection_id),
          owner,
          fence: Number(row.fence),
        }
      );
    },
    releaseIntake: (lease) =>
      withTenant(db, lease.tenantId, async (trx) => {
        await trx
          .updateTable("connection_run")
          .set({ lease_owner: null, lease_until: null })
          .where("tenant_id", "=", lease.tenantId)
          .where("connection_id", "=", lease.connectionId)
          .where("lease_owner", "=", lease.owner)
          .where("fence", "=", String(lease.fence))
          .execute();
      }),
    pushable: (most) => list(sql<DueRow>`select * from list_pushable(${most})`.execute(db)),
    readable: (most) => list(sql<DueRow>`select * from list_readable(${most})`.execute(db)),
    pollable: (most) => list(sql<DueRow>`select * from list_pollable(${most})`.execute(db)),
    poll: (tenantId, connectionId, owner, leaseMs) => claimPoll(db, tenantId, connectionId, owner, leaseMs),
    endPoll: (tenantId, connectionId, owner, nextInMs) =>
      withTenant(db, tenantId, async (trx) => {
        await trx
          .updateTable("connection_run")
          .set({
            read_lease_owner: null,
            read_lease_until: null,
            poll_next_at: sql<Date>`now() + ${nextInMs} * interval '1 millisecond'`,
          })
          .where("tenant_id", "=", tenantId)
          .where("connection_id", "=", connectionId)
          .where("read_lease_owner", "=", owner)
          .execute();
      }),
    tenantsWithDueClocks: async () => {
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_due_clocks()`.execute(db);
      return rows.map((row) => TenantId.parse(row.tenant_id));
    },
  };
}

async function claimPoll(
  db: Kysely<Database>,
  tenantId: TenantId,
  connectionId: ConnectionId,
  owner: string,
  leaseMs: number,
): Promise<boolean> {
  const result = await withTenant(db, tenantId, (trx) =>
    trx
      .updateTable("connection_run")
      .set({ read_lease_owner: owner, read_lease_until: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'` })
      .where("tenant_id", "=", tenantId)
      .where("connection_id", "=", connectionId)
      .where("poll_next_at", "<=", sql<Date>`now()`)
      .where((eb) => eb.or([eb("read_lease_until", "is", null), eb("read_lease_until", "<", sql<Date>`now()`)]))
      .executeTakeFirst(),
  );
  return result.numUpdatedRows > 0n;
}
