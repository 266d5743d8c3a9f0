import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Client } from "pg";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { createRetention, type Aged, type Retention } from "../../server/operations/retention.ts";
import { Config } from "../../server/config/config.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { type AuditWorld, openAuditWorld } from "../support/audit-world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const settings = Config.parse({}).retention;

describe("what is older than it is to be kept", () => {
  let world: DeskWorld;
  const closers: (() => Promise<void>)[] = [];
  const ask = <Row extends object>(statement: string) => askDatabase<Row>(world.database, statement);
  before(async () => {
    const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
    world = await openDeskWorld(
      { after: (run) => void closers.unshift(run) },
      { psa: { connector: "autotask", desk } },
    );
    const open = await desk.technician.createTicket({ title: "Open", priority: "High" });
    const ended = await desk.technician.createTicket({ title: "Ended", priority: "High" });
    await desk.technician.edit(ended, { status: "Complete" });
    assert.ok(open);
    await world.readNow();
    await world.agreed(2, 1);
    await ask(`
      create table delivery_20200101 partition of delivery for values from ('2020-01-01Z') to ('2020-01-02Z');
      create table delivery_20200102 partition of delivery for values from ('2020-01-02Z') to ('2020-01-03Z');
      create table change_20200101 partition of change for values from ('2020-01-01Z') to ('2020-02-01Z');
      insert into delivery (tenant_id, connection_id, id, received_at, content_type, headers, body)
        select c.tenant_id, c.id, gen_random_uuid(), d, 'application/json', '{}', '' from connection c,
          generate_series('2020-01-01T01:00Z'::timestamptz, '2020-01-02T20:00Z', '1 hour') d;
      insert into quarantine (tenant_id, id, delivery_id, connection_id, reason, detail, at)
        select tenant_id, gen_random_uuid(), id, connection_id, 'unreadable', 'x', received_at from delivery
        where received_at = '2020-01-02T05:00Z';
      insert into change (tenant_id, ticket_id, rev, field, from_value, to_value, by, reason, at)
        select tenant_id, id, 1000 + n, 'title', '1', '2', '{"kind":"rule","rule":"x"}', 'x', '2020-01-05Z' from ticket, generate_series(1, 5) n`);
  });
  after(async () => {
    for (const close of closers) await close();
  });
  const short = (aged: readonly Aged[]) => aged.map(({ partition, action, needed }) => [partition, action, needed]);

  it("is told before it goes", async () => {
    const told = (await world.api.post("/retention/run", { dryRun: true })) as Aged[];
    assert.deepEqual(short(told), [
      ["delivery_20200101", "dropped", 0],
      ["delivery_20200102", "thinned", 1],
      ["change_20200101", "thinned", 5],
    ]);
    assert.equal((await ask("select 1 from delivery where received_at < '2021-01-01'")).length, 44);
  });

  it("goes with its partition, or row by row where something in it is needed", async () => {
    const done = (await world.api.post("/retention/run", { dryRun: false })) as Aged[];
    assert.deepEqual(
      done.map(({ action }) => action),
      ["dropped", "thinned", "thinned"],
    );
    const left = await ask<{ at: Date }>("select received_at as at from delivery where received_at < '2021-01-01'");
    assert.deepEqual(
      left.map(({ at }) => at.toISOString()),
      ["2020-01-02T05:00:00.000Z"],
    );
    const changes = await ask<{ title: string }>(
      "select distinct t.fields ->> 'title' as title from change c join ticket t on t.id = c.ticket_id where c.at < '2021-01-01'",
    );
    assert.deepEqual(changes, [{ title: "Open" }]);
    const { entries } = (await world.api.get("/audit?action=retention.run")) as { entries: unknown[] };
    assert.equal(entries.length, 1);
  });

  it("goes as soon as nobody waits for it any more", async () => {
    await ask("update quarantine set state = 'done'");
    const done = (await world.api.post("/retention/run", { table: "deliveries", dryRun: false })) as Aged[];
    assert.deepEqual(short(done), [["delivery_20200102", "dropped", 0]]);
    assert.deepEqual(await ask("select 1 from quarantine where at < '2021-01-01'"), []);
  });

  it("waits for no lock for long", async () => {
    await ask("create table event_20200101 partition of event for values from ('2020-01-01Z') to ('2020-02-01Z')");
    const holder = new Client(world.database.admin);
    await holder.connect();
    try {
      await holder.query("begin");
      await holder.query("lock table event in access share mode");
      const start = performance.now();
      const busy = (await world.api.post("/retention/run", { table: "events", dryRun: false })) as Aged[];
      assert.deepEqual(short(busy), [["event_20200101", "busy", 0]]);
      assert.ok(performance.now() - start < 30_000);
    } finally {
      await holder.end();
    }
    const done = (await world.api.post("/retention/run", { table: "events", dryRun: false })) as Aged[];
    assert.deepEqual(short(done), [["event_20200101", "dropped", 0]]);
  });
});

describe("old months of the audit", () => {
  let world: AuditWorld;
  let retention: Retention;
  const closers: (() => Promise<void>)[] = [];
  before(async () => {
    world = await openAuditWorld({ after: (run) => void closers.unshift(run) });
    const { db, deps, seal } = world;
    const { ids } = { ids: { next: () => crypto.randomUUID(), named: () => "", code: () => "" } };
    retention = createRetention({ db, world: { ...deps.world, ids }, settings, sealAudit: seal });
    await world.ask(`
      create table audit_20200101 partition of audit for values from ('2020-01-01Z') to ('2020-02-01Z');
      insert into audit (tenant_id, id, at, actor, action, object, detail)
        select '${world.tenantId}', gen_random_uuid(), '2020-01-05Z'::timestamptz + n * interval '1 hour', 'a', 'b', 'c', '{}'
        from generate_series(1, 50) n`);
    await world.sealAll();
    await world.add(10);
    await world.sealAll();
  });
  after(async () => {
    for (const close of closers) await close();
  });

  it("go, and the chain begins behind them; what else is missing is found", async () => {
    assert.equal((await world.audit.verify()).checked, 60);
    const aged = await retention.run({ wanted: "audit", dryRun: false });
    assert.deepEqual(
      aged.map(({ partition, action }) => [partition, action]),
      [["audit_20200101", "dropped"]],
    );
    await world.sealAll();
    const whole = await world.audit.verify();
    assert.deepEqual(whole.problems, []);
    assert.equal((await world.ask("select 1 from audit_seal where sequence <= 50")).length, 0);
    assert.ok(whole.checked >= 11);
    await world.tamper(
      "delete from audit_seal where sequence in (51, 52)",
      "delete from audit where object = 'thing 1' or object = 'thing 2'",
    );
    const cut = await world.audit.verify();
    assert.equal(cut.ok, false);
    assert.equal(cut.problems[0]?.sequence, 51);
  });
});
