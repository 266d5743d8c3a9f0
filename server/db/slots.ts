import { setTimeout as pause } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { SlotPort } from "../../core/ports/slots.ts";
import { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Longer than the longest call (60 s): a slot of a process that died comes free by itself. */
const leaseSeconds = 75;
const waitMs = 25;

/**
 * Concurrency that is exact over all nodes: a slot is a row, leased for one call. A process asks its own gate first, so
 * that only calls of other nodes are waited for here.
 *
 * @param local the gate of this process
 */
export function createDatabaseSlots(db: Kysely<Database>, owner: string, local: SlotPort): SlotPort {
  return {
    withSlots: (account, buckets, run) =>
      local.withSlots(account, buckets, async () => {
        const taken: { bucket: string; slot: number }[] = [];
        try {
          // In the order of names, so that two calls never wait for each other.
          for (const bucket of [...buckets].toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
            taken.push({ bucket: bucket.name, slot: await takeSlot(db, account, bucket, owner) });
          }
          return await run();
        } finally {
          for (const { bucket, slot } of taken) await giveSlot(db, account, bucket, slot, owner);
        }
      }),
  };
}

/** The account begins with its tenant: `<tenant>:<account>`. */
function tenantOf(account: string): TenantId {
  return TenantId.parse(account.slice(0, 36));
}

async function takeSlot(
  db: Kysely<Database>,
  account: string,
  bucket: { name: string; slots: number },
  owner: string,
): Promise<number> {
  const tenantId = tenantOf(account);
  for (;;) {
    const { rows } = await withTenant(db, tenantId, (trx) =>
      sql<{ slot: number }>`
        with free as (
          select n as slot from generate_series(1, ${bucket.slots}::int) n
          left join call_slot s on s.tenant_id = ${tenantId} and s.account = ${account} and s.bucket = ${bucket.name} and s.slot = n
          where s.slot is null or lease_is_free(s.lease_owner, s.lease_until) order by n limit 1
        )
        insert into call_slot (tenant_id, account, bucket, slot, lease_owner, lease_until)
        select ${tenantId}::uuid, ${account}, ${bucket.name}, slot, ${owner}, now() + ${leaseSeconds} * interval '1 second' from free
        on conflict (tenant_id, account, bucket, slot) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
          where lease_is_free(call_slot.lease_owner, call_slot.lease_until)
        returning slot`.execute(trx),
    );
    const [row] = rows;
    if (row) return row.slot;
    await pause(waitMs + Math.random() * waitMs);
  }
}

async function giveSlot(
  db: Kysely<Database>,
  account: string,
  bucket: string,
  slot: number,
  owner: string,
): Promise<void> {
  const tenantId = tenantOf(account);
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("call_slot")
      .set({ lease_until: sql<Date>`'-infinity'` })
      .where("tenant_id", "=", tenantId)
      .where("account", "=", account)
      .where("bucket", "=", bucket)
      .where("slot", "=", slot)
      .where("lease_owner", "=", owner)
      .execute();
  });
}
