import { setTimeout as pause } from "node:timers/promises";
import type { DeskSimulator, SimulatedTicket } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { type DeskName, deskNames, findTicket, openThreeDesks, type ThreeDesks } from "../../support/three-desks.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { awaitThat, listWrites, openPair } from "../tools/desks.ts";
import { bearInRing, countAllWrites, countRingWrites, isEqual, pickChange } from "../tools/ring-world.ts";
import { listNormalised } from "../tools/values.ts";

const longMs = 600_000;

/** Compares every desk with the hub, as happens once a day, and waits; nothing may be written. */
async function countQuietWrites(three: ThreeDesks, quietMs: number): Promise<number> {
  const before = countAllWrites(three);
  for (const name of deskNames) await three.world.api.post(`/connections/${name}/reconcile`);
  await pause(quietMs);
  return countAllWrites(three) - before;
}

/** One look at all tickets of a desk, whose answer is asked for again and again beside the hub at work. */
function listTitles(desk: DeskSimulator, which: (ticket: SimulatedTicket) => boolean): ReadonlySet<string> {
  return new Set(desk.tickets().flatMap((ticket) => (which(ticket) ? [ticket.title] : [])));
}

export const oneEditEach = defineScenario("D1", "one edit in one of three desks", async (context, sizes) => {
  const three = await openThreeDesks(context);
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `D1 ${index}`);
  await bearInRing(three, titles);
  const sum = { edits: 0, away: 0, mostEach: 0, back: 0 };
  for (let round = 0; round < sizes.rounds; round++) {
    const before = titles.map((title) => countRingWrites(three, title));
    const edited = await Promise.all(titles.map((title, index) => editOne(title, (round + index) % 3)));
    await awaitThat("three equal desks", () => titles.every((title) => isEqual(three, title)), longMs);
    await awaitTitles(three.world, titles, 3, longMs);
    for (const [index, title] of titles.entries()) {
      const now = countRingWrites(three, title);
      for (const name of deskNames) {
        const writes = now[name] - (before[index]?.[name] ?? 0);
        if (name === edited[index]) sum.back += writes;
        else sum.mostEach = Math.max(sum.mostEach, writes);
        sum.away += name === edited[index] ? 0 : writes;
      }
      sum.edits += 1;
    }
  }
  async function editOne(title: string, at: number): Promise<DeskName> {
    const name = deskNames[at] ?? "autotask";
    const { technician } = three.desks[name];
    await technician.edit(findTicket(three.desks[name], title).id, pickChange(context, three, name, title));
    return name;
  }
  const quiet = await countQuietWrites(three, sizes.quietMs);
  return {
    pass: sum.mostEach <= 1 && sum.back === 0 && quiet === 0,
    figure: `${sum.edits} edits: ${sum.away} writes to other desks, at most ${sum.mostEach} to one; ${sum.back} back; ${quiet} in ${sizes.quietMs / 1_000} s of quiet`,
  };
});

export const normalisedValues = defineScenario(
  "D2",
  "texts that every desk stores in its own way",
  async (context, sizes) => {
    const three = await openThreeDesks(context);
    const values = listNormalised(sizes.values);
    const titles = values.map((_, index) => `D2 ${index}`);
    for (const [index, title] of titles.entries()) {
      const { technician } = three.desks[deskNames[index % 3] ?? "autotask"];
      const id = await technician.createTicket({ title, description: "Plain." });
      await technician.edit(id, { description: values[index] ?? "" });
    }
    await awaitTitles(three.world, titles, 3, longMs);
    const before = titles.map((title) => countRingWrites(three, title));
    for (const [index, title] of titles.entries()) {
      const desk = three.desks[deskNames[index % 3] ?? "autotask"];
      const { id } = findTicket(desk, title);
      const value = values[(index + 1) % values.length] ?? "";
      await desk.technician.edit(id, { description: value });
      await desk.technician.addComment(id, { text: value, visibility: "public" });
    }
    const hasEveryComment = (name: DeskName) => {
      const said = listTitles(three.desks[name], ({ comments }) => comments.length > 0);
      return titles.every((title) => said.has(title));
    };
    await awaitThat("every comment in every desk", () => deskNames.every(hasEveryComment), longMs);
    const views = await awaitTitles(three.world, titles, 3, longMs);
    const counts = titles.flatMap((title, index) => {
      const now = countRingWrites(three, title);
      return deskNames.map((name) => now[name] - (before[index]?.[name] ?? 0));
    });
    const comments = titles.flatMap((title) =>
      deskNames.map((name) => findTicket(three.desks[name], title).comments.length),
    );
    const written = counts.filter((writes) => writes > 0).length;
    const quiet = await countQuietWrites(three, sizes.quietMs);
    const conflicts = views.reduce((sum, view) => sum + view.conflicts, 0);
    return {
      pass:
        written === 2 * values.length &&
        Math.max(...counts) - 1 <= sizes.mostWrites &&
        comments.every((count) => count === 1) &&
        quiet === 0,
      figure: `${values.length} values as text and as comment: at most ${Math.max(...counts) - 1} writes of one text to one desk, ${comments.filter((count) => count !== 1).length} comments missing or doubled, ${quiet} in ${sizes.quietMs / 1_000} s of quiet, ${conflicts} conflicts listed`,
    };
  },
);

/** Several of the vendor's own mean one of ours: the finer one stays. */
const finer = ["Customer Note Added", "Waiting Materials", "On Hold", "In Progress"] as const;

export const manyToOne = defineScenario("D3", "statuses of which several mean one of ours", async (context, sizes) => {
  const { world, east, west } = await openPair(context, { pollSeconds: 1 });
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `D3 ${index}`);
  for (const title of titles) await east.technician.createTicket({ title });
  await awaitTitles(world, titles, 2, longMs);
  const mirrored = listWrites(west).length;
  const picked = new Map(titles.map((title, index) => [title, finer[index % finer.length] ?? "On Hold"]));
  for (const [title, status] of picked) await east.technician.edit(findTicket(east, title).id, { status });
  const haveMoved = () => {
    const moved = listTitles(west, ({ status }) => status !== "New");
    return titles.every((title) => moved.has(title));
  };
  await awaitThat("every status in the other desk", haveMoved, longMs);
  await awaitTitles(world, titles, 2, longMs);
  const carried = listWrites(west).length - mirrored;
  for (const name of ["east", "west"]) await world.api.post(`/connections/${name}/reconcile`);
  await pause(sizes.quietMs);
  const later = listWrites(west).length - mirrored - carried;
  const back = listWrites(east).length;
  const kept = titles.filter((title) => findTicket(east, title).status === picked.get(title)).length;
  return {
    pass: back === 0 && later === 0 && carried === sizes.tickets && kept === sizes.tickets,
    figure: `${carried} writes for ${sizes.tickets} edits, ${back} back and ${later} more in ${sizes.quietMs / 1_000} s of quiet; ${kept} finer statuses kept`,
  };
});
