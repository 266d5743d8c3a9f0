import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bad, createOne, good, newMarker, openWorld, readOneRecord, ref, ticketOf } from "./test-world.ts";

const minute = 60_000;

describe("creating and finding", () => {
  it("creates with marker, company, caller and everything that was sent", async (context) => {
    const world = await openWorld(context);
    const lens = await world.lens();
    const raw: Record<string, never> = {};
    for (const [field, value] of [
      ["title", "Mail is down"],
      ["description", "Since 9.\nNobody can send."],
      ["status", "inProgress"],
      ["priority", 2],
      ["queue", "Level II Support"],
      ["category", "Software > Email"],
      ["assignee", "bob.ruiz@northwind.example"],
      ["contact", "carla@acme.example"],
    ] as const) {
      const written = lens.to(field, value);
      assert.equal(written.kind, "raw", field);
      Object.assign(raw, { [field]: written.kind === "raw" ? written.raw : null });
    }
    const marker = newMarker();
    const id = await createOne(world, raw, marker);
    const record = await readOneRecord(world, id);
    assert.deepEqual(record.raw, { ...raw, resolution: null });
    assert.equal(record.marker, marker);
    assert.equal(record.clientRef, world.client);
    assert.match(record.version, /^0000000000\/\d{4}-.*Z$/);
    assert.ok(record.sla?.resolutionDueAt);
    const ticket = ticketOf(world, id);
    assert.deepEqual(
      [ticket.status, ticket.priority, ticket.queue, ticket.assignee],
      ["In Progress", "2 - High", "Level II Support", "bob.ruiz@northwind.example"],
    );
  });

  it("asks for the caller's address again within minutes, and not for each reading", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world, { title: "x", contact: "carla@acme.example" });
    const asked = () =>
      world.sent.filter(({ path }) => path.includes("/sys_user?") || path.endsWith("/sys_user")).length;
    await readOneRecord(world, id);
    const before = asked();
    await readOneRecord(world, id);
    assert.equal(asked(), before);
    world.clock.move(3 * minute);
    assert.equal((await readOneRecord(world, id)).raw.contact, "carla@acme.example");
    assert.equal(asked(), before + 1);
  });

  it("names an unknown contact in the description, which reads back without it", async (context) => {
    const world = await openWorld(context);
    const raw = { title: "x", description: "y".repeat(3_990), contact: "new@acme.example" };
    const id = await createOne(world, raw);
    assert.match(ticketOf(world, id).description, /Reported by new@acme\.example/);
    const back = (await readOneRecord(world, id)).raw.description ?? null;
    assert.ok((await world.lens()).isShapeOf("description", raw.description, back));
    // Another client's person is no contact of this one.
    const second = await createOne(world, { title: "x", description: "text", contact: "hal@harbor.example" });
    assert.equal((await readOneRecord(world, second)).raw.contact, null);
    assert.equal((await readOneRecord(world, second)).raw.description, "text");
  });

  it("finds the record by its marker after the answer was lost, and twins oldest first", async (context) => {
    const world = await openWorld(context);
    const marker = newMarker();
    world.simulator.setFaults({ dropAnswerAfterCreate: 1 });
    const draft = { marker, clientRef: world.client, raw: { title: "Lost" } };
    assert.equal(bad(await world.desk.create(draft)).kind, "unknownOutcome");
    const [found] = good(await world.desk.findByMarker([newMarker(), marker], new Date(0)));
    assert.equal(found?.raw.title, "Lost");
    world.clock.move(minute);
    const twin = await createOne(world, { title: "Lost" }, marker);
    const both = good(await world.desk.findByMarker([marker], new Date(0)));
    assert.deepEqual(
      both.map(({ externalId }) => externalId),
      [found?.externalId, twin],
    );
    good(await world.desk.withdraw(twin, "Created twice."));
    assert.equal(ticketOf(world, twin).status, "Canceled");
    assert.deepEqual(
      ticketOf(world, twin).comments.map(({ text, visibility }) => [text, visibility]),
      [["Created twice.", "internal"]],
    );
  });

  it("takes a creation for done that was refused only afterwards, and looks after a quota's 500", async (context) => {
    const world = await openWorld(context);
    world.simulator.setToggles({ forbiddenAfterCommit: 1 });
    const id = await createOne(world);
    assert.equal(world.simulator.tickets().length, 1);
    assert.equal(ticketOf(world, id).title, "Disk full");
    world.simulator.setToggles({ quotaAfterCommit: 1 });
    const draft = { marker: newMarker(), clientRef: world.client, raw: { title: "x" } };
    assert.equal(bad(await world.desk.create(draft)).kind, "unknownOutcome");
  });

  it("takes no stranger's ticket when the instance ignores the condition on the marker", async (context) => {
    const world = await openWorld(context);
    await world.simulator.technician.createTicket({ title: "A stranger's" });
    world.simulator.setToggles({ ignoredColumn: "correlation_id" });
    const error = bad(await world.desk.findByMarker([newMarker()], new Date(0)));
    assert.equal(error.kind, "unreadable");
    assert.match(error.detail, /not asked for/);
  });

  it("says gone only after a direct read, many ids at once", async (context) => {
    const world = await openWorld(context);
    const ids = world.simulator.bulkCreate(120).map(ref);
    await world.simulator.technician.deleteTicket(ids[7] ?? "");
    const read = good(await world.desk.read(ids));
    assert.equal(read.size, 119);
    assert.equal(read.has(ids[7] ?? ref("")), false);
  });
});
