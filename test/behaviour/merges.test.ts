import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { SyncRules } from "../../schemas/sync-rules.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

/** A desk whose technicians merge tickets, and one that mirrors it. */
async function openPair(context: { after(run: () => Promise<void>): void }, rules: Partial<SyncRules> = {}) {
  const halo = await startHaloSimulator({ webhookRetryMs: 100 });
  const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, {
    halo: { connector: "halopsa", desk: halo, rules },
    west: { connector: "autotask", desk: west },
  });
  return { world, halo, west };
}

const recordOf = (desk: DeskSimulator, title: string) => desk.tickets().find((ticket) => ticket.title === title);
const textsOf = (desk: DeskSimulator, title: string) =>
  (recordOf(desk, title)?.comments ?? []).map(({ text }) => text.replaceAll(/\s+/g, " ").trim()).toSorted();

describe("tickets that are merged in one desk", () => {
  it("merge here: what was said in either is in every record of the survivor, once, to the last word", async (context) => {
    const { world, halo, west } = await openPair(context);
    const loser = await halo.technician.createTicket({ title: "Mail is slow" });
    const survivor = await halo.technician.createTicket({ title: "Mail server is down" });
    await world.agreed(2, 2);
    await halo.technician.addComment(loser, { text: "Since nine.", visibility: "public" });
    await awaitUntil("the first comment's copy", async () =>
      textsOf(west, "Mail is slow").length === 1 ? true : undefined,
    );
    // Nobody reads it before the merge.
    halo.setFaults({ webhooksOff: true });
    await halo.technician.addComment(loser, { text: "Only at Harbor.", visibility: "internal" });
    halo.setFaults({ webhooksOff: false });
    await halo.technician.mergeTickets(loser, survivor);
    await awaitUntil("all that was said in the survivor's copy", async () =>
      textsOf(west, "Mail server is down").length === 2 ? true : undefined,
    );
    const said = textsOf(west, "Mail server is down");
    assert.ok(
      said.some((text) => text.endsWith("Since nine.")) && said.some((text) => text.endsWith("Only at Harbor.")),
    );
    await awaitUntil("the loser's other record to end", async () =>
      recordOf(west, "Mail is slow")?.status === "Complete" ? true : undefined,
    );
    await awaitUntil("nothing owed", async () => {
      const views = await Promise.all((await world.tickets()).map(({ id }) => world.ticket(id)));
      return views.every(({ links }) => links.every(({ agreed, state }) => agreed || state === "merged"))
        ? true
        : undefined;
    });
    assert.equal(textsOf(halo, "Mail server is down").length, 2, "the desk had left them behind");
    const internal = recordOf(west, "Mail server is down")?.comments.filter(
      ({ visibility }) => visibility === "internal",
    );
    assert.equal(internal?.length, 1);
  });

  it("move to a survivor that nobody knew, and owe it what was said elsewhere", async (context) => {
    const { world, halo, west } = await openPair(context, { take: 'record.title != "Old ticket"' });
    const survivor = await halo.technician.createTicket({ title: "Old ticket" });
    const loser = await halo.technician.createTicket({ title: "Mail is slow" });
    await world.agreed(1, 2);
    await west.technician.addComment(recordOf(west, "Mail is slow")?.id ?? "", {
      text: "Rebooted.",
      visibility: "public",
    });
    await awaitUntil("the comment", async () => (textsOf(halo, "Mail is slow").length === 1 ? true : undefined));
    await halo.technician.mergeTickets(loser, survivor);
    await awaitUntil("the comment in the survivor", async () =>
      textsOf(halo, "Old ticket").some((text) => text.endsWith("Rebooted.")) ? true : undefined,
    );
    await world.agreed(1, 2);
    await halo.technician.edit(survivor, { priority: "Critical" });
    const [row] = await world.tickets();
    await awaitUntil("an edit of the survivor here", async () =>
      (await world.ticket(row?.id ?? "")).fields["priority"] === 1 ? true : undefined,
    );
    assert.equal(recordOf(halo, "Old ticket")?.id, survivor, "what its people called it stands");
    assert.equal(west.tickets().length, 1);
    await awaitUntil("its title here", async () => recordOf(west, "Old ticket"));
    assert.equal(textsOf(west, "Old ticket").length, 1);
  });

  it("are settled in the end, whichever answer about them was no good", async (context) => {
    const { world, halo, west } = await openPair(context);
    const survivor = await halo.technician.createTicket({ title: "Mail server is down" });
    const losers = await Promise.all(
      [1, 2, 3, 4].map((n) => halo.technician.createTicket({ title: `Slow mail ${n}` })),
    );
    await world.agreed(5, 2);
    for (const [index, loser] of losers.entries()) {
      halo.setFaults({ badAnswer: { kind: "html", times: 1, after: index + 1 } });
      await halo.technician.mergeTickets(loser, survivor);
      await awaitUntil(`the copy of loser ${index + 1} to end`, async () =>
        recordOf(west, `Slow mail ${index + 1}`)?.status === "Complete" ? true : undefined,
      );
    }
    assert.equal(west.tickets().filter(({ status }) => status !== "Complete").length, 1);
  });
});
