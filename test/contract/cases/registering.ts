import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../expect.ts";
import type { HookReceiver } from "../hook-receiver.ts";
import { alterSecret } from "../secrets.ts";
import type { Suite } from "../suite.ts";
import type { ContractWorld } from "../world.ts";

/** Failed deliveries after which every vendor that switches webhooks off has done so. */
const mostFailures = 60;

/** Our webhook at the vendor, made and kept by us; what it is worth shows in what comes. */
export function describeRegistering(suite: Suite): void {
  describe("registering our webhook", () => {
    it("makes exactly one, which works, and leaves it alone from then on", async (context) => {
      const world = await suite.open(context);
      const receiver = await world.listen();
      assert.equal((await ensure(world, receiver)).state, "made");
      for (let again = 0; again < 3; again++) assert.equal((await ensure(world, receiver)).state, "present");
      assert.equal(await countCallouts(world, receiver), 1);
      const [request = assert.fail()] = receiver.received;
      assert.deepEqual(world.inbound?.verify(request), { accepted: true });
    });

    it("from another process finds the one that is there", async (context) => {
      const world = await suite.open(context);
      const receiver = await world.listen();
      await ensure(world, receiver);
      const second = { ...world, desk: world.openAgain().desk ?? assert.fail() };
      assert.equal((await ensure(second, receiver)).state, "present");
      assert.equal(await countCallouts(world, receiver), 1);
    });

    it("repairs it after the vendor has switched it off", async (context) => {
      const world = await suite.open(context);
      const receiver = await world.listen();
      await ensure(world, receiver);
      receiver.answer(500);
      let failures = 0;
      while (failures < mostFailures && (await countCallouts(world, receiver)) > 0) failures += 1;
      receiver.answer(202);
      const wasSwitchedOff = failures < mostFailures;
      assert.equal((await ensure(world, receiver)).state, wasSwitchedOff ? "repaired" : "present");
      assert.equal(await countCallouts(world, receiver), 1);
    });

    it("follows an address that has changed, without a second one", async (context) => {
      const world = await suite.open(context);
      const receiver = await world.listen();
      await ensure(world, receiver);
      const changed = { ...receiver, url: receiver.url.replace("a-token-of-its-own", "another-token") };
      assert.notEqual((await ensure(world, changed)).state, "present");
      assert.equal(await countCallouts(world, receiver), 1);
    });

    it("follows a secret that has changed", async (context) => {
      const world = await suite.open(context);
      const receiver = await world.listen();
      await ensure(world, receiver);
      assert.equal(await countCallouts(world, receiver), 1);
      const secrets = await findWebhookSecret(world, receiver);
      const { desk, inbound } = world.openAgain({ secrets });
      await ensure({ ...world, desk: desk ?? assert.fail() }, receiver);
      assert.equal(await countCallouts(world, receiver), 1);
      assert.deepEqual(inbound?.verify(receiver.received.at(-1) ?? assert.fail()), { accepted: true });
    });

    it("takes it away again, and only ours", async (context) => {
      const world = await suite.open(context);
      const theirs = await world.hear();
      const receiver = await world.listen();
      await ensure(world, receiver);
      assert.equal(await countCallouts(world, receiver), 1);
      must((await world.desk.removeWebhook?.(receiver.url)) ?? assert.fail());
      const before = theirs.received.length;
      assert.equal(await countCallouts(world, receiver), 0);
      assert.ok(theirs.received.length > before, "somebody else's webhook is silent too");
      must((await world.desk.removeWebhook?.(receiver.url)) ?? assert.fail());
    });
  });
}

async function ensure({ desk }: ContractWorld, { url }: HookReceiver) {
  const { state, detail } = must((await desk.ensureWebhook?.(url)) ?? assert.fail());
  assert.match(detail, /\p{L}{3}/u);
  return { state };
}

/** A new value for that secret without which what came is refused. */
async function findWebhookSecret(world: ContractWorld, { received }: HookReceiver) {
  const request = received.at(-1) ?? assert.fail("nothing came");
  for (const [key, secret] of Object.entries(world.simulator.secrets)) {
    const secrets = { [key]: alterSecret(secret) };
    if (world.openAgain({ secrets }).inbound?.verify(request).accepted === false) return secrets;
  }
  return assert.fail("no secret is needed");
}

/** Different callouts that one new ticket brings. */
async function countCallouts(world: ContractWorld, { received }: HookReceiver): Promise<number> {
  const before = received.length;
  await world.simulator.technician.createTicket({ title: "Told of" });
  await world.simulator.settled();
  return new Set(received.slice(before).map(({ body }) => Buffer.from(body).toString())).size;
}
