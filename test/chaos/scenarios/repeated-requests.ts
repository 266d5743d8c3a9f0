import { awaitUntil } from "../../../server/demo/world.ts";
import { defineScenario, runApart, type ScenarioContext } from "../scenario.ts";
import { awaitAllAgreed } from "../tools/agreed.ts";
import { awaitThat, listWrites } from "../tools/desks.ts";
import { inParallel } from "../tools/parallel.ts";
import { buildFiring, nowSeconds, openSigned, signBody } from "../tools/signed.ts";

const longMs = 60_000;

/** A request, so many times. @returns what it did */
async function repeat(context: ScenarioContext, name: string, times: number, senders: number) {
  const { world, desk, hookUrl, send } = await openSigned(context);
  const body = buildFiring(name);
  const headers = signBody(body, { id: `msg_${name}` });
  let taken = 0;
  await inParallel(Array.from({ length: times }), senders, async () => {
    if ((await send(hookUrl, headers, body)).status === 202) taken += 1;
  });
  await awaitUntil(
    "every delivery",
    async () => {
      const rows = (await world.api.get("/deliveries?limit=500")) as { outcome: string }[];
      return rows.length >= taken && rows.every(({ outcome }) => outcome !== "open") ? true : undefined;
    },
    longMs,
  );
  await awaitThat("the ticket", () => desk.tickets().length > 0, longMs);
  const numbers = desk.tickets().map(({ number }) => number);
  const views = await awaitAllAgreed(world, numbers, 1, longMs);
  const events = views.flatMap(({ alerts }) => alerts).reduce((sum, { eventCount }) => sum + eventCount, 0);
  return { taken, tickets: desk.tickets().length, writes: listWrites(desk).length, events };
}

export const repeatedRequest = defineScenario("J3", "one valid request, again and again", async (context, sizes) => {
  const sum = { taken: 0, tickets: 0, writes: 0, events: 0 };
  for (let world = 0; world < sizes.worlds; world++) {
    const name = `J3-${context.seed}-${world}`;
    const did = await runApart(context, (own) => repeat(own, name, sizes.times, sizes.senders));
    for (const name of ["taken", "tickets", "writes", "events"] as const) sum[name] += did[name];
  }
  const all = sizes.times * sizes.worlds;
  return {
    pass: sum.taken === all && [sum.tickets, sum.writes, sum.events].every((count) => count === sizes.worlds),
    figure: `${sum.taken} of ${all} sendings of ${sizes.worlds} requests taken: ${sum.events} events counted, ${sum.tickets} tickets, ${sum.writes} writes in the desk`,
  };
});

export const oddClocks = defineScenario("J4", "timestamps at the edge of the tolerance", async (context, sizes) => {
  const { hookUrl, send } = await openSigned(context);
  const statuses = { within: [] as number[], beyond: [] as number[] };
  for (let index = 0; index < sizes.each; index++)
    for (const [kind, seconds] of [
      ["within", -sizes.withinSeconds],
      ["within", sizes.withinSeconds],
      ["beyond", -sizes.beyondSeconds],
      ["beyond", sizes.beyondSeconds],
    ] as const) {
      const body = buildFiring(`J4 ${index}`);
      // Whole seconds: of those that lie nearest, the one on the tested side of the edge.
      const isUp = (kind === "beyond") === seconds > 0;
      const at = nowSeconds() + (isUp ? 1 : 0) + seconds;
      const { status } = await send(hookUrl, signBody(body, { id: `msg_${index}`, seconds: at }), body);
      statuses[kind].push(status);
    }
  const accepted = statuses.within.filter((status) => status === 202).length;
  const refused = statuses.beyond.filter((status) => status === 401).length;
  return {
    pass: accepted === 2 * sizes.each && refused === 2 * sizes.each,
    figure: `${accepted} of ${2 * sizes.each} that were ${sizes.withinSeconds} s off accepted, ${refused} of ${2 * sizes.each} that were ${sizes.beyondSeconds} s off refused, half of each early`,
  };
});

/** Bodies that a parser would not give back as they were. */
const oddBodies: readonly ((key: string) => string)[] = [
  (key) => `{ "type" :\t"alert.firing" , "data":{"alert_key":"${key}","title":"odd  spaces"}}`,
  (key) => `{"type":"alert.firing","data":{"alert_key":"${key}","title":"caf\\u00e9 \\u003c\\/b\\u003e"}}`,
  (key) => `\ufeff{"type":"alert.firing","data":{"alert_key":"${key}"}}`,
  (key) => `{\r\n  "type": "alert.firing",\r\n  "data": {"alert_key": "${key}"}\r\n}\r\n`,
  (key) => `{"type":"alert.firing","type":"alert.firing","data":{"alert_key":"x","alert_key":"${key}"}}`,
  (key) => `{"type":"alert.firing","data":{"alert_key":"${key}","n":1.0e+02,"big":123456789012345678901234567890}}`,
  (key) => `{"type":"alert.firing","data":{"alert_key":"${key}","title":"👩‍🚒 \\ud83d\\ude00 é e\u0301"}}\n\n`,
];

export const oddBytes = defineScenario("J5", "signed bytes with odd spacing and escapes", async (context, sizes) => {
  const { hookUrl, send, stored } = await openSigned(context);
  const sent = new Set<string>();
  let accepted = 0;
  let refused = 0;
  for (let index = 0; index < sizes.bodies; index++) {
    const body = Buffer.from(oddBodies[index % oddBodies.length]?.(`J5 ${index}`) ?? "");
    const headers = signBody(body, { id: `msg_${index}` });
    if ((await send(hookUrl, headers, body)).status === 202) accepted += 1;
    sent.add(body.toString("base64"));
    const changed = Buffer.from(body);
    const at = context.random(body.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << context.random(8));
    if ((await send(hookUrl, headers, changed)).status === 401) refused += 1;
  }
  const kept = await stored("signed");
  const same = kept.filter(({ body }) => sent.has(body.toString("base64"))).length;
  return {
    pass: [accepted, refused, kept.length, same].every((count) => count === sizes.bodies),
    figure: `${accepted} of ${sizes.bodies} accepted as sent, ${same} of ${kept.length} kept byte for byte; with one byte changed ${refused} of ${sizes.bodies} refused`,
  };
});
