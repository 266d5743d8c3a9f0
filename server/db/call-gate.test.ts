import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import { idSource } from "../ids.ts";
import { ensureTenant } from "./admin.ts";
import { createCallGate, urgency } from "./call-gate.ts";
import { spreadBudget } from "./call-turns.ts";
import { openDatabase, type OpenDatabase } from "./pool.ts";
import { withTenant } from "./tenant.ts";

let database: TestDatabase;
let open: OpenDatabase;
let tenantId: TenantId;
before(async () => {
  database = await createTestDatabase();
  open = await openDatabase(database.app, { max: 10, onError: () => {} });
  tenantId = await ensureTenant(open.db, "gate", idSource.next);
});
after(async () => {
  await open.close();
  await database.drop();
});

let accounts = 0;
const gates = (budget: { calls: number; windowMs: number } | undefined, nodes = 1) => {
  const key = { tenantId, account: `account-${++accounts}` };
  const all = Array.from({ length: nodes }, () => createCallGate(open.db, key, budget));
  return { key, all, first: all[0] ?? assert.fail("no gate") };
};

describe("the budget of an account", () => {
  // One call every 100 s, and a burst of five beside the first; the urgent fifth of it is one call.
  const budget = { calls: 50, windowMs: 4_500_000 };

  it("lets a burst through, then says how long to wait; all nodes together", async () => {
    const { all } = gates(budget, 3);
    const answers = [];
    for (let index = 0; index < 9; index++) answers.push(await (all[index % 3] ?? assert.fail()).enter());
    const refused = answers.filter(({ ok }) => !ok);
    assert.equal(answers.length - refused.length, 5);
    const [first] = refused;
    assert.ok(first && !first.ok && first.error.kind === "rateLimited");
    assert.equal(first.error.own, true);
    assert.ok(
      first.error.retryAfterMs > 10_000 && first.error.retryAfterMs <= 100_000,
      String(first.error.retryAfterMs),
    );
  });

  it("keeps a reserve for urgent tickets", async () => {
    const { first } = gates(budget);
    while ((await first.enter()).ok);
    assert.equal((await urgency.run(true, () => first.enter())).ok, true);
    assert.equal((await first.enter()).ok, false);
  });

  it("is asked ahead while calls follow each other, and at most two turns come to nothing", async () => {
    // A turn counts for longer than the three questions below take, on a slow disk, too.
    const ample = { calls: 60_000, windowMs: 6_000_000 };
    const { key, first } = gates(ample);
    const calls = 40;
    for (let index = 0; index < calls; index++) assert.equal((await first.enter()).ok, true);
    const { intervalMs } = spreadBudget(ample);
    const usedMs = () =>
      withTenant(open.db, tenantId, async (trx) => {
        const { rows } = await sql<{
          ms: number;
        }>`select extract(epoch from tat - now())::float8 * 1000 as ms from vendor_account
          where tenant_id = ${tenantId} and account = ${key.account}`.execute(trx);
        return rows[0]?.ms ?? 0;
      });
    assert.ok((await usedMs()) <= (calls + 2) * intervalMs, `${await usedMs()} ms of the budget for ${calls} calls`);
    // Those that are left are good for calls that follow at once, and for nothing later.
    const before = await usedMs();
    assert.equal((await first.enter()).ok, true);
    assert.ok((await usedMs()) <= before + 2 * intervalMs);
  });

  it("waits for a turn that is near", async () => {
    const { first } = gates({ calls: 50, windowMs: 4_500 });
    const started = performance.now();
    for (let index = 0; index < 10; index++) assert.equal((await first.enter()).ok, true);
    assert.ok(performance.now() - started >= 400, "ten calls at ten a second, a burst of four");
  });

  it("gives turns in the order of asking, so that work of many calls comes to its end", async () => {
    // Two calls a second, and a burst of five: the last of eleven waits for three seconds, and never twice.
    const { all } = gates({ calls: 50, windowMs: 22_500 }, 2);
    const entered = await Promise.all(Array.from({ length: 11 }, (_, index) => all[index % 2]?.enter()));
    assert.deepEqual(
      entered.map((answer) => answer?.ok),
      Array(11).fill(true),
    );
  });

  it("makes no call that waited for its turn while the vendor asked for a rest", async () => {
    const { first } = gates({ calls: 50, windowMs: 22_500 });
    const passes = await Promise.all(Array.from({ length: 5 }, () => first.enter()));
    const [pass] = passes;
    assert.ok(pass?.ok);
    const waiting = first.enter();
    await pass.value.leave("answered", 60_000);
    const late = await waiting;
    assert.ok(!late.ok && late.error.kind === "rateLimited" && late.error.own !== true);
    assert.ok(late.error.retryAfterMs > 50_000);
  });
});

