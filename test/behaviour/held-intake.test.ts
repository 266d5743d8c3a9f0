import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { withTenant } from "../../server/db/tenant.ts";
import { listTenants } from "../../server/db/tenants.ts";
import { startIntake } from "../../server/workers/intake.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { openTestWorld } from "../support/world.ts";

/** Longer than any test lasts: who waits for the regular look waits in vain. */
const everyMs = 3_600_000;

describe("a delivery whose connection somebody writes to at the moment of the look", () => {
  it("is taken as soon as that is over, and not at the next regular look", async (context) => {
    const world = await openTestWorld(context, { role: "web" });
    const { node, db } = world.hub.hub;
    await node.claims.beat(node.name);
    let tellHeld = (): void => {};
    const held = new Promise<void>((resolve) => (tellHeld = resolve));
    const { intake: claim } = node.claims;
    const watched: typeof claim = async (...given) => {
      const lease = await claim(...given);
      if (lease === "held") tellHeld();
      return lease;
    };
    const intake = startIntake({ ...node, claims: { ...node.claims, intake: watched } }, everyMs);
    try {
      const [tenant] = await listTenants(db);
      assert.ok(tenant);
      await withTenant(db, tenant.id, async (trx) => {
        await trx.selectFrom("connection_run").selectAll().forNoKeyUpdate().execute();
        await deliverAlerts(world.hookUrl, [
          { alertname: "Core switch on fire", client: "acme-dental", severity: "critical" },
        ]);
        intake.wake();
        await held;
        assert.deepEqual(await world.tickets(), []);
      });
      const { value: tickets } = await awaitUntil("its ticket", async () => {
        const found = await world.tickets();
        return found.length > 0 ? found : undefined;
      });
      assert.equal(tickets.length, 1);
    } finally {
      await intake.stop();
    }
  });

  it("is nobody's where another works on it, or it rests", async (context) => {
    const world = await openTestWorld(context, { role: "web" });
    const { node } = world.hub.hub;
    await node.claims.beat(node.name);
    assert.equal(await node.claims.intake(node.name, 30_000), undefined);
    await deliverAlerts(world.hookUrl, [
      { alertname: "Core switch on fire", client: "acme-dental", severity: "critical" },
    ]);
    const lease = await node.claims.intake(node.name, 30_000);
    assert.ok(lease && lease !== "held");
    assert.equal(await node.claims.intake("another", 30_000), undefined);
    await node.claims.restIntake(lease, 60_000);
    assert.equal(await node.claims.intake("another", 30_000), undefined);
  });
});
