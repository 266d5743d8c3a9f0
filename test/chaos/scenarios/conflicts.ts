import type { DeskSimulator, TechnicianEdit } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../../server/db/timeline.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { findTicket } from "../../support/three-desks.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { awaitTitles, listConflicts } from "../tools/agreed.ts";
import { awaitThat, comesAbout, listWrites, openPair, type Pair, type PairOptions } from "../tools/desks.ts";

const longMs = 600_000;

/** A pair with these tickets in both desks, which are deaf: only a poll brings what happens now. */
async function openDeafPair(
  context: ScenarioContext,
  id: string,
  count: number,
  options: PairOptions = {},
): Promise<{ pair: Pair; titles: readonly string[] }> {
  const pair = await openPair(context, options);
  const titles = Array.from({ length: count }, (_, index) => `${id} ${index}`);
  for (const title of titles) await pair.east.technician.createTicket({ title });
  await awaitTitles(pair.world, titles, 2, longMs);
  await Promise.all([pair.east.settled(), pair.west.settled()]);
  for (const desk of [pair.east, pair.west]) desk.setFaults({ webhooksOff: true });
  return { pair, titles };
}

const edit = (desk: DeskSimulator, title: string, change: TechnicianEdit) =>
  desk.technician.edit(findTicket(desk, title).id, change);

export const differentFields = defineScenario(
  "E1",
  "different fields changed on both sides",
  async (context, sizes) => {
    const { pair, titles } = await openDeafPair(context, "E1", sizes.tickets);
    const { world, east, west } = pair;
    for (const title of titles) {
      await edit(east, title, { priority: "Critical" });
      await edit(west, title, { status: "Waiting Customer", assignee: "bob.ruiz@northwind.example" });
    }
    await world.readNow();
    const survives = (title: string) =>
      [east, west].every((desk) => {
        const { priority, status, assignee } = findTicket(desk, title);
        return `${priority}, ${status}, ${assignee}` === "Critical, Waiting Customer, bob.ruiz@northwind.example";
      });
    await comesAbout(() => titles.every(survives), sizes.mostMs);
    const views = await awaitTitles(world, titles, 2, longMs);
    const inHub = views.filter(({ fields }) => fields["priority"] === 1 && fields["status"] === "pending").length;
    const both = titles.filter(survives).length;
    const conflicts = views.reduce((sum, view) => sum + view.conflicts, 0);
    return {
      pass: both === sizes.tickets && inHub === sizes.tickets,
      figure: `${both} of ${sizes.tickets} with both edits in both desks, ${inHub} in the hub; ${conflicts} conflicts listed`,
    };
  },
);

/** Waits until the hub has taken in what a poll of this desk brings for the last of the tickets. */
async function pollFirst({ world }: Pair, name: "east" | "west", title: string): Promise<void> {
  const id = (await world.tickets()).find((one) => one.title === title)?.id ?? "";
  const { rev } = await world.ticket(id);
  await world.api.post(`/connections/${name}/poll`);
  await awaitUntil(`what ${name} says`, async () => ((await world.ticket(id)).rev > rev ? true : undefined));
}

export const sameField = defineScenario("E2", "the same field changed on both sides", async (context, sizes) => {
  const outcomes = { home: 0, listed: 0, equal: 0 };
  const half = Math.ceil(sizes.tickets / 2);
  for (const first of ["east", "west"] as const) {
    const { pair, titles } = await openDeafPair(context, `E2 ${first}`, half, { east: { rules: { home: true } } });
    const { world, east, west } = pair;
    for (const title of titles) {
      await edit(east, title, { status: "In Progress" });
      await edit(west, title, { status: "Waiting Customer" });
    }
    await pollFirst(pair, first, titles.at(-1) ?? "");
    await world.readNow();
    const stands = (title: string) => [east, west].every((desk) => findTicket(desk, title).status === "In Progress");
    await comesAbout(() => titles.every(stands), sizes.mostMs / 2);
    const views = await awaitTitles(world, titles, 2, longMs);
    outcomes.equal += titles.filter(
      (title) => findTicket(east, title).status === findTicket(west, title).status,
    ).length;
    outcomes.home += titles.filter(stands).length;
    outcomes.listed += views.filter((view) => isListed(view)).length;
  }
  return {
    pass: outcomes.home === 2 * half && outcomes.listed === 2 * half,
    figure: `${outcomes.equal} of ${2 * half} equal, ${outcomes.home} as the home desk says (half of them read there last), ${outcomes.listed} with the other value listed as a conflict`,
  };
});

