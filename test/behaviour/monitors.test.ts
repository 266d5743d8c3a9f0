import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import { z } from "zod";
import { builtIn } from "../../connectors/registry.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { listPosted, readRequest } from "../contract/monitor-recordings.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
import { type SimulatedSns, startSimulatedSns } from "../support/simulated-sns.ts";
import { buildSenders, type PolledTools, type RecordedSender, startPolledTools } from "./recorded-senders.ts";

/** What recordings must come to, in `expected.json` beside them: judged by reading them, never by what the hub makes of them. */
const Expected = z.strictObject({
  series: z
    .array(
      z.strictObject({
        shows: z.string().min(1),
        /** Names of recordings in the order in which they are sent, over one connection of their own. */
        requests: z.array(z.string()).min(1),
        /** Conditions that fired at least once. */
        alerts: z.number().int(),
        /** Of these, those that are over at the end. */
        clear: z.number().int(),
        /** One for each time that an alert began to fire. */
        tickets: z.number().int(),
        /** Deliveries, or alerts of one, that a person has to look at. */
        quarantined: z.number().int().default(0),
      }),
    )
    .min(1),
});
type Series = z.infer<typeof Expected>["series"][number];

const monitors = builtIn.map(({ manifest }) => manifest).filter(({ kind }) => kind === "monitor");
const folderOf = (connector: string) => new URL(`../../connectors/${connector}/recordings/`, import.meta.url);
const readExpected = (connector: string) =>
  Expected.parse(JSON.parse(readFileSync(new URL("expected.json", folderOf(connector)), "utf8"))).series;

/** What begins has a ticket of its own each time, however soon it is back and however much comes at once. */
const plain = "storm: { perMinute: 100000 }\nrules: [{ id: plain, set: { reopenWithinMinutes: 0, flap: never } }]\n";

const closers: (() => Promise<void>)[] = [];
let sns: SimulatedSns;
let world: DeskWorld;
let database: pg.Pool;
let tools: PolledTools;
let senders: Readonly<Record<string, RecordedSender>>;

before(async () => {
  sns = await startSimulatedSns();
  senders = buildSenders(sns);
  tools = await startPolledTools();
  const allowedPrivate = [sns.address, tools.address];
  world = await openDeskWorld({ after: (run) => void closers.push(run) }, {}, { allowedPrivate });
  database = new pg.Pool(world.database.admin);
  await world.api.post("/rules", { text: plain });
});
after(async () => {
  await database.end();
  for (const close of closers) await close();
  sns.close();
  tools.close();
});

const takenOf = (id: string) => count("delivery_outcome o join delivery d on d.id = o.delivery_id", id);

/** Answers what was recorded to the hub, which asks, one after the other. */
async function answerPolls(connector: string, name: string, series: Series): Promise<string> {
  const added = { name, connector, ...tools.connect(name), defaultClient: "Acme Dental" };
  const { id } = (await world.api.post("/connections", added)) as { id: string };
  for (const [index, recording] of series.requests.entries()) {
    tools.answer(name, readRequest(folderOf(connector), `${recording}.json`).body);
    await awaitUntil(`the outcome of ${recording}`, async () => {
      await world.api.post(`/connections/${name}/poll`);
      return (await takenOf(id)) > index ? true : undefined;
    });
  }
  return id;
}

/** Sends a series and waits until a worker has looked at all of it. */
async function play(connector: string, name: string, series: Series): Promise<string> {
  const { settings = {}, secrets = {}, sign } = senders[connector] ?? {};
  const added = { name, connector, settings, secrets, defaultClient: "Acme Dental" };
  const { hookUrl } = (await world.api.post("/connections", added)) as { hookUrl: string };
  for (const recording of series.requests) {
    const recorded = readRequest(folderOf(connector), `${recording}.json`);
    const { headers, body } = sign?.(recorded) ?? recorded;
    const answer = await fetch(hookUrl, { method: "POST", headers: keepMeaning(headers), body });
    await answer.arrayBuffer();
    assert.ok(answer.status < 300 || series.quarantined > 0, `${recording}: ${answer.status}`);
  }
  const id = new URL(hookUrl).pathname.split("/")[2] ?? assert.fail(hookUrl);
  await awaitUntil(`the outcomes of ${connector}`, async () => {
    return (await takenOf(id)) === series.requests.length ? true : undefined;
  });
  return id;
}

async function count(from: string, connectionId: string, where = "true", what = "*"): Promise<number> {
  const sql = `select count(${what})::int as n from ${from} where connection_id = $1 and ${where}`;
  return (await database.query<{ n: number }>(sql, [connectionId])).rows[0]?.n ?? Number.NaN;
}

/** Without what is of one connection, and without the ids of requests, which made-up recordings have in common. */
function keepMeaning(headers: Readonly<Record<string, string>>): Record<string, string> {
  const others =
    /^(?:host|connection|content-length|transfer-encoding|expect|accept-encoding|authorization|request-id)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !others.test(name)));
}

/** An end that came without its beginning is remembered; here it counts for nothing. */
const fired = "exists (select from event e where e.alert_id = alert.id and e.condition = 'firing')";
const tickets = "event join alert a on a.id = event.alert_id join ticket t on t.id = event.ticket_id";

describe("every monitoring tool that the hub knows", () => {
  for (const { name: connector, capabilities } of monitors) {
    const run = capabilities.includes("webhook") ? play : answerPolls;
    it(`opens and ends what its recordings say: ${connector}`, async () => {
      const given = readExpected(connector);
      const played = await Promise.all(
        given.map(async (series, index) => {
          const id = await run(connector, `${connector}-${index}`, series);
          return {
            ...series,
            alerts: await count("alert", id, fired),
            clear: await count("alert", id, `condition = 'clear' and ${fired}`),
            tickets: await count(tickets, id, "true", "distinct t.id"),
            ended: await count(tickets, id, "t.status = 'resolved'", "distinct t.id"),
            quarantined: await count("quarantine", id),
          };
        }),
      );
      // A ticket that nobody touched ends with its episode, and goes on as long as its alert fires.
      assert.deepEqual(
        played,
        given.map((series) => ({ ...series, ended: series.tickets - series.alerts + series.clear })),
      );
    });

    it(`has no recording that is not played: ${connector}`, () => {
      const named = readExpected(connector).flatMap(({ requests }) => requests);
      assert.deepEqual([...new Set(named)].toSorted(), listPosted(folderOf(connector)));
    });
  }

  it("shows at least one alert from its fire to its end", () => {
    const names = monitors.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !readExpected(name).some(({ alerts, clear, tickets }) => tickets > alerts - clear)),
      [],
    );
  });
});
