import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

/** Two desks with one ticket that both know, and one public comment that was made in the first. */
async function openPair(context: { after(run: () => Promise<void>): void }) {
  const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, {
    east: { connector: "autotask", desk: east },
    west: { connector: "autotask", desk: west },
  });
  const ticket = await east.technician.createTicket({ title: "Printer on fire" });
  const comment = await east.technician.addComment(ticket, { text: "Send water.", visibility: "public" });
  const [view] = await world.agreed(1, 2);
  await awaitTexts(west, ["Ann Keller:\nSend water."]);
  return { world, east, west, ticket, comment, id: view?.id ?? "" };
}

const textsOf = (desk: DeskSimulator) => desk.tickets()[0]?.comments.map(({ text }) => text) ?? [];

async function awaitTexts(desk: DeskSimulator, expected: readonly string[]): Promise<void> {
  await awaitUntil(`comments ${JSON.stringify(expected)}`, async () =>
    JSON.stringify(textsOf(desk)) === JSON.stringify(expected) ? true : undefined,
  );
}

describe("a comment that was copied to another desk", () => {
  it("is edited there as well, once, and the edit does not come back", async (context) => {
    const { world, east, west, ticket, comment } = await openPair(context);
    await east.technician.editComment(ticket, comment, { text: "Send foam!" });
    await awaitTexts(west, ["Ann Keller:\nSend foam!"]);
    await world.agreed(1, 2);
    await Promise.all([east.settled(), west.settled()]);
    const edits = west
      .ledger()
      .filter(({ by, method, path }) => by === "api" && method === "PATCH" && path.endsWith("/Notes"));
    assert.equal(edits.length, 1);
    assert.deepEqual(textsOf(east), ["Send foam!"]);
  });

  it("takes an edit of the copy back to the original", async (context) => {
    const { east, west } = await openPair(context);
    const copy = west.tickets()[0]?.comments[0]?.id ?? "";
    await west.technician.editComment(west.tickets()[0]?.id ?? "", copy, { text: "Ann Keller:\nSend sand." });
    await awaitTexts(east, ["Send sand."]);
  });

  it("is hidden everywhere when it is hidden in one", async (context) => {
    const { east, west, ticket, comment } = await openPair(context);
    await east.technician.editComment(ticket, comment, { visibility: "internal" });
    await awaitUntil("the hidden copy", async () =>
      west.tickets()[0]?.comments[0]?.visibility === "internal" ? true : undefined,
    );
  });

  it("is not made public elsewhere, but told", async (context) => {
    const { world, east, west, ticket, id } = await openPair(context);
    const secret = await east.technician.addComment(ticket, { text: "They never pay.", visibility: "internal" });
    await awaitUntil("both comments", async () => (textsOf(west).length === 2 ? true : undefined));
    await world.agreed(1, 2);
    await east.technician.editComment(ticket, secret, { visibility: "public" });
    const { value: view } = await awaitUntil("the conflict", async () => {
      const seen = await world.ticket(id);
      return seen.conflicts > 0 ? seen : undefined;
    });
    assert.ok(view.timeline.some(({ kind, reason }) => kind === "conflict" && reason === "publicOnlyThere"));
    assert.equal(west.tickets()[0]?.comments[1]?.visibility, "internal");
  });

  it("is taken away with its original, as far as the desk can", async (context) => {
    const { east, west, ticket, comment } = await openPair(context);
    await east.technician.deleteComment(ticket, comment);
    await awaitTexts(west, ["(This note was deleted.)"]);
    assert.equal(west.tickets()[0]?.comments[0]?.visibility, "internal");
  });

  it("stays elsewhere when only the copy is taken away, and that is told", async (context) => {
    const { world, east, west, id } = await openPair(context);
    await west.technician.deleteComment(west.tickets()[0]?.id ?? "", west.tickets()[0]?.comments[0]?.id ?? "");
    await awaitUntil("the conflict", async () => ((await world.ticket(id)).conflicts > 0 ? true : undefined));
    assert.deepEqual(textsOf(east), ["Send water."]);
  });

  it("is joined by what a technician wrote into a time entry", async (context) => {
    const { world, west, ticket, east } = await openPair(context);
    const entry = await fetch(`${east.url}/control/time-entries`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ticketId: ticket, summaryNotes: "Replaced the drum.", internalNotes: "Third time." }),
    });
    assert.equal(entry.status, 200);
    await world.readNow();
    await awaitTexts(west, ["Ann Keller:\nSend water.", "Ann Keller:\nReplaced the drum.", "Ann Keller:\nThird time."]);
    assert.deepEqual(
      west.tickets()[0]?.comments.map(({ visibility }) => visibility),
      ["public", "public", "internal"],
    );
  });
});
