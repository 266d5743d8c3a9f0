import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { callsOf, draftOf, errorOf, mailsOf, makeTicket, must, openWorld, readRecord } from "./test-support.ts";

describe("writing fields", () => {
  it("sends only what differs, in one call, and mails nobody", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const before = callsOf(world, "POST Tickets");
    must(await world.desk.write({ externalId: id, raw: { status: 2, queue: "Monitoring Alert", assignee: 15 } }));
    assert.equal(callsOf(world, "POST Tickets") - before, 1);
    const { raw } = await readRecord(world.desk, id);
    assert.deepEqual([raw.status, raw.queue, raw.assignee, raw.title], [2, "Monitoring Alert", 15, "Disk full"]);
    assert.deepEqual(mailsOf(world), []);
  });

  it("takes the assignee away", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk, { assignee: 14 });
    must(await world.desk.write({ externalId: id, raw: { assignee: null } }));
    assert.equal((await readRecord(world.desk, id)).raw.assignee, null);
    assert.equal(world.simulator.tickets()[0]?.assignee, null);
  });

  it("finds the person by address within the ticket's client, and leaves the ticket's own when there is none", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    assert.equal((await readRecord(world.desk, id)).raw.contact, null);
    must(await world.desk.write({ externalId: id, raw: { contact: "carla@acme.example" } }));
    assert.equal((await readRecord(world.desk, id)).raw.contact, "carla@acme.example");
    for (const email of ["hal@harbor.example", "carl@acme.example", "nobody@acme.example"])
      must(await world.desk.write({ externalId: id, raw: { contact: email } }));
    assert.equal((await readRecord(world.desk, id)).raw.contact, "carla@acme.example");
  });

  it("asks for a person's address again within minutes, and not for each reading", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk, { contact: "carla@acme.example" });
    await readRecord(world.desk, id);
    const before = callsOf(world, "GET Users");
    await readRecord(world.desk, id);
    assert.equal(callsOf(world, "GET Users"), before);
    world.wait(6 * 60_000);
    await readRecord(world.desk, id);
    assert.equal(callsOf(world, "GET Users"), before + 1);
  });

  it("leaves a priority away that the type's SLA does not have", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk, { type: 25, priority: 1 });
    const sent = world.simulator.ledger().find(({ method, by }) => method === "POST" && by === "api");
    assert.equal(JSON.stringify(sent?.body).includes("priority_id"), false);
    assert.equal((await readRecord(world.desk, id)).raw.priority, null);
  });

  it("makes tickets although a custom field is mandatory, unless told not to", async (context) => {
    const world = await openWorld(context);
    world.simulator.setQuirks({ mandatoryField: true });
    assert.ok(await makeTicket(world.desk));
    const strict = await openWorld(context, { settings: () => ({ skipMandatoryFields: false }) });
    strict.simulator.setQuirks({ mandatoryField: true });
    const error = errorOf(await strict.desk.create(draftOf()));
    assert.deepEqual(error, { kind: "rejected", detail: "Cost centre must not be blank" });
  });

  it("does not know what became of a write without an answer", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.setFaults({ dropAnswerAfterWrite: 1 });
    const error = errorOf(await world.desk.write({ externalId: id, raw: { title: "Other" } }));
    assert.equal(error.kind, "unknownOutcome");
  });

  it("knows text that went through their HTML", async (context) => {
    const world = await openWorld(context);
    world.simulator.setQuirks({ flattenText: true });
    const sent = "first line\nsecond line\n\nthird";
    const id = await makeTicket(world.desk, { description: sent });
    const back = (await readRecord(world.desk, id)).raw.description ?? null;
    assert.equal(back, "first line second line third");
    const lens = must(await world.desk.openLens());
    assert.equal(lens.isShapeOf("description", sent, back), true);
    assert.equal(lens.isShapeOf("description", sent, "another text"), false);
  });
});

describe("a status that is accepted and not set", () => {
  for (const closeNeeds of ["action", "appointmentFlag"] as const) {
    it(`is set by an action when closing needs the ${closeNeeds}, without a comment or mail`, async (context) => {
      const world = await openWorld(context);
      const id = await makeTicket(world.desk);
      await readRecord(world.desk, id);
      world.simulator.setQuirks({ closeNeeds });
      must(await world.desk.write({ externalId: id, raw: { status: 9, title: "Disk fixed" } }));
      const [ticket] = world.simulator.tickets();
      assert.deepEqual([ticket?.status, ticket?.title, ticket?.comments], ["Closed", "Disk fixed", []]);
      assert.deepEqual(mailsOf(world), []);
    });
  }

  it("is left for the reading back when that does not help either", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await readRecord(world.desk, id);
    world.simulator.setQuirks({ closeNeeds: "never" });
    must(await world.desk.write({ externalId: id, raw: { status: 9 } }));
    assert.equal((await readRecord(world.desk, id)).raw.status, 1);
    assert.equal(callsOf(world, "POST Actions"), 1);
  });

  it("is left alone when somebody else has set another one meanwhile", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await readRecord(world.desk, id);
    world.simulator.setFaults({ plantAfterWrite: { status: "With User" } });
    must(await world.desk.write({ externalId: id, raw: { status: 9 } }));
    assert.equal((await readRecord(world.desk, id)).raw.status, 4);
    assert.equal(callsOf(world, "POST Actions"), 0);
  });

  it("ends even if a workflow sets it back each time", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await readRecord(world.desk, id);
    world.simulator.setFaults({ workflow: { status: "New" } });
    must(await world.desk.write({ externalId: id, raw: { status: 2 } }));
    assert.equal((await readRecord(world.desk, id)).raw.status, 1);
    assert.equal(callsOf(world, "POST Actions"), 1);
  });
});
