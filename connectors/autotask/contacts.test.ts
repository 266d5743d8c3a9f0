import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { carla, makeTicket, must, openWorld, readRecord } from "./test-world.ts";

const corrected = "carla.ortiz@acme.example";

describe("a contact's address that was corrected", () => {
  it("is seen within minutes", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world, { contact: carla.email });
    assert.equal((await readRecord(world, id)).raw.contact, carla.email);
    world.simulator.changeContact(carla.id, { emailAddress: corrected });
    world.wait(3 * 60_000);
    assert.equal((await readRecord(world, id)).raw.contact, corrected);
  });

  it("reads back at once where it is written", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world, { contact: carla.email });
    await readRecord(world, id);
    world.simulator.changeContact(carla.id, { emailAddress: corrected });
    must(await world.desk.write({ externalId: id, raw: { contact: corrected } }));
    assert.equal((await readRecord(world, id)).raw.contact, corrected);
  });

  it("is asked for once for many readings", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world, { contact: carla.email });
    await readRecord(world, id);
    const before = world.simulator.calls()["POST Contacts"];
    await readRecord(world, id);
    assert.equal(world.simulator.calls()["POST Contacts"], before);
  });
});
