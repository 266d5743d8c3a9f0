import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { openTestWorld } from "../support/world.ts";

async function awaitOneTicket(world: Awaited<ReturnType<typeof openTestWorld>>) {
  const { value } = await awaitUntil("one agreed ticket", async () => {
    const [first] = await world.tickets();
    const view = first && (await world.ticket(first.id));
    return view?.links[0]?.agreed && view.links[0].number ? view : undefined;
  });
  return value;
}

describe("creating a record once", () => {
  it("looks for the record when the answer to the creation was lost", async (context) => {
    const world = await openTestWorld(context);
    world.desk.setFaults({ dropAnswerAfterCreate: 1, webhooksOff: true });
    await world.deliver("01-firing-single.json");
    const view = await awaitOneTicket(world);
    assert.equal(world.desk.tickets().length, 1);
    assert.equal((await world.tickets()).length, 1);
    assert.deepEqual(
      view.timeline.filter(({ kind }) => kind === "write").map(({ text }) => text),
      ["create to autotask: unknown"],
    );
  });

  it("takes the webhook of the creation for the answer that is still on its way", async (context) => {
    const world = await openTestWorld(context);
    world.desk.setFaults({ webhookBeforeAnswer: true });
    await world.deliver("01-firing-single.json");
    await awaitOneTicket(world);
    await world.desk.settled();
    assert.equal(world.desk.tickets().length, 1);
    assert.equal((await world.tickets()).length, 1);
  });

  it("does both: the webhook comes first and the answer never", async (context) => {
    const world = await openTestWorld(context);
    world.desk.setFaults({ webhookBeforeAnswer: true, dropAnswerAfterCreate: 1 });
    await world.deliver("01-firing-single.json");
    await awaitOneTicket(world);
    await world.desk.settled();
    assert.equal(world.desk.tickets().length, 1);
    assert.equal((await world.tickets()).length, 1);
  });

  it("waits as long as a rate limit asks, and creates once", async (context) => {
    const world = await openTestWorld(context);
    world.desk.setFaults({ answer429: 2, retryAfter: "1" });
    const started = Date.now();
    await world.deliver("01-firing-single.json");
    await awaitOneTicket(world);
    assert.ok(Date.now() - started >= 1_000, "the pause was kept");
    assert.equal(world.desk.tickets().length, 1);
  });
});
