import { awaitUntil } from "../../../server/demo/world.ts";
import type { Faults } from "../../../connectors/simulator-kit/faults.ts";
import { serveHttp } from "../../support/loopback.ts";
import { deskNames, findTicket, judgeTicket, openThreeDesks, type ThreeDesks } from "../../support/three-desks.ts";
import { parseWith } from "../../../connectors/http.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { comesAbout } from "../tools/desks.ts";
import { bearInRing, countAllWrites, isEqual } from "../tools/ring-world.ts";
import { kindOf, openWayOut } from "../tools/vendor-http.ts";
import { z } from "zod";

type Kind = NonNullable<Faults["badAnswer"]>["kind"];

/** What both sides say, so that anything that a bad answer changed would show. */
async function takePicture(three: ThreeDesks, titles: readonly string[]): Promise<string> {
  const rows = await three.world.tickets();
  const views = await Promise.all(rows.map(({ id }) => three.world.ticket(id)));
  const hub = views.map(({ id, fields, comments, links }) => [
    id,
    fields,
    comments.length,
    links.map(({ state }) => state),
  ]);
  const desks = titles.map((title) => deskNames.map((name) => judgeTicket(name, findTicket(three.desks[name], title))));
  return JSON.stringify([hub.toSorted(), desks, deskNames.map((name) => three.desks[name].tickets().length)]);
}

async function leftOf(three: ThreeDesks): Promise<number> {
  const states = await Promise.all(
    deskNames.map(async (name) => {
      const answer = await fetch(`${three.desks[name].url}/control/state`);
      return ((await answer.json()) as { faults: Faults }).faults.badAnswer?.times ?? 0;
    }),
  );
  return states.reduce((sum, times) => sum + times, 0);
}

/** Every desk answers reads badly, so often. @returns how many such answers were given */
async function answerBadly(three: ThreeDesks, kind: Kind, times: number): Promise<number> {
  for (const name of deskNames) three.desks[name].setFaults({ badAnswer: { kind, times } });
  await awaitUntil(
    `${kind} answers to be read`,
    async () => {
      for (const name of deskNames) await three.world.api.post(`/connections/${name}/poll`);
      return (await leftOf(three)) === 0 ? true : undefined;
    },
    300_000,
  );
  return deskNames.length * times;
}

const shape = z.object({ items: z.array(z.unknown()) });

/** Answers that no simulator gives: wrong bytes, and far too many. @returns the kinds of what became of them */
async function readOddBytes(context: ScenarioContext, megabytes: number): Promise<readonly string[]> {
  const bodies: Readonly<Record<string, Buffer>> = {
    "/invalid": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    "/utf16": Buffer.from('{"items":[]}', "utf16le"),
    "/latin1": Buffer.from('{"items":["é"]}', "latin1"),
    "/huge": Buffer.alloc(megabytes * 1_048_576, " "),
    "/other": Buffer.from('{"error":"no"}'),
  };
  const server = await serveHttp((request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(bodies[request.url ?? ""]),
  );
  context.after(async () => server.close());
  const way = openWayOut(context, server);
  const kinds: string[] = [];
  for (const path of Object.keys(bodies)) {
    const answer = await way.read(path);
    kinds.push(kindOf(answer.ok ? parseWith(shape, answer.value) : answer));
  }
  return kinds;
}

export const badAnswers = defineScenario(
  "F8",
  "answers that are none: pages, cut JSON, nothing, wrong bytes",
  async (context, sizes) => {
    const three = await openThreeDesks(context, { pollSeconds: 0.3 });
    const titles = Array.from({ length: sizes.tickets }, (_, index) => `F8 ${index}`);
    await bearInRing(three, titles);
    for (const name of deskNames) await three.desks[name].settled();
    const before = await takePicture(three, titles);
    const writes = countAllWrites(three);
    let given = 0;
    for (const kind of ["html", "cut", "empty"] as const) given += await answerBadly(three, kind, sizes.times);
    const after = await takePicture(three, titles);
    const wrong = countAllWrites(three) - writes;
    const title = titles[0] ?? "";
    await three.desks.autotask.technician.edit(findTicket(three.desks.autotask, title).id, { priority: "Critical" });
    const goesOn = await comesAbout(() => isEqual(three, title), sizes.mostMs);
    await awaitTitles(three.world, titles, 3);
    const odd = await readOddBytes(context, sizes.megabytes);
    return {
      pass: wrong === 0 && before === after && goesOn && odd.every((kind) => kind === "unreadable"),
      figure: `${given} bad answers of three desks: ${wrong} writes, ${before === after ? "nothing" : "something"} changed, ${goesOn ? "goes on" : "stands still"} afterwards; wrong bytes and ${sizes.megabytes} MB: ${[...new Set(odd)].join(", ")}`,
    };
  },
);
