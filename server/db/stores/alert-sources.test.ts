import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import type { ClaimedSource, SourceRest } from "../../../core/ports/stores.ts";
import { AlertId, TicketId } from "../../../schemas/ids.ts";
import { idSource } from "../../ids.ts";
import { ensureClient } from "../admin.ts";
import { createMonitorClaims } from "../monitor-claims.ts";
import { withTenant } from "../tenant.ts";
import { createUnitOfWork } from "../unit-of-work.ts";

const world = useTenantDatabase();

interface State {
  condition?: "firing" | "clear" | "unknown";
  episode?: number;
  wanted?: "none" | "acknowledged" | "resolved";
  done?: "none" | "acknowledged" | "resolved";
  /** The episode in which it was told. */
  told?: number;
  there?: boolean;
  renewInMs?: number;
}

/** A monitor with one alert in this state. */
async function open(state: State = {}) {
  const { db, tenantId } = world;
  const { condition = "firing", episode = 1, wanted = "none", done = "none", told = 0, there = false } = state;
  const clientId = await ensureClient(db, tenantId, "Acme", idSource.next);
  const { id: connectionId } = await world.addConnection("monitor");
  const alertId = AlertId.parse(idSource.next());
  const ticketId = TicketId.parse(idSource.next());
  const renew = state.renewInMs === undefined ? null : new Date(Date.now() + state.renewInMs);
  const run = (statement: ReturnType<typeof sql>) => withTenant(db, tenantId, (trx) => statement.execute(trx));
  await run(sql`insert into hub_node (name, seen_at) values ('node', now()), ('other', now())
    on conflict (name) do update set seen_at = now()`);
  await run(sql`insert into alert (tenant_id, id, connection_id, dedup_key, client_id, condition, handling, severity, title, episode, event_count,
      raised_at, last_seen_at, ticket_id, source_wanted, source_done, source_episode, source_there, source_renew_at)
    values (${tenantId}, ${alertId}, ${connectionId}, 'key', ${clientId}, ${condition}, 'open', 'high', 'Disk full', ${episode}, 1,
      now(), now(), ${ticketId}, ${wanted}, ${done}, ${told}, ${there}, ${renew})`);
  const unit = createUnitOfWork(db, idSource.next, 0);
  const claim = (owner = "node") =>
    unit.inTenant(tenantId, ({ sources }) => sources.claim(connectionId, owner, 10, 60_000));
  const rest = (claimed: ClaimedSource, how: SourceRest) =>
    unit.inTenant(tenantId, ({ sources }) => sources.rest(claimed, how));
  const want = (wish: "none" | "acknowledged" | "resolved") =>
    unit.inTenant(tenantId, ({ sources }) => sources.want(ticketId, wish));
  const keep = (handle: Record<string, string>) =>
    unit.inTenant(tenantId, ({ sources }) => sources.keepHandles(connectionId, [{ dedupKey: "key", handle }]));
  const claims = createMonitorClaims(db);
  const listed = async () => (await claims.sourceOwed(100)).some((one) => one.connectionId === connectionId);
  const first = async (owner?: string) => (await claim(owner))[0] ?? assert.fail("nothing is due");
  return { claim, first, rest, want, keep, run, listed, claims, connectionId };
}

