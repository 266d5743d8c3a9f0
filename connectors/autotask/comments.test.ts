import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeTicket, must, openWorld } from "./test-world.ts";

describe("notes of a ticket", () => {
  it("are people's: the system's are left out, of whatever type", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world);
    world.simulator.addSystemNote(id, { noteType: 13, text: "Workflow rule fired." });
    world.simulator.addSystemNote(id, { noteType: 3, text: "Forwarded to queue." });
    await world.simulator.technician.addComment(id, { text: "Looking.", visibility: "public" });
    const comments = must(await world.desk.comments([id])).get(id) ?? [];
    assert.deepEqual(
      comments.map(({ body }) => body),
      ["Looking."],
    );
  });

  it("of which only some were deleted are told apart from those that are hidden", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world);
    const { technician } = world.simulator;
    const first = await technician.addComment(id, { text: "One.", visibility: "internal" });
    world.wait(5_000);
    await technician.addComment(id, { text: "Two.", visibility: "internal" });
    const known = must(await world.desk.comments([id])).get(id) ?? [];
    await technician.deleteComment(id, first);
    world.simulator.setFaults({ hiddenComments: "internal" });
    assert.deepEqual(must(await world.desk.comments([id])).get(id), []);
    const deleted = must(await world.desk.deletedComments?.(id, known));
    assert.deepEqual([...deleted], [first]);
  });

  it("of which a time entry was emptied are deleted, while the entry is still shown", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world);
    const booked = await fetch(`${world.simulator.url}/control/time-entries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ticketId: id, summaryNotes: "Replaced the drum.", internalNotes: "Third time." }),
    });
    assert.equal(booked.status, 200);
    const known = must(await world.desk.comments([id])).get(id) ?? [];
    assert.equal(known.length, 2);
    world.simulator.emptyTimeEntries(id);
    const deleted = must(await world.desk.deletedComments?.(id, known));
    assert.deepEqual(
      [...deleted],
      known.map(({ externalId }) => externalId),
    );
  });
});
