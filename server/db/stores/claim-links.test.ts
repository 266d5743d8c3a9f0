import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { countRowsRead } from "../../../test/support/rows-read.ts";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { idSource } from "../../ids.ts";
import { ensureClient } from "../admin.ts";
import { withTenant } from "../tenant.ts";
import { createUnitOfWork } from "../unit-of-work.ts";
import { claimLinks } from "./claim-links.ts";

const world = useTenantDatabase();

interface Owed {
  count: number;
  priority?: number;
  attempts?: number;
  /** Not due before this has passed. */
  restMs?: number;
}

/** A desk and so many links that are owed something, of each priority and number of failures. */
async function owe(...links: readonly Owed[]) {
  const { db, tenantId } = world;
  const clientId = await ensureClient(db, tenantId, "Acme", idSource.next);
  const { id: connectionId } = await world.addConnection("desk");
  const run = (statement: ReturnType<typeof sql>) => withTenant(db, tenantId, (trx) => statement.execute(trx));
  for (const { count, priority = 4, attempts = 0, restMs = 0 } of links)
    await run(sql`with made as (
        insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
        select ${tenantId}, gen_random_uuid(), ${clientId}, 1, jsonb_build_object('status', 'new', 'priority', ${priority}::int), '{}', now()
        from generate_series(1, ${count}::int) returning id)
      insert into link (tenant_id, id, ticket_id, connection_id, client_ref, marker, state, wanted_rev, priority, attempts, next_at)
      select ${tenantId}, gen_random_uuid(), id, ${connectionId}, '1', gen_random_uuid(), 'creating', 1, ${priority}, ${attempts},
        now() + ${restMs} * interval '1 millisecond' from made`);
  const unit = createUnitOfWork(db, idSource.next, 0);
  const claim = async (most = 50, by = "node") =>
    unit.inTenant(tenantId, ({ links: store }) => store.claim(connectionId, by, most, 90_000));
  /** Rows of links that one claim looks at, whatever it takes of them. */
  const countRead = () =>
    withTenant(db, tenantId, async (trx) => {
      const how = { owner: "node", most: 50, leaseMs: 90_000 };
      const { read } = await countRowsRead(trx, ["link"], () => claimLinks(trx, tenantId, connectionId, how));
      return read;
    });
  /** The pace goes by the database's clock: so much of it passes at once. */
  const pass = (ms: number) =>
    run(sql`update connection_run set retry_tat = retry_tat - ${ms} * interval '1 millisecond'
      where tenant_id = ${tenantId} and connection_id = ${connectionId}`);
  const account = `${tenantId}:autotask:${connectionId}`;
  const setBreaker = (breaker: string, probeInMs: number, rampMs: number) =>
    run(sql`insert into vendor_account (tenant_id, account, breaker, probe_at, ramp_until)
      values (${tenantId}, ${account}, ${breaker}, now() + ${probeInMs} * interval '1 millisecond', now() + ${rampMs} * interval '1 millisecond')
      on conflict (tenant_id, account) do update set breaker = excluded.breaker, probe_at = excluded.probe_at, ramp_until = excluded.ramp_until`);
  /** Says that a process was heard of so long ago. */
  const hear = (name: string, agoMs = 0) =>
    run(sql`insert into hub_node (name, seen_at) values (${name}, now() - ${agoMs} * interval '1 millisecond')
      on conflict (name) do update set seen_at = excluded.seen_at`);
  await hear("node");
  const listed = async () => {
    const { rows } = await sql<{ connection_id: string; urgent: boolean }>`select * from list_pushable(100)`.execute(
      db,
    );
    return rows.find((row) => row.connection_id === connectionId)?.urgent;
  };
  return { connectionId, run, claim, countRead, hear, pass, setBreaker, listed };
}

