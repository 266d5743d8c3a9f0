import { type Kysely, sql, type Transaction } from "kysely";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** A person says that it may work: all that made it rest is over, and what they were told is settled. */
export async function resumeConnection(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  allowMany: boolean,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("connection_run")
      .set({
        mass_count: 0,
        mass_since: null,
        hidden_count: 0,
        hidden_since: null,
        mass_allowed_until: allowMany ? sql<Date>`now() + interval '1 hour'` : null,
      })
      .where("tenant_id", "=", tenantId)
      .where("connection_id", "=", id)
      .execute();
    await endRest(trx, tenantId, id);
    await settleNotices(trx, tenantId, id, null);
  });
}

/** Its settings or secrets are new: whether they let us in is tried at once. */
export async function tryAgainSoon(db: Kysely<Database>, tenantId: TenantId, id: ConnectionId): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await endRest(trx, tenantId, id);
    await settleNotices(trx, tenantId, id, ["unauthorized"]);
  });
}

/** What is owed goes on as well, at the pace of retries; creations that may have happened are looked for in their own time. */
async function endRest(trx: Transaction<Database>, tenantId: TenantId, id: ConnectionId): Promise<void> {
  await trx
    .updateTable("connection_run")
    .set({ blocked_until: null, last_error: null, poll_next_at: sql<Date>`now()` })
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", id)
    .execute();
  await trx
    .updateTable("link")
    .set({ next_at: sql<Date>`now()` })
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", id)
    .whereRef("wanted_rev", ">", "done_rev")
    .where("next_at", ">", sql<Date>`now()`)
    .where((eb) =>
      eb.or([eb("state", "=", "active"), eb.and([eb("state", "=", "creating"), eb("create_sent_at", "is", null)])]),
    )
    .execute();
}

/** @param kinds null = all */
async function settleNotices(
  trx: Transaction<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  kinds: readonly string[] | null,
): Promise<void> {
  await trx
    .updateTable("notice")
    .set({ settled_at: sql<Date>`now()` })
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", id)
    .where("settled_at", "is", null)
    .$if(kinds !== null, (query) => query.where("kind", "in", [...(kinds ?? [])]))
    .execute();
}

/** The desk is asked for what has changed, or compared record by record, or the monitor with its list, at the next turn: within a second. */
export async function askSoon(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  what: "poll_next_at" | "compare_next_at" | "listing_next_at",
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("connection_run")
      .set({ [what]: sql<Date>`now()` })
      .where("tenant_id", "=", tenantId)
      .where("connection_id", "=", id)
      .execute();
  });
}

/** The vendor's webhook is looked at after this long; on whatever node. */
export async function checkHookIn(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  inMs: number,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("connection_run")
      .set({ hook_next_at: sql<Date>`now() + ${inMs} * interval '1 millisecond'` })
      .where("tenant_id", "=", tenantId)
      .where("connection_id", "=", id)
      .execute();
  });
}

/** What the last comparison with a desk, or with what a monitor lists, found; null = there was none yet. */
export async function readComparison(db: Kysely<Database>, tenantId: TenantId, id: ConnectionId): Promise<Json> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection_run")
      .select(["compare_report", "listing_report"])
      .where("tenant_id", "=", tenantId)
      .where("connection_id", "=", id)
      .executeTakeFirst(),
  );
  return row?.compare_report ?? row?.listing_report ?? null;
}

/** Its links end and its records stay as they are; what was told about it is settled. */
export async function removeConnection(db: Kysely<Database>, tenantId: TenantId, id: ConnectionId): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("link")
      .set({ state: "ended", ended_reason: "removed", ended_at: sql<Date>`now()` })
      .where("tenant_id", "=", tenantId)
      .where("connection_id", "=", id)
      .where("state", "in", ["creating", "unknown", "active"])
      .execute();
    await settleNotices(trx, tenantId, id, null);
    await trx
      .updateTable("connection")
      .set({ removed_at: sql<Date>`now()`, version: sql<number>`version + 1` })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .execute();
  });
}
