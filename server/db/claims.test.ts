import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { createClaims } from "./claims.ts";
import { askSoon } from "./connection-run.ts";

const world = useTenantDatabase();
const dayMs = 86_400_000;

/** A node and a monitor that is polled. */
async function open() {
  const { db, tenantId } = world;
  const claims = createClaims(db);
  await claims.beat("node");
  const { id, connector } = await world.addConnection("monitor");
  const due = async (connectors = [connector]) =>
    (await claims.polledMonitors(100, connectors)).some(({ connectionId }) => connectionId === id);
  const begin = () => claims.poll(tenantId, id, "node", 60_000);
  const ask = () => askSoon(db, tenantId, id, "poll_next_at");
  return { claims, due, begin, ask };
}

describe("the turns of monitors that are polled", () => {
  it("come at once for a new one, then at its pace, and one at a time", async () => {
    const { claims, due, begin } = await open();
    assert.equal(await due(), true);
    const turn = (await begin()) ?? assert.fail("no turn");
    assert.deepEqual([await begin(), await due()], [undefined, false]);
    await claims.endPoll(turn, dayMs);
    assert.deepEqual([await begin(), await due()], [undefined, false]);
  });

  it("come for no other connector, though it has nothing to ask", async () => {
    const { due } = await open();
    assert.deepEqual([await due([]), await due(["another"])], [false, false]);
  });

  it("come again at once where somebody asked while one was under way", async () => {
    const { claims, due, begin, ask } = await open();
    const turn = (await begin()) ?? assert.fail("no turn");
    await ask();
    await claims.endPoll(turn, dayMs);
    assert.equal(await due(), true);
    const again = (await begin()) ?? assert.fail("nobody was answered");
    await claims.endPoll(again, dayMs);
    assert.equal(await due(), false);
  });
});