describe("the breaker of an account", () => {
  const fill = async (gate: ReturnType<typeof createCallGate>, outcomes: readonly ("answered" | "failed")[]) => {
    for (const outcome of outcomes) {
      const pass = await gate.enter();
      assert.ok(pass.ok);
      await pass.value.leave(outcome);
    }
  };
  const letProbe = (account: string) =>
    withTenant(open.db, tenantId, (trx) =>
      sql`update vendor_account set probe_at = now() where tenant_id = ${tenantId} and account = ${account}`.execute(
        trx,
      ),
    );

  it("opens when half of ten calls fail, for every node, and not before", async () => {
    const { all, first } = gates(undefined, 2);
    await fill(first, [...Array<"answered">(5).fill("answered"), ...Array<"failed">(4).fill("failed")]);
    const pass = await first.enter();
    assert.ok(pass.ok, "nine calls say nothing yet");
    await pass.value.leave("failed");
    for (const gate of all) {
      const refused = await gate.enter();
      assert.ok(!refused.ok && refused.error.kind === "unavailable");
      assert.match(refused.error.detail, /one every 30 s/);
    }
  });

  it("probes with one call of one node, and closes after three good ones", async () => {
    const { key, all, first } = gates(undefined, 2);
    await fill(first, Array<"failed">(10).fill("failed"));
    for (let probe = 1; probe <= 3; probe++) {
      await letProbe(key.account);
      const passes = await Promise.all([...all, ...all].map((gate) => gate.enter()));
      const passed = passes.flatMap((pass) => (pass.ok ? [pass.value] : []));
      assert.equal(passed.length, 1, `probe ${probe}`);
      await passed[0]?.leave("answered");
    }
    for (const gate of all) assert.equal((await gate.enter()).ok, true);
  });

  it("stays open when a probe fails", async () => {
    const { key, first } = gates(undefined);
    await fill(first, Array<"failed">(10).fill("failed"));
    await letProbe(key.account);
    await fill(first, ["failed"]);
    assert.equal((await first.enter()).ok, false);
  });
});

describe("the breaker, after a long good time", () => {
  it("opens by what fails now, whatever was well before the last minute", async () => {
    let now = 0;
    const key = { tenantId, account: `account-${++accounts}` };
    const gate = createCallGate(open.db, key, undefined, () => now);
    const call = async (outcome: "answered" | "failed") => {
      const entered = await gate.enter();
      if (entered.ok) await entered.value.leave(outcome);
      return entered.ok;
    };
    for (let index = 0; index < 30; index++) assert.equal(await call("answered"), true);
    now = 61_000;
    for (let index = 0; index < 10; index++) assert.equal(await call("failed"), true);
    assert.equal(await call("failed"), false);
  });
});

describe("a wait that the vendor asks for", () => {
  const restOf = async (gate: ReturnType<typeof gates>["first"]) => {
    const entered = await gate.enter();
    return !entered.ok && entered.error.kind === "rateLimited" ? entered.error : undefined;
  };

  it("keeps the calls of all nodes back, urgent ones too, and is not taken for our own", async () => {
    const { all } = gates(undefined, 2);
    const [one, other] = [all[0] ?? assert.fail(), all[1] ?? assert.fail()];
    const entered = await one.enter();
    assert.ok(entered.ok);
    await entered.value.leave("answered", 60_000);
    for (const gate of [one, other]) {
      const refused = await restOf(gate);
      assert.ok(refused && refused.retryAfterMs > 55_000 && refused.retryAfterMs <= 60_000);
      assert.equal(refused.own, undefined);
    }
    assert.ok(await urgency.run(true, () => restOf(other)));
  });

  it("is over when its time is, and a shorter one after it does not end it sooner", async () => {
    const { key } = gates(undefined);
    let ms = 0;
    const first = createCallGate(open.db, key, undefined, () => ms);
    const pass = async (restMs: number) => {
      const entered = await first.enter();
      if (entered.ok) await entered.value.leave("answered", restMs);
      return entered.ok;
    };
    const [one, two] = [await first.enter(), await first.enter()];
    assert.ok(one.ok && two.ok);
    await one.value.leave("answered", 60_000);
    await two.value.leave("answered", 1_000);
    assert.ok(((await restOf(first))?.retryAfterMs ?? 0) > 55_000);
    await withTenant(open.db, tenantId, (trx) =>
      sql`update vendor_account set rests_until = now() where account = ${key.account}`.execute(trx),
    );
    ms = 60_000;
    assert.equal(await pass(1_000), true);
  });

  it("holds in the process that was told of it at once, whatever turns it has already", async () => {
    const { first } = gates(undefined);
    const told = await first.enter();
    assert.ok(told.ok);
    const noted = told.value.leave("answered", 60_000);
    const refused = await restOf(first);
    assert.ok(refused && refused.retryAfterMs > 55_000);
    await noted;
  });
});
