import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { createClaims } from "./claims.ts";
import { askSoon } from "./connection-run.ts";
import type { DueConnection } from "./due.ts";
import type { TurnKind } from "./turns.ts";

const world = useTenantDatabase();
const dayMs = 86_400_000;

/** A node and a connection. */
async function open(kind: TurnKind, of: "desk" | "monitor") {
  const { db, tenantId } = world;
  const claims = createClaims(db);
  await claims.beat("node");
  const { id, connector } = await world.addConnection(of);
  const begin = () => claims.beginTurn(kind, { tenantId, connectionId: id }, "node", 60_000);
  const ask = () => askSoon(db, tenantId, id, `${kind}_next_at`);
  const isListed = (listed: readonly DueConnection[]) => listed.some(({ connectionId }) => connectionId === id);
  return { claims, connector, begin, ask, isListed };
}

/** A monitor that is polled. */
async function openMonitor() {
  const opened = await open("poll", "monitor");
  const { claims, connector, isListed } = opened;
  const due = async (connectors = [connector]) => isListed(await claims.polledMonitors(100, connectors));
  return { ...opened, due };
}

describe("the turns of monitors that are polled", () => {
  it("come at once for a new one, then at its pace, and one at a time", async () => {
    const { claims, due, begin } = await openMonitor();
    assert.equal(await due(), true);
    const turn = (await begin()) ?? assert.fail("no turn");
    assert.deepEqual([await begin(), await due()], [undefined, false]);
    await claims.endTurn(turn, dayMs);
    assert.deepEqual([await begin(), await due()], [undefined, false]);
  });

  it("come for no other connector, though it has nothing to ask", async () => {
    const { due } = await openMonitor();
    assert.deepEqual([await due([]), await due(["another"])], [false, false]);
  });
});

for (const [kind, of] of [
  ["poll", "monitor"],
  ["compare", "desk"],
  ["listing", "monitor"],
] as const)
  describe(`the turns to ${kind}`, () => {
    it("come again at once where somebody asked while one was under way", async () => {
      const { claims, begin, ask } = await open(kind, of);
      await ask();
      const turn = (await begin()) ?? assert.fail("no turn");
      await ask();
      assert.equal(await begin(), undefined, "one at a time");
      await claims.endTurn(turn, dayMs);
      const again = (await begin()) ?? assert.fail("nobody was answered");
      await claims.endTurn(again, dayMs);
      assert.equal(await begin(), undefined);
    });
  });
