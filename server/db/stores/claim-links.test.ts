import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { idSource } from "../../ids.ts";
import { ensureClient } from "../admin.ts";
import { withTenant } from "../tenant.ts";
import { createUnitOfWork } from "../unit-of-work.ts";

const world = useTenantDatabase();

/** A desk and so many links that are owed something, of each priority and number of failures. */
async function owe(...links: readonly { count: number; priority?: number; attempts?: number }[]) {
  const { db, tenantId } = world;
  const clientId = await ensureClient(db, tenantId, "Acme", idSource.next);
  const { id: connectionId } = await world.addConnection("desk");
  const run = (statement: ReturnType<typeof sql>) => withTenant(db, tenantId, (trx) => statement.execute(trx));
  for (const { count, priority = 4, attempts = 0 } of links)
    await run(sql`with made as (
        insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
        select ${tenantId}, gen_random_uuid(), ${clientId}, 1, jsonb_build_object('status', 'new', 'priority', ${priority}::int), '{}', now()
        from generate_series(1, ${count}::int) returning id)
      insert into link (tenant_id, id, ticket_id, connection_id, client_ref, marker, state, wanted_rev, priority, attempts)
      select ${tenantId}, gen_random_uuid(), id, ${connectionId}, '1', gen_random_uuid(), 'creating', 1, ${priority}, ${attempts} from made`);
  const unit = createUnitOfWork(db, idSource.next, 0);
  const claim = async (most = 50) =>
    unit.inTenant(tenantId, ({ links: store }) => store.claim(connectionId, "node", most, 90_000));
  /** The pace goes by the database's clock: so much of it passes at once. */
  const pass = (ms: number) =>
    run(sql`update connection_run set retry_tat = retry_tat - ${ms} * interval '1 millisecond'
      where tenant_id = ${tenantId} and connection_id = ${connectionId}`);
  const account = `${tenantId}:autotask:${connectionId}`;
  const setBreaker = (breaker: string, probeInMs: number, rampMs: number) =>
    run(sql`insert into vendor_account (tenant_id, account, breaker, probe_at, ramp_until)
      values (${tenantId}, ${account}, ${breaker}, now() + ${probeInMs} * interval '1 millisecond', now() + ${rampMs} * interval '1 millisecond')
      on conflict (tenant_id, account) do update set breaker = excluded.breaker, probe_at = excluded.probe_at, ramp_until = excluded.ramp_until`);
  await run(
    sql`insert into hub_node (name, seen_at) values ('node', now()) on conflict (name) do update set seen_at = now()`,
  );
  const listed = async () => {
    const { rows } = await sql<{ connection_id: string; urgent: boolean }>`select * from list_pushable(100)`.execute(
      db,
    );
    return rows.find((row) => row.connection_id === connectionId)?.urgent;
  };
  return { claim, pass, setBreaker, listed };
}

describe("claiming what is owed", () => {
  it("lets a thousand that failed at one instant come back no faster than 25 a second, from all nodes together", async () => {
    const { claim, pass } = await owe({ count: 1_000, attempts: 1 });
    const seconds: number[] = [];
    const allowed: number[] = [];
    for (let second = 0; second < 6; second++) {
      let claimed = 0;
      const startedAt = performance.now();
      for (let tenth = 0; tenth < 10; tenth++) {
        claimed += (await claim()).length + (await claim()).length;
        await pass(100);
      }
      seconds.push(claimed);
      // The second that is made to pass, and the time that the machine takes for it; at first the burst as well.
      const passedMs = 1_000 + performance.now() - startedAt;
      allowed.push(Math.ceil((25 * passedMs) / 1_000) + 1 + (second === 0 ? 20 : 0));
    }
    assert.ok(
      seconds.every((count, second) => count <= (allowed[second] ?? 0)),
      `${seconds.join(", ")} of 1,000 in one second, and ${allowed.join(", ")} were allowed`,
    );
    const [first = 0, ...rest] = seconds;
    assert.ok(first > 25 && rest.every((count) => count >= 20), `${seconds.join(", ")}: and no slower than it may`);
  });

  it("never keeps back what has not failed", async () => {
    const { claim } = await owe({ count: 60, attempts: 3 }, { count: 60 });
    const claimed = [...(await claim()), ...(await claim())];
    assert.equal(claimed.filter(({ attempts }) => attempts === 0).length, 60);
  });

  it("takes urgent ones alone, and says that they are there", async () => {
    const { claim, listed } = await owe({ count: 5 }, { count: 2, priority: 2 }, { count: 1, priority: 1 });
    assert.equal(await listed(), true);
    assert.deepEqual((await claim()).map(({ priority }) => priority).toSorted(), [1, 2, 2]);
    assert.equal(await listed(), false);
    assert.equal((await claim()).length, 5);
    assert.equal(await listed(), undefined);
  });

  it("waits for the probe while the breaker is open, and sends one record with it", async () => {
    const { claim, listed, setBreaker } = await owe({ count: 20 });
    await setBreaker("open", 10_000, -1);
    assert.equal(await listed(), undefined);
    assert.equal((await claim()).length, 0);
    await setBreaker("open", -1, -1);
    assert.equal(await listed(), false);
    assert.equal((await claim()).length, 1);
  });

  it("sends ever more after the breaker has closed", async () => {
    for (const [restMs, least, most] of [
      [119_000, 5, 6],
      [60_000, 27, 28],
      [0, 50, 50],
    ] as const) {
      const { claim, setBreaker } = await owe({ count: 60 });
      await setBreaker("closed", 0, restMs);
      const { length } = await claim();
      assert.ok(length >= least && length <= most, `${length} with ${restMs} ms of the ramp to go`);
    }
  });
});