describe("claiming what is owed", () => {
  it("lets a thousand that failed at one instant come back no faster than 25 a second, from all nodes together", async () => {
    const { claim, pass } = await owe({ count: 1_000, attempts: 1 });
    const seconds: number[] = [];
    const passed: number[] = [];
    for (let second = 0; second < 6; second++) {
      let claimed = 0;
      const startedAt = performance.now();
      for (let tenth = 0; tenth < 10; tenth++) {
        claimed += (await claim()).length + (await claim()).length;
        await pass(100);
      }
      seconds.push(claimed);
      // The second that is made to pass, and the time that the machine takes for it.
      passed.push(1_000 + performance.now() - startedAt);
    }
    // The burst comes at first, or where a slow machine has let some time pass unused.
    const allow = (ms: number) => Math.ceil((25 * ms) / 1_000) + 1 + 20;
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    assert.ok(
      seconds.every((count, second) => count <= allow(passed[second] ?? 0)) && sum(seconds) <= allow(sum(passed)),
      `${seconds.join(", ")} of 1,000 in seconds that lasted ${passed.join(", ")} ms`,
    );
    const [first = 0, ...rest] = seconds;
    assert.ok(first > 25 && rest.every((count) => count >= 20), `${seconds.join(", ")}: and no slower than it may`);
  });

  it("never keeps back what has not failed", async () => {
    const { claim } = await owe({ count: 60, attempts: 3 }, { count: 60 });
    const claimed = [...(await claim()), ...(await claim())];
    assert.equal(claimed.filter(({ attempts }) => attempts === 0).length, 60);
  });

  it("waits for nobody who holds the pace: takes what is new, and what has failed afterwards", async () => {
    const { connectionId, claim } = await owe({ count: 60, attempts: 1 }, { count: 5 });
    const meanwhile = await withTenant(world.db, world.tenantId, async (trx) => {
      await sql`select 1 from connection_run where tenant_id = ${world.tenantId} and connection_id = ${connectionId}
        for update`.execute(trx);
      return claim();
    });
    assert.deepEqual(
      meanwhile.map(({ attempts }) => attempts),
      [0, 0, 0, 0, 0],
    );
    const both = (await Promise.all([claim(), claim()])).flat();
    // The burst, and what the time since has added to it.
    assert.ok(both.length >= 20 && both.length < 30, `${both.length} of 60 that failed`);
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

describe("a claim beside many others", () => {
  it("reads no more than it takes, however many are leased, rest, or have failed", async () => {
    const crowd = { count: 1_000, priority: 3 };
    const { claim, countRead } = await owe(
      { ...crowd, count: 1_100 },
      { ...crowd, restMs: 60_000 },
      { ...crowd, attempts: 1, restMs: 60_000 },
      { ...crowd, attempts: 1, priority: 4 },
    );
    assert.equal((await claim(1_000)).length, 1_000);
    await world.analyze("link");
    const read = await countRead();
    assert.ok(read > 50 && read < 400, `${read} links were read for 50`);
  });

  it("takes each once, though several nodes claim at one time, the most urgent and longest waiting first", async () => {
    const { claim, hear } = await owe(
      { count: 90, priority: 5 },
      { count: 90, priority: 3 },
      { count: 20, priority: 4 },
    );
    await hear("other");
    const claimed: { id: string; priority: number }[] = [];
    for (let round = 0; round < 2; round++) {
      const both = await Promise.all([claim(50, "node"), claim(50, "other")]);
      claimed.push(...both.flat().map(({ link, priority }) => ({ id: link.id, priority })));
    }
    assert.equal(new Set(claimed.map(({ id }) => id)).size, 200);
    const first = claimed.slice(0, 100).map(({ priority }) => priority);
    assert.deepEqual([first.filter((one) => one === 3).length, first.filter((one) => one === 4).length], [90, 10]);
  });

  it("takes over what a silent process has leased, in the order of its urgency, with a higher fence", async () => {
    const { claim, hear, listed } = await owe({ count: 30, priority: 4 }, { count: 1, priority: 2 });
    await hear("silent");
    const [urgent, rest] = [await claim(50, "silent"), await claim(20, "silent")];
    assert.deepEqual([urgent.length, rest.length, await listed()], [1, 20, false]);
    assert.equal((await claim(10)).length, 10);
    assert.deepEqual([await listed(), (await claim()).length], [undefined, 0]);
    await hear("silent", 6_000);
    assert.equal(await listed(), true);
    const [taken] = await claim();
    assert.deepEqual([taken?.link.id, taken?.fence], [urgent[0]?.link.id, (urgent[0]?.fence ?? 0) + 1]);
    assert.equal((await claim()).length, 20);
  });

  it("takes over a lease that has run out, though its process lives, and no other of it", async () => {
    const { connectionId, run, claim, hear, listed } = await owe({ count: 2 });
    await hear("other");
    const [late] = await claim(1, "other");
    await claim(1, "other");
    await run(sql`update link set lease_until = now() - interval '1 second'
      where tenant_id = ${world.tenantId} and connection_id = ${connectionId} and id = ${late?.link.id}`);
    assert.equal(await listed(), false);
    assert.deepEqual(
      (await claim()).map(({ link }) => link.id),
      [late?.link.id],
    );
  });
});
