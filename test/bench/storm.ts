import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Client } from "pg";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil, connectDesk } from "../../server/demo/world.ts";
import type { HubProcess } from "../support/hub-process.ts";
import { peakMemory } from "../support/peak-memory.ts";
import { openBenchHub } from "./bench-hub.ts";
import type { Figure } from "./main.ts";
import { buildGroup, rackNames, rackOf, stormTools } from "./storm-bodies.ts";
import type { StormRequest } from "./storm-client.ts";

const keysATool = 100;
/** Events of the half that comes one a delivery, and of the half that comes twenty a delivery. */
const half = 50_000;
const together = 20;
const longMs = 600_000;
const run = promisify(execFile);

/** A hundred thousand events over five hundred keys of five tools, folded into twenty tickets by rules. */
export async function benchStorm(): Promise<readonly Figure[]> {
  const desk = await startAutotaskSimulator();
  const { hub, admin, dataDir, close } = await openBenchHub([desk.address]);
  try {
    return await measure(hub, admin, desk, dataDir);
  } finally {
    await close();
    await desk.close();
  }
}

async function measure(
  hub: HubProcess,
  admin: Client,
  desk: DeskSimulator,
  dataDir: string,
): Promise<readonly Figure[]> {
  const tools = await connectTools(hub, desk);
  const one = await send(admin, dataDir, tools.single, half);
  const twenty = await send(admin, dataDir, tools.grouped, half);
  const memory = await peakMemory(hub.pid);
  const count = async (what: string) => Number((await admin.query<{ n: string }>(`select ${what} as n`)).rows[0]?.n);
  const tickets = await count("(select count(*) from ticket)");
  // What joined is told within the next minute; here at once.
  await awaitUntil(
    "the tickets in the desk",
    async () => (desk.tickets().length >= tickets ? true : undefined),
    longMs,
  );
  await admin.query("update fold set tell_at = now() where tell_at is not null");
  const owed =
    "(select count(*) from link where wanted_rev > done_rev) + (select count(*) from fold where tell_at is not null)";
  await awaitUntil("rest", async () => ((await count(owed)) === 0 ? true : undefined), longMs);
  const writes = desk
    .tickets()
    .map(({ id }) => desk.ledger().filter(({ by, ticketId }) => by === "api" && ticketId === id).length);
  const figure = (metric: string, value: number, unit: string, baseline: number | null): Figure => {
    return { bench: "storm", metric, value, unit, baseline, ratio: baseline === null ? null : value / baseline };
  };
  return [
    figure("events a second, one a delivery", one, "1/s", 3_000),
    figure("events a second, twenty a delivery", twenty, "1/s", 10_000),
    figure("alerts", await count("(select count(*) from alert)"), "alerts", stormTools.length * keysATool),
    figure("events counted", await count("(select sum(event_count) from alert)"), "events", 2 * half),
    figure("tickets", tickets, "tickets", rackNames.length),
    figure("most writes of one ticket in the desk", Math.max(...writes), "calls", 3),
    figure("resident memory of the hub, at most", memory, "MB", 512),
  ];
}

async function connectTools(
  hub: HubProcess,
  desk: DeskSimulator,
): Promise<{ single: StormRequest[]; grouped: StormRequest[] }> {
  await connectDesk(hub.api, desk);
  const rules = rackNames.map(
    (rack) =>
      `  - id: ${rack}\n    when: event.title.contains("${rack}")\n    set: { groupKey: { expression: "'${rack}'" } }`,
  );
  await hub.api.post("/rules", { text: `storm: { perMinute: 100000 }\nrules:\n${rules.join("\n")}\n` });
  const single: StormRequest[] = [];
  const grouped: StormRequest[] = [];
  for (const [index, tool] of stormTools.entries()) {
    const { connector, secrets, contentType, headers, body } = tool;
    const { hookUrl } = (await hub.api.post("/connections", {
      name: `storm-${connector}`,
      connector,
      secrets,
      defaultClient: "Acme Dental",
    })) as { hookUrl: string };
    const sent = { url: hookUrl, headers: { "content-type": contentType, ...headers } };
    const checks = Array.from({ length: keysATool }, (_, check) => index * keysATool + check);
    for (const check of checks)
      single.push({ ...sent, body: body(check), times: half / stormTools.length / keysATool });
    if (connector !== "alertmanager") continue;
    for (let from = 0; from < keysATool; from += together)
      grouped.push({ ...sent, body: buildGroup(checks.slice(from, from + together)), times: half / keysATool });
  }
  if (new Set(single.map((_, check) => rackOf(check))).size !== rackNames.length)
    throw new Error("not all racks are hit");
  return { single, grouped };
}

/** @returns events a second, from the first request until the last event is committed */
async function send(
  admin: Client,
  dataDir: string,
  requests: readonly StormRequest[],
  events: number,
): Promise<number> {
  const file = path.join(dataDir, "requests.json");
  await writeFile(file, JSON.stringify(requests));
  const start = performance.now();
  const { stdout } = await run(process.execPath, [path.join(import.meta.dirname, "storm-client.ts"), file]);
  const others = Object.keys(JSON.parse(stdout) as Record<string, number>).filter((status) => status !== "202");
  if (others.length > 0) throw new Error(`the hub answered ${stdout}`);
  await awaitUntil(
    "every delivery applied",
    async () => {
      const { rows } = await admin.query<{ n: string }>("select count(*) as n from delivery_open");
      return rows[0]?.n === "0" ? true : undefined;
    },
    longMs,
  );
  return (events * 1_000) / (performance.now() - start);
}
