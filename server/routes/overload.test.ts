import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { sql } from "kysely";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { createGroupCommit, type IncomingDelivery } from "../ingest/group-commit.ts";
import { parseAddressList } from "../ingest/address-list.ts";
import { idSource } from "../ids.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { createHookRoutes, type HookDeps } from "./hooks.ts";

const world = useTenantDatabase();
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Sends one delivery to hooks that are found like this. */
async function send(commit: HookDeps["commit"], find: HookDeps["directory"]["find"]) {
  const app = createHookRoutes({
    clock: { now: () => new Date() },
    ids: idSource,
    log: silent,
    metrics: createMetrics(),
    trace: (_, __, run) => run(),
    directory: { find, findUnproven: async () => undefined },
    commit,
    open: async () => undefined,
    noteRefused: () => {},
    limitBytes: 1_000_000,
    publicUrl: () => "https://hub.example",
    isFull: async () => false,
    trustedProxies: parseAddressList([]),
  });
  const answer = await app.request("/hooks/some/token", { method: "POST", body: "{}" }, { incoming: { headers: {} } });
  return [answer.status, answer.headers.get("retry-after")];
}

it("tells whom it has no room for to come again, before any work is done for it", async (context) => {
  const { db, open, tenantId } = world;
  const { id } = await world.addConnection("monitor");
  const commit = createGroupCommit(open.ingest, () => {});
  const delivery: IncomingDelivery = {
    tenantId,
    connectionId: id,
    receivedAt: new Date(),
    contentType: "application/json",
    headers: {},
    body: Buffer.from("{}"),
    traceparent: null,
  };
  const add = (count: number) => Array.from({ length: count }, () => commit.add(delivery));
  let looks = 0;
  const find = async () => {
    looks += 1;
    return undefined;
  };
  const adding: Promise<string>[] = [];
  await db.transaction().execute(async (trx) => {
    await sql`lock table delivery_open in exclusive mode`.execute(trx);
    adding.push(...add(2_000));
    // Now the first thousand is on its way, and waits for the lock.
    await turn();
    await turn();
    adding.push(...add(1_000));
    assert.deepEqual([await send(commit, find), looks], [[503, "5"], 0]);
  });
  assert.equal(new Set(await Promise.all(adding)).size, 3_000);
  assert.deepEqual([await send(commit, find), looks], [[404, null], 1]);
  context.after(() => commit.close());
});

it("tells whoever comes while the database cannot be asked to come again", async () => {
  const commit = createGroupCommit(world.open.ingest, () => {});
  const find = () => Promise.reject(new Error("remaining connection slots are reserved"));
  assert.deepEqual(await send(commit, find), [503, "5"]);
});