describe("what a tool is owed", () => {
  const cases: readonly [string, State, boolean][] = [
    ["nothing is wanted and nothing is there", {}, false],
    ["an acknowledgement is wanted", { wanted: "acknowledged" }, true],
    ["of a doubted alert too", { wanted: "acknowledged", condition: "unknown" }, true],
    ["not of one that has cleared", { wanted: "acknowledged", condition: "clear" }, false],
    ["it was told", { wanted: "acknowledged", done: "acknowledged", told: 1, there: true }, false],
    ["in the episode before", { wanted: "acknowledged", done: "acknowledged", told: 1, there: true, episode: 2 }, true],
    ["ours is there and nobody wants it", { done: "acknowledged", told: 1, there: true }, true],
    ["after the alert has cleared as well", { done: "acknowledged", told: 1, there: true, condition: "clear" }, true],
    ["perhaps, since no answer came", { there: true }, true],
    ["the end is wanted", { wanted: "resolved" }, true],
    ["the end is wanted of what has cleared", { wanted: "resolved", condition: "clear" }, false],
    ["but ours is there still", { wanted: "resolved", there: true, condition: "clear" }, true],
    ["it was told of the end", { wanted: "resolved", done: "resolved", told: 1 }, false],
    ["the ticket was opened again", { done: "resolved", told: 1 }, true],
    ["a new episode has a new ticket", { done: "resolved", told: 1, episode: 2 }, false],
    ["what was refused is not tried again", { wanted: "acknowledged", done: "acknowledged", told: 1 }, false],
  ];
  for (const [sentence, state, expected] of cases)
    it(`${sentence}: ${expected ? "owed" : "not owed"}`, async () => {
      const { claim, listed } = await open(state);
      assert.equal(await listed(), expected);
      assert.equal((await claim()).length, expected ? 1 : 0);
    });

  it("is said again when its time is nearly over, while it is wanted and fires", async () => {
    const there = { done: "acknowledged", told: 1, there: true } as const;
    const due = async (state: State) => {
      const { listed, claim } = await open({ ...there, ...state });
      return [await listed(), (await claim()).length];
    };
    assert.deepEqual(await due({ wanted: "acknowledged", renewInMs: -1_000 }), [true, 1]);
    assert.deepEqual(await due({ wanted: "acknowledged", renewInMs: 60_000 }), [false, 0]);
    assert.deepEqual(await due({ wanted: "acknowledged", renewInMs: -1_000, condition: "clear" }), [false, 0]);
  });
});

describe("telling a tool", () => {
  const done: SourceRest = { kind: "done", renewAt: null, there: true, error: null };

  it("is one node's at a time, and counts as said from the claim on", async () => {
    const { claim, first, want, rest } = await open({ wanted: "acknowledged" });
    const claimed = await first();
    assert.equal(claimed.there, true);
    assert.deepEqual(await claim("other"), []);
    // Given back before the answer came: what may be there is to be taken back.
    await want("none");
    await rest(claimed, { kind: "later", inMs: -1, error: "unknownOutcome: reset" });
    const next = await first();
    assert.deepEqual([next.wanted, next.done, next.there], ["none", "none", true]);
  });

  it("is void when somebody else has taken over", async () => {
    const { first, rest, run, claim, connectionId } = await open({ wanted: "acknowledged" });
    const late = await first();
    await run(
      sql`update alert set source_lease_until = now() - interval '1 second' where connection_id = ${connectionId}`,
    );
    const now = await first("other");
    await rest(late, done);
    await rest(now, { kind: "later", inMs: -1, error: "unavailable: down" });
    assert.equal((await claim()).length, 1, "the late answer has changed nothing");
  });

  it("goes on with what is wanted since", async () => {
    const { first, rest, want, claim } = await open({ wanted: "acknowledged" });
    const claimed = await first();
    await want("resolved");
    await rest(claimed, done);
    const next = await first();
    assert.deepEqual([next.wanted, next.done], ["resolved", "acknowledged"]);
    await rest(next, { ...done, there: false });
    assert.deepEqual(await claim(), []);
  });

  it("begins anew when the alert's first handle comes", async () => {
    const { first, rest, claim, keep } = await open({ wanted: "acknowledged" });
    await rest(await first(), { ...done, there: false, error: "rejected: no labels" });
    assert.deepEqual(await claim(), []);
    await keep({ alertname: "DiskFull" });
    assert.deepEqual((await first()).handle, { alertname: "DiskFull" });
  });

  it("waits for another configuration where it is impossible", async () => {
    const { listed, claims, connectionId, run } = await open({ wanted: "acknowledged" });
    await claims.sourceOff(world.tenantId, connectionId, 1);
    assert.equal(await listed(), false);
    await run(sql`update connection set version = 2 where id = ${connectionId}`);
    assert.equal(await listed(), true);
    await run(sql`update connection set mode = 'shadow' where id = ${connectionId}`);
    assert.equal(await listed(), false, "in shadow mode nothing is told");
  });
});
