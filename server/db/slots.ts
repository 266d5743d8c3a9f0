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
  const kept = createKeptSlots(db, owner);
  return {
    withSlots: (account, buckets, run) =>
      local.withSlots(account, buckets, async () => {
        const taken: HeldSlot[] = [];
        try {
          // In the order of names, so that two calls never wait for each other.
          for (const bucket of [...buckets].toSorted((a, b) => (a.name < b.name ? -1 : 1)))
            taken.push(await kept.take(account, bucket));
          return await run();
        } finally {
          for (const slot of taken) await kept.give(slot);
        }
      }),
  };
}

interface HeldSlot {
  account: string;
  bucket: string;
  slot: number;
  takenAt: number;
}

/** A slot serves the calls of this process that follow each other for so long, then other nodes have their turn. */
const keepMs = 1_000;
/** A slot that nobody here has needed for so long is given back. */
const idleMs = 100;

/** Slots of this process between two calls: taking and giving one costs two transactions, a call often less. */
function createKeptSlots(db: Kysely<Database>, owner: string) {
  const idle = new Map<string, { held: HeldSlot; timer: NodeJS.Timeout }[]>();
  const keyOf = ({ account, bucket }: Pick<HeldSlot, "account" | "bucket">) => `${account}\n${bucket}`;
  const giveBack = ({ account, bucket, slot }: HeldSlot) => giveSlot(db, account, bucket, slot, owner);
  return {
    async take(account: string, bucket: { name: string; slots: number }): Promise<HeldSlot> {
      const waiting = idle.get(keyOf({ account, bucket: bucket.name })) ?? [];
      const found = waiting.findIndex(({ held }) => held.slot <= bucket.slots && Date.now() - held.takenAt < keepMs);
      const [reused] = found >= 0 ? waiting.splice(found, 1) : [];
      if (reused) {
        clearTimeout(reused.timer);
        return reused.held;
      }
      const slot = await takeSlot(db, account, bucket, owner);
      return { account, bucket: bucket.name, slot, takenAt: Date.now() };
    },
    async give(held: HeldSlot): Promise<void> {
      if (Date.now() - held.takenAt >= keepMs) return giveBack(held);
      const key = keyOf(held);
      const waiting = idle.get(key) ?? [];
      idle.set(key, waiting);
      const entry = {
        held,
        timer: setTimeout(() => {
          const index = waiting.indexOf(entry);
          if (index < 0) return;
          waiting.splice(index, 1);
          // The process is ending: its leases are free with it.
          giveBack(held).catch(() => {});
        }, idleMs).unref(),
      };
      waiting.push(entry);
    },
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
