import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { statusMaps as haloMaps } from "../../connectors/halopsa/simulator/status-maps.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskSetup, type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

type Context = { after(run: () => Promise<void>): void };

const desks: Readonly<Record<string, () => Promise<DeskSetup>>> = {
  autotask: async () => ({ connector: "autotask", desk: await startAutotaskSimulator({ webhookRetryMs: 100 }) }),
  halopsa: async () => ({
    connector: "halopsa",
    desk: await startHaloSimulator({ webhookRetryMs: 100 }),
    maps: haloMaps,
  }),
  servicenow: async () => ({ connector: "servicenow", desk: await startServiceNowSimulator({ webhookRetryMs: 100 }) }),
};

/** Tickets of one desk, each with an internal and a public comment that the other desk has as well. */
async function openPair(context: Context, name: string, count = 1) {
  const setup = (await desks[name]?.()) ?? assert.fail(`no desk ${name}`);
  const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, { east: setup, west: { connector: "autotask", desk: west } });
  const { desk: east } = setup;
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const id = await east.technician.createTicket({ title: `Ticket ${index}` });
    await east.technician.addComment(id, { text: "They never pay.", visibility: "internal" });
    // One kind stays to be seen.
    await east.technician.addComment(id, { text: "We look at it.", visibility: "public" });
    ids.push(id);
  }
  const views = await world.agreed(count, 2);
  await awaitUntil("the copies", async () =>
    keptIn(west) === count && west.tickets().every(({ comments }) => comments.length === 2) ? true : undefined,
  );
  return { world, east, west, ids, views };
}

/** Tickets there that still say it. */
function keptIn(desk: DeskSimulator): number {
  const says = (text: string) => text.includes("They never pay.");
  return desk.tickets().filter(({ comments }) => comments.some(({ text }) => says(text))).length;
}

async function awaitConflict(world: DeskWorld, id: string, reason: string): Promise<void> {
  await awaitUntil(`the conflict ${reason}`, async () => {
    const { timeline } = await world.ticket(id);
    return timeline.some((line) => line.kind === "conflict" && line.reason === reason) ? true : undefined;
  });
}

describe("a desk that does not show its internal comments any more", () => {
  for (const name of ["autotask", "servicenow"])
    it(`deletes the one of a ticket nowhere else, and tells of it: ${name}`, async (context) => {
      const { world, east, west, ids, views } = await openPair(context, name);
      const [id = "", view] = [ids[0], views[0]];
      east.setFaults({ hiddenComments: "internal" });
      await east.technician.edit(id, { title: "Renamed once" });
      await awaitConflict(world, view?.id ?? "", "notShownAnyMore");
      assert.equal(keptIn(west), 1);
      east.setFaults({ hiddenComments: null });
      await east.technician.edit(id, { title: "Renamed twice" });
      await awaitUntil("the second name", async () =>
        (await world.ticket(view?.id ?? "")).fields["title"] === "Renamed twice" ? true : undefined,
      );
      await world.agreed(1, 2);
      assert.equal(keptIn(west), 1);
      assert.equal(west.tickets()[0]?.comments.length, 2, "nor is it said once more");
    });

  it("is paused once so many tickets lack theirs, where the desk cannot tell what was deleted", async (context) => {
    const { world, east, west, ids } = await openPair(context, "halopsa", 14);
    east.setFaults({ hiddenComments: "internal" });
    for (const id of ids) await east.technician.edit(id, { priority: "Low" });
    const { value: parked } = await awaitUntil("the pause", async () => {
      const rows = (await world.api.get("/connections")) as { name: string; mode: string; parkedReason: string }[];
      return rows.find((row) => row.name === "east" && row.mode === "parked");
    });
    assert.match(parked.parkedReason, /are no longer shown within an hour/);
    assert.ok(keptIn(west) >= 5, `${keptIn(west)} of 14 were left`);
  });
});

describe("a deletion that no webhook has told", () => {
  it("is carried over by the desk's own record of it", async (context) => {
    const { world, east, west, ids } = await openPair(context, "autotask");
    const [id = ""] = ids;
    east.setFaults({ webhooksOff: true });
    const comment = east.tickets()[0]?.comments.find(({ visibility }) => visibility === "internal")?.id ?? "";
    await east.technician.deleteComment(id, comment);
    await east.technician.edit(id, { title: "Renamed" });
    await world.readNow();
    await awaitUntil("the deletion", async () => (keptIn(west) === 0 ? true : undefined));
  });
});