const isListed = (view: TicketView) => listConflicts(view).some((text) => text.startsWith("status:"));

const policies = {
  priority: { collision: "owner", owner: "birth", foreignEdit: "putBack" },
  title: { collision: "owner", owner: "birth", foreignEdit: "hold" },
} as const;

export const foreignEdits = defineScenario("E3", "edits of fields that the other desk owns", async (context, sizes) => {
  const { world, east, west } = await openPair(context, { west: { rules: { policies } } });
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `E3 ${index}`);
  for (const title of titles) await east.technician.createTicket({ title, priority: "High" });
  const ids = (await awaitTitles(world, titles, 2, longMs)).map(({ id }) => id);
  const records = titles.map((title) => findTicket(west, title).id);
  for (const [index, id] of records.entries())
    await west.technician.edit(id, index % 2 === 0 ? { priority: "Low" } : { title: `${titles[index]} renamed` });
  const there = (id: string) => west.tickets().find((ticket) => ticket.id === id);
  const isPutBack = (id: string) => there(id)?.priority === "High";
  const held = async (index: number) => {
    const view = await world.ticket(ids[index] ?? "");
    return "title" in (view.links.find(({ connection }) => connection === "west")?.held ?? {});
  };
  const handled = async (id: string, index: number) => (index % 2 === 0 ? isPutBack(id) : await held(index));
  await comesAbout(async () => (await Promise.all(records.map(handled))).every(Boolean), sizes.mostMs);
  const verdicts = await Promise.all(records.map(handled));
  const count = (even: boolean) => verdicts.filter((done, index) => done && (index % 2 === 0) === even).length;
  const reached = listWrites(east).length;
  const kept = titles.filter((title) => findTicket(east, title).priority === "High").length;
  return {
    pass: verdicts.every(Boolean) && reached === 0 && kept === sizes.tickets,
    figure: `${reached} writes to the owner; ${count(true)} of ${Math.ceil(sizes.tickets / 2)} put back, ${count(false)} of ${Math.floor(sizes.tickets / 2)} held and shown within ${sizes.mostMs / 1_000} s`,
  };
});

export const manyComments = defineScenario("E5", "comments on both sides at once", async (context, sizes) => {
  const { world, east, west } = await openPair(context);
  const desks = { east, west };
  await east.technician.createTicket({ title: "E5" });
  await awaitTitles(world, ["E5"], 2);
  const texts = (side: string) => Array.from({ length: sizes.comments }, (_, index) => `${side} ${index}`);
  const write = async (name: "east" | "west"): Promise<void> => {
    const { technician } = desks[name];
    const { id } = findTicket(desks[name], "E5");
    for (const text of texts(name)) await technician.addComment(id, { text, visibility: "public" });
  };
  await Promise.all([write("east"), write("west")]);
  const wordsIn = (desk: DeskSimulator) =>
    findTicket(desk, "E5").comments.map(({ text }) => text.split("\n").at(-1) ?? "");
  const all = 2 * sizes.comments;
  await awaitThat("all comments", () => [east, west].every((desk) => wordsIn(desk).length >= all), sizes.mostMs);
  const [view] = await awaitTitles(world, ["E5"], 2, sizes.mostMs);
  const inOrder = (words: readonly string[], side: string) =>
    words.filter((word) => word.startsWith(side)).join("\n") === texts(side).join("\n");
  const seen = [wordsIn(east), wordsIn(west), (view?.comments ?? []).map(({ body }) => body)];
  const doubled = seen.map((words) => words.length - new Set(words).size);
  const ordered = seen.filter((words) => inOrder(words, "east") && inOrder(words, "west")).length;
  return {
    pass: seen.every((words) => words.length === all) && doubled.every((count) => count === 0) && ordered === 3,
    figure: `${seen.map((words) => words.length).join(", ")} in both desks and the hub of ${all}, ${doubled.join(", ")} doubled, ${ordered} of 3 in order`,
  };
});
