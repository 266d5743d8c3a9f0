import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRequest } from "../contract/monitor-recordings.ts";
import { openTestWorld } from "../support/world.ts";
import type { InboundAdapter, Settled } from "../../core/ports/inbound.ts";
import { takeDeliveries } from "../../core/flows/take-deliveries.ts";
import type { DemoWorld } from "../../server/demo/world.ts";

const recordings = new URL("../../connectors/alertmanager/recordings/", import.meta.url);
const settled: Settled = { kind: "settled" };
const later: Settled = { kind: "later", error: { kind: "unavailable", detail: "The vendor does not answer." } };

/** A hub that takes deliveries and leaves the work on them to the test. */
async function openIdleHub(context: Parameters<typeof openTestWorld>[0]) {
  const world = await openTestWorld(context, { role: "web" });
  const { node } = world.hub.hub;
  await node.claims.beat(node.name);
  const deliver = async (name: string): Promise<string> => {
    const answer = await fetch(world.hookUrl, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer test-token-not-secret" },
      body: readRequest(recordings, name).body,
    });
    return ((await answer.json()) as { deliveryId: string }).deliveryId;
  };
  const takeLease = async () => {
    const lease = await node.claims.intake(node.name, 30_000);
    return !lease || lease === "held" ? assert.fail("nobody has anything to take") : lease;
  };
  /** One pass with a vendor that says this of the deliveries, by their order. */
  const take = async (...answers: readonly Settled[]) => {
    const lease = await takeLease();
    const opened = await node.connections.open(lease.tenantId, lease.connectionId);
    const { verify, parse } = opened?.instance.inbound ?? assert.fail("no adapter");
    const left = [...answers];
    const settle = async () => left.shift() ?? assert.fail("asked about more deliveries than were expected");
    const adapter: InboundAdapter = { verify, parse, settle };
    const { world: deps, unit, isTransient, pushDeps } = node;
    const { failpoint } = pushDeps;
    const summary = await takeDeliveries(
      { ...deps, unit, adapter, isTransient, failpoint, breathe: async () => {} },
      lease,
    );
    return { summary, lease, left: left.length };
  };
  return { world, node, deliver, take, takeLease };
}

async function outcomeOf(world: DemoWorld, id: string) {
  return (await world.api.get(`/deliveries/${id}`)) as {
    outcome: string;
    detail: string | null;
    quarantine: { reason: string; detail: string }[];
  };
}

describe("deliveries that need their vendor before they count", () => {
  it("wait in order while it cannot be asked, lose no attempt by it, and count later", async (context) => {
    const { world, node, deliver, take } = await openIdleHub(context);
    const ids = [
      await deliver("01-firing-single.json"),
      await deliver("34-warning-firing.json"),
      await deliver("35-warning-resolved.json"),
    ];
    const outcomes = async () =>
      (await Promise.all(ids.map((id) => outcomeOf(world, id)))).map(({ outcome }) => outcome);

    // More often than a delivery may be begun that ends its process.
    for (let times = 0; times < 6; times++) {
      const { summary, lease } = await take(later);
      assert.deepEqual([summary.deliveries, summary.more, summary.waiting?.kind], [0, false, "unavailable"]);
      await node.claims.restIntake(lease, 0);
    }
    assert.deepEqual(await outcomes(), ["open", "open", "open"]);

    const first = await take(settled, later);
    assert.deepEqual([first.summary.deliveries, first.left], [1, 0]);
    assert.deepEqual(await outcomes(), ["applied", "open", "open"]);
    await node.claims.restIntake(first.lease, 0);

    const second = await take(settled, settled);
    assert.deepEqual([second.summary.deliveries, second.summary.waiting], [2, undefined]);
    assert.deepEqual(await outcomes(), ["applied", "applied", "applied"]);
  });

  it("have no effect and are kept where the vendor disowns them", async (context) => {
    const { world, deliver, take } = await openIdleHub(context);
    const forged = await deliver("01-firing-single.json");
    const genuine = await deliver("34-warning-firing.json");
    await take({ kind: "refused", detail: "The signature does not fit." }, settled);
    const [refused, taken] = [await outcomeOf(world, forged), await outcomeOf(world, genuine)];
    assert.deepEqual([refused.outcome, taken.outcome], ["quarantined", "applied"]);
    assert.deepEqual(
      refused.quarantine.map(({ reason, detail }) => [reason, detail]),
      [["unverified", "The signature does not fit."]],
    );
    assert.equal((await world.tickets()).length, 1, "of the genuine one");
  });

  it("keep others from looking at the connection while it rests", async (context) => {
    const { node, deliver, take, takeLease } = await openIdleHub(context);
    await deliver("01-firing-single.json");
    const { lease } = await take(later);
    await node.claims.restIntake(lease, 60_000);
    assert.equal(await node.claims.intake("another", 30_000), undefined);
    assert.equal(await node.claims.intake(node.name, 30_000), undefined);
    await node.claims.restIntake(lease, 0);
    assert.equal((await takeLease()).connectionId, lease.connectionId);
  });
});
