import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeTicket, must, openWorld, type TestWorld } from "./test-world.ts";

async function addSystemNote({ simulator }: TestWorld, note: { ticketId: string; noteType: number; text: string }) {
  const answer = await fetch(`${simulator.url}/control/system-notes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(note),
  });
  assert.equal(answer.status, 200);
}

describe("notes of a ticket", () => {
  it("are people's: the system's are left out, of whatever type", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world);
    await addSystemNote(world, { ticketId: id, noteType: 13, text: "Workflow rule fired." });
    await addSystemNote(world, { ticketId: id, noteType: 3, text: "Forwarded to queue." });
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
});
