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
  /** Says that this process lives, so that its leases hold. */
  beat(owner: string): Promise<void>;
  /** It ends in order: its leases are free at once. */
  leave(owner: string): Promise<void>;
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
    beat: async (owner) => {
      await sql`insert into hub_node (name, seen_at) values (${owner}, now()) on conflict (name) do update set seen_at = now()`.execute(
        db,
      );
    },
    leave: async (owner) => {
      await sql`delete from hub_node where name = ${owner} or seen_at < now() - interval '1 day'`.execute(db);
    },
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
      .where(sql<boolean>`lease_is_free(read_lease_owner, read_lease_until)`)
      .executeTakeFirst(),
  );
  return result.numUpdatedRows > 0n;
}
