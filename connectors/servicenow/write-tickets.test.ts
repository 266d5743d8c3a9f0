import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bad, createOne, good, openWorld, readOneRecord, ticketOf } from "./test-world.ts";

describe("writing", () => {
  it("resolves with code and notes in one PATCH, and reads the sentence of nobody as nothing", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    good(await world.desk.write({ externalId: id, raw: { status: "6" } }));
    const patches = world.simulator.ledger().filter(({ method }) => method === "PATCH");
    assert.equal(patches.length, 1);
    assert.deepEqual(patches[0]?.body, {
      state: "6",
      hold_reason: "",
      close_code: "Solution provided",
      close_notes: "Resolved in a connected service desk, without further notes.",
    });
    const { raw } = await readOneRecord(world, id);
    assert.deepEqual([raw.status, raw.resolution], ["6", null]);
  });

  it("keeps a technician's notes and code when it resolves, and takes ours when there are some", async (context) => {
    const world = await openWorld(context);
    const [first, second] = [await createOne(world), await createOne(world)];
    await world.simulator.technician.edit(first, { resolution: "Cable replaced." });
    good(await world.desk.write({ externalId: first, raw: { status: "6" } }));
    good(await world.desk.write({ externalId: second, raw: { status: "6", resolution: "Restarted." } }));
    assert.equal(ticketOf(world, first).resolution, "Cable replaced.");
    assert.equal(ticketOf(world, second).resolution, "Restarted.");
  });

  it("names the codes that the instance has instead of sending one that would be blanked", async (context) => {
    const world = await openWorld(context, { settings: { closeCode: "Solved (Permanently)" } });
    const id = await createOne(world);
    const error = bad(await world.desk.write({ externalId: id, raw: { status: "6" } }));
    assert.equal(error.kind === "rejected" ? error.field : "", "close_code");
    assert.match(error.detail, /Solution provided/);
    assert.equal(ticketOf(world, id).status, "New");
  });

  it("reopens what is resolved, and never what is closed or cancelled", async (context) => {
    const world = await openWorld(context);
    const ids = [await createOne(world), await createOne(world), await createOne(world)] as const;
    for (const id of ids) good(await world.desk.write({ externalId: id, raw: { status: "6" } }));
    await world.simulator.technician.edit(ids[1], { status: "Closed" });
    const cancelled = await createOne(world);
    good(await world.desk.write({ externalId: cancelled, raw: { status: "8" } }));
    good(await world.desk.write({ externalId: ids[0], raw: { status: "2" } }));
    assert.equal(ticketOf(world, ids[0]).status, "In Progress");
    for (const id of [ids[1], cancelled]) {
      const error = bad(await world.desk.write({ externalId: id, raw: { status: "2" } }));
      assert.equal(error.kind, "rejected");
      assert.match(error.detail, /for good/);
    }
    assert.equal(bad(await world.desk.write({ externalId: ids[2], raw: { status: "7" } })).kind, "rejected");
  });

  it("writes hold reasons, priority by its pair, group with assignee, and the contact of the company only", async (context) => {
    const world = await openWorld(context);
    const lens = await world.lens();
    const rawOf = (field: "queue" | "assignee" | "priority" | "status", value: string | number) => {
      const written = lens.to(field, value as never);
      return written.kind === "raw" ? written.raw : assert.fail(written.kind);
    };
    const id = await createOne(world, { title: "x", assignee: rawOf("assignee", "ann.keller@northwind.example") });
    const raw = {
      status: rawOf("status", "pending"),
      priority: rawOf("priority", 1),
      queue: rawOf("queue", "Monitoring Alert"),
      assignee: rawOf("assignee", "ann.keller@northwind.example"),
      contact: "hal@harbor.example",
    };
    good(await world.desk.write({ externalId: id, raw }));
    const ticket = ticketOf(world, id);
    assert.deepEqual(
      [ticket.status, ticket.priority, ticket.queue, ticket.assignee],
      ["On Hold (Awaiting Caller)", "1 - Critical", "Monitoring Alert", "ann.keller@northwind.example"],
    );
    const back = (await readOneRecord(world, id)).raw;
    assert.deepEqual(back, { ...back, ...raw, contact: null });
    // The group alone: the instance clears the assignee, and the reading tells.
    good(await world.desk.write({ externalId: id, raw: { queue: rawOf("queue", "Level I Support") } }));
    assert.equal((await readOneRecord(world, id)).raw.assignee, null);
    await world.simulator.technician.edit(id, { priority: "2 - High" });
    const theirs = (await readOneRecord(world, id)).raw.priority ?? null;
    assert.ok(lens.isShapeOf("priority", rawOf("priority", 2), theirs));
  });

  it("shows what the instance did not save, and says which rule refused", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.simulator.setToggles({
      protectedColumns: ["short_description"],
      abortedStates: [{ from: "1", to: "8", rule: "No cancelling" }],
    });
    good(await world.desk.write({ externalId: id, raw: { title: "Other" } }));
    assert.equal((await readOneRecord(world, id)).raw.title, "Disk full");
    const error = bad(await world.desk.write({ externalId: id, raw: { status: "8" } }));
    assert.match(error.detail, /"No cancelling"/);
  });

  it("a lost answer to a write is unknown, a dropped call is not", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.simulator.setFaults({ dropAnswerAfterWrite: 1 });
    assert.equal(bad(await world.desk.write({ externalId: id, raw: { title: "A" } })).kind, "unknownOutcome");
    world.simulator.setToggles({ dropped: 1 });
    assert.equal(bad(await world.desk.write({ externalId: id, raw: { title: "B" } })).kind, "unavailable");
    world.simulator.setFaults({ answer429: 1, retryAfter: "1733" });
    const limited = bad(await world.desk.write({ externalId: id, raw: { title: "C" } }));
    assert.deepEqual(
      [limited.kind, limited.kind === "rateLimited" && limited.retryAfterMs],
      ["rateLimited", 1_733_000],
    );
  });
});
