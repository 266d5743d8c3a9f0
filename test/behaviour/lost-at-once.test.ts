import assert from "node:assert/strict";
import { it } from "node:test";
import { sql } from "kysely";
import { loseRecords } from "../../core/flows/lose-records.ts";
import { ExternalId } from "../../schemas/ids.ts";
import { ensureClient } from "../../server/db/admin.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { withTenant } from "../../server/db/tenant.ts";
import { createUnitOfWork } from "../../server/db/unit-of-work.ts";
import { idSource } from "../../server/ids.ts";
import { useTenantDatabase } from "../support/tenant-database.ts";

const world = useTenantDatabase();
const records = Array.from({ length: 12 }, (_, nth) => ExternalId.parse(`T${nth}`));

/** A desk with a working link for each of these records. */
async function openDesk() {
  const { db, tenantId } = world;
  const clientId = await ensureClient(db, tenantId, "Acme", idSource.next);
  const { id: connectionId, name } = await world.addConnection("desk");
  await withTenant(db, tenantId, (trx) =>
    sql`with made as (
        insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
        select ${tenantId}, gen_random_uuid(), ${clientId}, 1, '{"status": "new", "priority": 3}', '{}', now()
        from generate_series(1, ${records.length}::int) returning id),
      numbered as (select id, row_number() over () - 1 as nth from made)
      insert into link (tenant_id, id, ticket_id, connection_id, external_id, client_ref, marker, state, wanted_rev, priority)
      select ${tenantId}, gen_random_uuid(), id, ${connectionId}, 'T' || nth, '1', gen_random_uuid(), 'active', 1, 3 from numbered`.execute(
      trx,
    ),
  );
  const deps = {
    unit: createUnitOfWork(db, idSource.next, 0),
    metrics: { count: () => {}, observe: () => {} },
    ids: idSource,
    clock: { now: () => new Date() },
  };
  const countGone = async () => {
    const { rows } = await withTenant(db, tenantId, (trx) =>
      sql<{
        gone: number;
      }>`select count(*)::int as gone from link where connection_id = ${connectionId} and state = 'gone'`.execute(trx),
    );
    return rows[0]?.gone;
  };
  const lose = (some: readonly ExternalId[]) => loseRecords(deps, { tenantId, connectionId, name }, some);
  /** Nobody counts what it has lost while this runs. */
  const holdCounts = (run: () => Promise<void>) =>
    withTenant(db, tenantId, async (trx) => {
      await sql`select 1 from connection_run where connection_id = ${connectionId} for update`.execute(trx);
      await run();
    });
  return { lose, holdCounts, countGone };
}
type Desk = Awaited<ReturnType<typeof openDesk>>;

/** When so many transactions wait for a lock. */
const untilWaiting = (count: number) =>
  awaitUntil(`${count} that wait for a lock`, async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db);
    return rows.length === count ? true : undefined;
  });

/** Both have found what is missing before either has counted. @returns who paused the desk, whoever was first */
async function loseBoth({ lose, holdCounts }: Desk, first: readonly ExternalId[], second: readonly ExternalId[]) {
  let both: Promise<boolean>[] = [];
  await holdCounts(async () => {
    both = [lose(first), lose(second)];
    await untilWaiting(2);
  });
  return (await Promise.all(both)).toSorted();
}

it("twelve records that two batches miss at once pause their desk: neither counts past the other", async () => {
  const desk = await openDesk();
  assert.deepEqual(await loseBoth(desk, records.slice(0, 6), records.slice(6)), [false, true]);
  assert.equal(await desk.countGone(), 6, "the links of the second batch are kept");
});

it("six records that two batches miss at once are lost once, and pause nothing", async () => {
  const desk = await openDesk();
  const some = records.slice(0, 6);
  assert.deepEqual(await loseBoth(desk, some, some), [false, false]);
  assert.equal(await desk.countGone(), 6);
});
