import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { callsOf, errorOf, hookUrl, must, openWorld, type TestWorld } from "./test-support.ts";

async function ensure({ desk }: TestWorld, url = hookUrl) {
  return must((await desk.ensureWebhook?.(url)) ?? assert.fail("cannot register"));
}

describe("the webhook of a connection", () => {
  it("is made once, with its three events, and then left alone", async (context) => {
    const world = await openWorld(context);
    assert.equal((await ensure(world)).state, "made");
    const posts = callsOf(world, "POST Webhook");
    assert.equal((await ensure(world)).state, "present");
    assert.equal(callsOf(world, "POST Webhook"), posts);
    assert.deepEqual(world.simulator.webhooks(), [{ url: hookUrl, active: true, events: [3, 61, 39] }]);
  });

  it("is completed when its making ended half way", async (context) => {
    const world = await openWorld(context);
    world.simulator.setQuirks({ forbidden: ["notification"] });
    const error = errorOf((await world.desk.ensureWebhook?.(hookUrl)) ?? assert.fail());
    assert.equal(error.kind, "forbidden");
    world.simulator.setQuirks({ forbidden: [] });
    assert.equal((await ensure(world)).state, "repaired");
    assert.deepEqual(world.simulator.webhooks(), [{ url: hookUrl, active: true, events: [3, 61, 39] }]);
  });

  it("follows a changed address of the same connection, and is one of its own for another", async (context) => {
    const world = await openWorld(context);
    await ensure(world);
    const rotated = hookUrl.replace("very-secret-token", "another-token");
    assert.equal((await ensure(world, rotated)).state, "repaired");
    assert.deepEqual(
      world.simulator.webhooks().map(({ url }) => url),
      [rotated],
    );
    const other = hookUrl.replace("6f0c1f0e", "7f0c1f0e");
    assert.equal((await ensure(world, other)).state, "made");
    assert.equal(world.simulator.webhooks().length, 2);
  });

  it("gets a changed secret, which is told nowhere", async (context) => {
    const world = await openWorld(context, { secrets: { webhookSecret: "the-first-secret" } });
    await ensure(world);
    assert.equal((await ensure(world)).state, "present");
    const { simulator } = world;
    const changed = await openWorld(context, { simulator, secrets: { webhookSecret: "the-second-secret" } });
    assert.equal((await ensure(changed)).state, "repaired");
    assert.equal((await ensure(changed)).state, "present");
    assert.doesNotMatch(JSON.stringify(simulator.ledger()), /the-(first|second)-secret/);
  });

  it("made twice is one afterwards", async (context) => {
    const world = await openWorld(context);
    await ensure(world);
    world.simulator.copyWebhooks();
    assert.equal(world.simulator.webhooks().length, 2);
    assert.equal((await ensure(world)).state, "repaired");
    assert.deepEqual(world.simulator.webhooks(), [{ url: hookUrl, active: true, events: [3, 61, 39] }]);
  });

  it("is taken away, with its events, and nothing else is", async (context) => {
    const world = await openWorld(context);
    await world.simulator.registerWebhooks("https://somebody.example/else");
    await ensure(world);
    must((await world.desk.removeWebhook?.(hookUrl)) ?? assert.fail());
    must((await world.desk.removeWebhook?.(hookUrl)) ?? assert.fail());
    assert.deepEqual(
      world.simulator.webhooks().map(({ url }) => url),
      ["https://somebody.example/else"],
    );
  });
});
