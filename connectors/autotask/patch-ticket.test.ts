import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { carla, makeTicket, must, openWorld, readRecord } from "./test-world.ts";

describe("a ticket whose contact was switched off", () => {
  it("is closed all the same, without the contact, who is named in an internal note", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world, { contact: carla.email });
    world.simulator.changeContact(carla.id, { isActive: 0 });
    must(await world.desk.write({ externalId: id, raw: { status: 5 } }));
    const { raw } = await readRecord(world, id);
    assert.deepEqual([raw.status, raw.contact], [5, null]);
    const notes = world.simulator.tickets()[0]?.comments ?? [];
    assert.equal(notes.length, 1);
    assert.match(notes[0]?.text ?? "", /Carla Ortiz <carla@acme\.example>/);
    assert.equal(notes[0]?.visibility, "internal");
  });

  it("is refused as before where it is something else that is wrong", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world, { contact: carla.email });
    world.simulator.changeContact(carla.id, { isActive: 0 });
    const refused = await world.desk.write({ externalId: id, raw: { status: 4_711 } });
    assert.ok(!refused.ok && refused.error.kind === "rejected");
    assert.equal(refused.error.field, "status");
    assert.deepEqual(world.simulator.tickets()[0]?.comments, []);
  });
});
