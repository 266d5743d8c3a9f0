import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bad, createOne, good, openWorld, ref } from "./test-world.ts";

const minute = 60_000;

describe("signing in", () => {
  it("fetches one token for twenty calls at once, and keeps it", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.simulator.revokeToken();
    world.clock.move(31 * minute);
    await Promise.all(Array.from({ length: 20 }, async () => good(await world.desk.read([id]))));
    assert.equal(world.simulator.calls()["POST oauth_token"], 2);
  });

  it("renews a token a minute before it ends", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.clock.move(28 * minute);
    good(await world.desk.read([id]));
    assert.equal(world.simulator.calls()["POST oauth_token"], 1);
    world.clock.move(minute + 30_000);
    good(await world.desk.read([id]));
    assert.equal(world.simulator.calls()["POST oauth_token"], 2);
    // The instance gave the same token again: it is used until it has really ended, without asking for each call.
    for (let count = 0; count < 5; count++) good(await world.desk.read([id]));
    assert.equal(world.simulator.calls()["POST oauth_token"], 2);
    world.clock.move(minute);
    good(await world.desk.read([id]));
    assert.ok(world.sent.every(({ outcome }) => outcome !== "401"));
  });

  it("repeats a call once with a new token after a 401, also when twenty calls got one", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.simulator.revokeToken();
    await Promise.all(Array.from({ length: 20 }, async () => good(await world.desk.read([id]))));
    assert.ok((world.simulator.calls()["POST oauth_token"] ?? 0) <= 3);
  });

  it("stops before it locks the user, and says what to look at", async (context) => {
    const world = await openWorld(context, { settings: { auth: "basic" }, secrets: { password: "wrong-password" } });
    for (let count = 0; count < 6; count++) {
      const error = bad(await world.desk.read([ref("5c1f0a7e97b4e110d4a1b6e3f153af21")]));
      assert.equal(error.kind, "unauthorized");
      assert.match(error.detail, /snc_basic_auth_api_access/);
    }
    assert.equal(world.sent.length, 2);
  });

  it("signs in with an API key, and never sends a cookie", async (context) => {
    const key = "simulator-api-key-3Wn8";
    const world = await openWorld(context, { settings: { auth: "apiKey" }, secrets: { apiKey: key } });
    await createOne(world);
    assert.ok(world.sent.every(({ outcome }) => outcome !== "202"));
  });
});
