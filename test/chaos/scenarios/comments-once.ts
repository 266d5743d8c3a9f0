import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import type { DeskWorld } from "../../support/desk-world.ts";
import { wordsOf } from "../../support/three-desks.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { awaitThat, indexByTitle, listWrites, openPair, putProxyBefore, startDesk } from "../tools/desks.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { inParallel } from "../tools/parallel.ts";
import type { ProxiedCall, Verdict } from "../tools/proxy.ts";

const isNote = ({ method, path }: Pick<ProxiedCall, "method" | "path">) => method === "POST" && path.endsWith("/Notes");
const longMs = 900_000;

async function bearTickets(desk: DeskSimulator, titles: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const title of titles) ids.set(title, await desk.technician.createTicket({ title }));
  return ids;
}

/** The words on a ticket's page, oldest first. */
const wordsIn = (desk: DeskSimulator, title: string): readonly string[] =>
  indexByTitle(desk)
    .tickets.get(title)
    ?.comments.map(({ text }) => wordsOf(text)) ?? [];

export const brokenComments = defineScenario(
  "B5",
  "comments whose answer breaks at any byte",
  async (context, sizes) => {
    let broken = 0;
    const breakSome = (call: ProxiedCall): Verdict => {
      if (!isNote(call) || context.random(100) >= sizes.breakPercent) return { do: "pass" };
      broken += 1;
      return { do: "cutAnswer", share: context.random(100) / 100 };
    };
    const west = await putProxyBefore(await startDesk(), breakSome);
    const pair = await openPair(context, { west: { desk: west } });
    const titles = Array.from({ length: sizes.tickets }, (_, index) => `B5 ${index}`);
    const ids = await bearTickets(pair.east, titles);
    await awaitTitles(pair.world, titles, 2, longMs);
    const wanted = new Map<string, string[]>(titles.map((title) => [title, []]));
    for (let index = 0; index < sizes.comments; index++) {
      const title = titles[index % titles.length] ?? "";
      const text = `Word ${index} of ${context.seed}`;
      wanted.get(title)?.push(text);
      await pair.east.technician.addComment(ids.get(title) ?? "", { text, visibility: "public" });
    }
    const isThere = () => titles.every((title) => wordsIn(west, title).length >= (wanted.get(title)?.length ?? 0));
    await awaitThat("every comment in the other desk", isThere, longMs);
    await awaitTitles(pair.world, titles, 2, longMs);
    const unequal = titles.filter((title) => wordsIn(west, title).join("\n") !== wanted.get(title)?.join("\n"));
    const written = listWrites(west).filter(isNote).length;
    const back = listWrites(pair.east).filter(isNote).length;
    return {
      pass: written === sizes.comments && unequal.length === 0 && back === 0 && broken > 0,
      figure: `${sizes.comments} comments, ${broken} answers broken: ${written} written, ${back} back, ${unequal.length} tickets whose comments differ in number or order`,
    };
  },
);

const isNoteQuery = ({ method, path }: Pick<ProxiedCall, "method" | "path">) =>
  method === "POST" && path.endsWith("/TicketNotes/query");

/** Waits until a reading has matched the comment to its copy in the other desk. */
async function awaitFound({ database }: DeskWorld, title: string): Promise<void> {
  await awaitUntil("the comment to be found", async () => {
    const [row] = await askDatabase<{ done: boolean }>(
      database,
      `select bool_and(c.state = 'done') as done from comment_link c join link l on l.id = c.link_id join ticket t on t.id = l.ticket_id
       where t.fields ->> 'title' = $1 and l.connection_id = (select id from connection where name = 'west')`,
      [title],
    );
    return row?.done === true ? true : undefined;
  });
}

export const matchedComment = defineScenario(
  "B5-matched",
  "a comment without an answer is found by a poll while the push looks for it",
  async (context, sizes) => {
    const held: (() => void)[] = [];
    const state = { cut: 0, holds: false };
    const decide = async (call: ProxiedCall): Promise<Verdict> => {
      if (isNote(call) && state.cut > 0) {
        state.cut -= 1;
        state.holds = true;
        return { do: "cutAnswer", share: 0 };
      }
      // The first look after it is the push's own: this desk calls nobody, and is not polled before.
      if (!isNoteQuery(call) || !state.holds) return { do: "pass" };
      state.holds = false;
      await new Promise<void>((resolve) => held.push(resolve));
      return { do: "pass" };
    };
    const west = await putProxyBefore(await startDesk(), decide);
    const { world, east } = await openPair(context, { west: { desk: west } });
    const titles = Array.from({ length: sizes.comments }, (_, index) => `B5 ${index}`);
    const ids = await bearTickets(east, titles);
    await awaitTitles(world, titles, 2, longMs);
    west.setFaults({ webhooksOff: true });
    let polled = 0;
    for (const title of titles) {
      state.cut = 1;
      const before = west.proxy.calls.filter(isNoteQuery).length;
      await east.technician.addComment(ids.get(title) ?? "", { text: `Word of ${title}`, visibility: "public" });
      await awaitThat("the push's look", () => held.length > 0, longMs);
      await world.api.post("/connections/west/poll");
      await awaitThat("the poll's look", () => west.proxy.calls.filter(isNoteQuery).length >= before + 2, longMs);
      await awaitFound(world, title);
      polled += 1;
      for (const release of held.splice(0)) release();
      await awaitTitles(world, [title], 2, longMs);
    }
    const counts = titles.map((title) => wordsIn(west, title).length);
    const wrong = counts.filter((count) => count !== 1).length;
    return {
      pass: polled === titles.length && wrong === 0,
      figure: `${polled} comments found by a poll while the push looked for them: ${wrong} written twice or not at all`,
    };
  },
);

export const halfAccepted = defineScenario("B11", "ticket accepted, its comment not", async (context, sizes) => {
  const failed = new Set<string>();
  const failFirst = (call: ProxiedCall): Verdict => {
    if (!isNote(call) || failed.has(call.path)) return { do: "pass" };
    failed.add(call.path);
    return failed.size % 2 === 0 ? { do: "cutBefore" } : { do: "answer", status: 503 };
  };
  const west = await putProxyBefore(await startDesk(), failFirst);
  const { world, east } = await openPair(context, { west: { desk: west } });
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `B11 ${index}`);
  await inParallel(titles, sizes.atOnce, async (title) => {
    const id = await east.technician.createTicket({ title });
    await east.technician.addComment(id, { text: `Note of ${title}`, visibility: "public" });
  });
  const isComplete = (title: string) => wordsIn(west, title).join() === `Note of ${title}`;
  await awaitThat("every note", () => titles.every((title) => wordsIn(west, title).length > 0), longMs);
  await awaitTitles(world, titles, 2, longMs);
  const complete = titles.filter(isComplete).length;
  const made = listWrites(west).filter(({ method, path }) => method === "POST" && path.endsWith("/Tickets")).length;
  return {
    pass: complete === sizes.tickets && made === sizes.tickets && failed.size === sizes.tickets,
    figure: `${failed.size} notes failed after their ticket was made; ${complete} of ${sizes.tickets} complete, ${made - sizes.tickets} second tickets`,
  };
});
