import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskHub, openDeskHub } from "./bench-hub.ts";
import type { Figure } from "./main.ts";

const changed = 1_000;
const planted = 100;
const latencyMs = 50;
const connections = 3;
const polled = 5_000;
const longMs = 600_000;

/** A thousand changed tickets are written to a desk that answers after 50 ms and allows three calls at once. */
export async function benchPush(): Promise<readonly Figure[]> {
  const source = await startHaloSimulator();
  const target = await startServiceNowSimulator();
  const rules = { mostChanges: 1_000_000 };
  const world = await openDeskHub({
    halo: { connector: "halopsa", desk: source, rules },
    snow: { connector: "servicenow", desk: target, rules, settings: { concurrency: connections } },
  });
  try {
    await world.api.patch("/connections/snow", { mode: "parked" });
    source.setFaults({ webhooksOff: true });
    target.setFaults({ webhooksOff: true });
    const ids: string[] = [];
    for (let index = 0; index < changed; index++)
      ids.push(await source.technician.createTicket({ title: `Bench ${index}`, priority: "Low" }));
    await world.api.patch("/connections/snow", { mode: "live" });
    await awaitAll(world, "the tickets in both desks", () => target.tickets().length === changed);
    const unread = "link where state = 'active' and comments_version is distinct from seen_version";
    await awaitUntil(
      "both desks read",
      async () => {
        await world.readNow();
        return (await world.countRows(unread)) === 0 ? true : undefined;
      },
      longMs,
    );
    await world.api.patch("/connections/snow", { mode: "parked" });
    for (const id of ids) await source.technician.edit(id, { priority: "High" });
    await world.api.post("/connections/halo/reconcile");
    await awaitUntil("the edits here", async () => ((await countOwed(world)) === changed ? true : undefined), longMs);
    return await measurePush(world, target, ids);
  } finally {
    await world.close();
  }
}

async function measurePush(world: DeskHub, target: DeskSimulator, ids: readonly string[]): Promise<readonly Figure[]> {
  target.setFaults({ latencyMs });
  const before = { ...target.calls() };
  const start = performance.now();
  await world.api.patch("/connections/snow", { mode: "live" });
  const victims = target.tickets().filter((_, index) => index % (ids.length / planted) === 0);
  for (const { id } of victims) await target.technician.edit(id, { queue: "Level II Support" });
  // The ledger is looked at and not the tickets: to view a thousand of them again and again takes the hub's own processor.
  const written = () => sum(difference(target.calls(), before), isWrite) >= ids.length;
  await awaitAll(world, "the priorities there, and agreement", written);
  const tookMs = performance.now() - start;
  const calls = difference(target.calls(), before);
  target.setFaults({ latencyMs: 0 });
  const wrong = target.tickets().filter(({ priority }) => priority !== "2 - High");
  if (wrong.length > 0) throw new Error(`${wrong.length} tickets have the old priority there.`);
  const seen = () => world.countRows("ticket where fields ->> 'queue' = 'Level II Support'");
  const { value: found } = await awaitUntil(
    "the planted edits",
    async () => {
      await world.readNow();
      return (await seen()) >= victims.length ? seen() : undefined;
    },
    60_000,
  );
  if (process.env["BENCH_CALLS"]) process.stdout.write(`${JSON.stringify(calls)}\n`);
  const writes = sum(calls, isWrite);
  const reads = sum(calls, (name) => name.startsWith("GET"));
  const idealMs = ((ids.length + reads) * latencyMs) / connections;
  return [
    figure("push", `push ${ids.length} changed tickets`, tookMs, "ms", idealMs),
    figure("push", "writes a ticket", writes / ids.length, "calls", 1),
    figure("push", "reads a ticket", reads / ids.length, "calls", 0.1),
    figure("push", "planted edits seen", found, "edits", victims.length),
  ];
}

/** Five thousand tickets that changed, each with a new comment, are read by one poll. */
export async function benchPoll(): Promise<readonly Figure[]> {
  const desk = await startAutotaskSimulator();
  const world = await openDeskHub({ psa: { connector: "autotask", desk, rules: { mostChanges: 1_000_000 } } });
  try {
    desk.setFaults({ webhooksOff: true });
    await world.api.patch("/connections/psa", { mode: "parked" });
    for (let index = 0; index < polled; index++) {
      const id = await desk.technician.createTicket({ title: `Bench ${index}` });
      await desk.technician.addComment(id, { text: `Word ${index}`, visibility: "internal" });
    }
    const before = { ...desk.calls() };
    const start = performance.now();
    await world.api.patch("/connections/psa", { mode: "live" });
    await awaitUntil(
      "the tickets here",
      async () => ((await world.countRows("ticket")) === polled ? true : undefined),
      longMs,
    );
    const { value: last } = await awaitUntil(
      "their comments",
      async () => {
        return (await world.countRows("comment")) >= polled ? performance.now() : undefined;
      },
      longMs,
    );
    const calls = sum(difference(desk.calls(), before), (name) =>
      /Tickets|TicketNotes|TimeEntries|TicketAttachments/.test(name),
    );
    // Pages of 500 tickets; notes, time entries and files of 200 tickets a call.
    const ideal = polled / 500 + (3 * polled) / 200;
    return [
      figure("poll", `calls to read ${polled} changed tickets with comments`, calls, "calls", ideal),
      figure("poll", "tickets a second", (polled * 1_000) / (last - start), "tickets", null),
    ];
  } finally {
    await world.close();
  }
}

async function awaitAll(world: DeskHub, what: string, done: () => boolean): Promise<void> {
  await awaitUntil(what, async () => (done() && (await countOwed(world)) === 0 ? true : undefined), longMs);
}

const countOwed = (world: DeskHub) =>
  world.countRows("link where wanted_rev > done_rev and state in ('creating', 'unknown', 'active')");

const isWrite = (name: string) => /^(PATCH|PUT)/.test(name);

function difference(now: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(now).map(([name, count]) => [name, count - (before[name] ?? 0)]));
}

function sum(calls: Readonly<Record<string, number>>, counts: (name: string) => boolean): number {
  return Object.entries(calls).reduce((total, [name, count]) => total + (counts(name) ? count : 0), 0);
}

function figure(bench: string, metric: string, value: number, unit: string, baseline: number | null): Figure {
  return { bench, metric, value, unit, baseline, ratio: baseline === null ? null : value / baseline };
}
