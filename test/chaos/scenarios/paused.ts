import { awaitUntil } from "../../../server/demo/world.ts";
import { wordsOf } from "../../support/three-desks.ts";
import { defineScenario, NotShown, type ScenarioContext } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { describeDesk, indexByTitle, listWrites, startDesk } from "../tools/desks.ts";
import { openNodes, type HubNodes } from "../tools/hub-nodes.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";

const longMs = 180_000;

/** Where the worker stops: right before its call is sent, or with the answer in its hands. */
const places = {
  "create.beforeCall": "create",
  "create.afterCall": "create",
  "write.beforeCall": "write",
  "write.afterCall": "write",
  "comment.beforeCall": "comment",
  "comment.afterCall": "comment",
} as const;
type Place = keyof typeof places;

interface Pair {
  hub: HubNodes;
  east: DeskSimulator;
  west: DeskSimulator;
}

const westOnly = "connection_id = (select id from connection where name = 'west')";

/** What is owed to the other desk waits from now on, as after its vendor has asked for a pause. */
async function block(pair: Pair): Promise<void> {
  await askDatabase(
    pair.hub.database,
    `update connection_run set blocked_until = now() + interval '1 hour' where ${westOnly}`,
  );
}

/** Gives every ticket the work that leads to this place, and waits until the hub owes it to the other desk. */
async function makeWork(pair: Pair, place: Place, titles: readonly string[]): Promise<void> {
  const { technician } = pair.east;
  const idOf = (title: string) => indexByTitle(pair.east).tickets.get(title)?.id ?? "";
  await block(pair);
  for (const title of titles)
    switch (places[place]) {
      case "create":
        await technician.createTicket({ title });
        break;
      case "write":
        await technician.edit(idOf(title), { priority: "Critical" });
        break;
      case "comment":
        // Two, so that what was planned behind the first one is tried as well.
        await technician.addComment(idOf(title), { text: `First of ${title}`, visibility: "public" });
        await technician.addComment(idOf(title), { text: `Second of ${title}`, visibility: "public" });
    }
  await awaitUntil(
    "the work to be owed",
    async () => {
      const [row] = await askDatabase<{ owed: number }>(
        pair.hub.database,
        `select count(*)::int as owed from link where ${westOnly} and wanted_rev > done_rev`,
      );
      const comments = await askDatabase<{ owed: number }>(
        pair.hub.database,
        `select count(*)::int as owed from comment_link c join link l on l.id = c.link_id where l.${westOnly} and c.state = 'wanted'`,
      );
      const wanted = places[place] === "comment" ? 2 * titles.length : 0;
      return row?.owed === titles.length && comments[0]?.owed === wanted ? true : undefined;
    },
    longMs,
  );
}

/** All that the database knows of what was done there. */
async function takePicture(pair: Pair): Promise<string> {
  const links = await askDatabase(
    pair.hub.database,
    `select id, external_id, state, fields, done_rev, wanted_rev, attempts, last_error, fence from link where ${westOnly} order by id`,
  );
  const comments = await askDatabase(
    pair.hub.database,
    `select comment_id, c.external_id, c.state, c.rev, detail from comment_link c join link l on l.id = c.link_id where l.${westOnly} order by comment_id`,
  );
  // What is still to be looked up in a vendor's history is the next worker's own note.
  const told = links.map((link) =>
    JSON.stringify(link, (key, value: unknown) => (key === "historyOwed" ? undefined : value)),
  );
  return JSON.stringify([told, comments, listWrites(pair.west).length, pair.west.tickets().length]);
}

interface Paused {
  /** Links that the paused worker had leased. */
  leased: number;
  /** Tickets with more or fewer effects in the other desk than there should be. */
  wrong: number;
  /** Whether anything was written, here or there, by the one that went on too late. */
  moved: boolean;
}

async function pauseAt(pair: Pair, place: Place, titles: readonly string[]): Promise<Paused> {
  const { hub, west } = pair;
  const first = await hub.startWorker();
  if (places[place] !== "create") {
    for (const title of titles) await pair.east.technician.createTicket({ title });
    await awaitTitles(hub, titles, 2, longMs);
  }
  await makeWork(pair, place, titles);
  await first.stop();
  const before = listWrites(west).length;
  const sleeper = await hub.startWorker({ INTERDESK_FAILPOINT: `${place}:pause` });
  await hub.api.patch("/connections/west", { mode: "live" });
  await awaitUntil("the worker to stop", async () => ((await sleeper.isPaused()) ? true : undefined), longMs);
  const [row] = await askDatabase<{ leased: number }>(
    pair.hub.database,
    `select count(*)::int as leased from link where ${westOnly} and lease_owner is not null and lease_until > now()`,
  );
  const second = await hub.startWorker();
  await awaitTitles(hub, titles, 2, longMs);
  const picture = await takePicture(pair);
  sleeper.resume();
  // In order: it ends only after what it had begun.
  await sleeper.stop();
  const moved = (await takePicture(pair)) !== picture;
  await second.stop();
  const perTicket = places[place] === "comment" ? 2 : 1;
  const wrong = titles.filter((title) => {
    const ticket = indexByTitle(west).tickets.get(title);
    const writes = listWrites(west, ticket?.id).slice(places[place] === "create" ? 0 : 1);
    const words = ticket?.comments.map(({ text }) => wordsOf(text)) ?? [];
    return writes.length !== perTicket || new Set(words).size !== words.length;
  }).length;
  const doubled = indexByTitle(west).doubled.length;
  return { leased: row?.leased ?? 0, wrong: wrong + doubled + (listWrites(west).length - before > 0 ? 0 : 1), moved };
}

/** All of them, or one for each kind of call. */
function choosePlaces(context: ScenarioContext, all: boolean): readonly Place[] {
  const names = Object.keys(places) as Place[];
  return all ? names : [0, 2, 4].flatMap((at) => names[at + context.random(2)] ?? []);
}

export const pausedWorker = defineScenario(
  "B9",
  "a worker is paused for twice its lease, and goes on",
  async (context, sizes) => {
    if (process.platform === "win32") throw new NotShown("a process cannot be paused by a signal here");
    const [east, west] = [await startDesk(), await startDesk()];
    const pair = {
      hub: await openNodes(context, { east: describeDesk(east), west: describeDesk(west) }, 0),
      east,
      west,
    };
    const sum = { leased: 0, wrong: 0, moved: 0 };
    const faults: string[] = [];
    const chosen = choosePlaces(context, sizes.everyPlace === 1);
    for (const place of chosen) {
      const titles = Array.from({ length: sizes.tickets }, (_, index) => `B9 ${place} ${index}`);
      const seen = await pauseAt(pair, place, titles);
      sum.leased += seen.leased;
      sum.wrong += seen.wrong;
      sum.moved += seen.moved ? 1 : 0;
      if (seen.wrong > 0 || seen.moved)
        faults.push(`${seen.wrong}${seen.moved ? " and a late write" : ""} at ${place}`);
    }
    return {
      pass: sum.leased >= sizes.leased && sum.wrong === 0 && sum.moved === 0,
      figure: `${sum.leased} links under the lease of a worker that was paused at ${chosen.join(", ")}: ${sum.wrong} with another number of effects than one, ${sum.moved} times something was written by it afterwards${faults.length > 0 ? `: ${faults.join(", ")}` : ""}`,
    };
  },
);
