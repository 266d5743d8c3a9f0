import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { parseWith } from "../../../connectors/http.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { serveHttp } from "../../support/loopback.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { bearerToken } from "../tools/alerts.ts";
import { type Door, listDoors, tellOthers } from "../tools/doors.ts";
import { type EdgeWorld, openEdge } from "../tools/edge-world.ts";
import { measureStall } from "../tools/pulse.ts";
import { type RawAnswer, sendRaw } from "../tools/raw-requests.ts";
import { kindOf, openWayOut } from "../tools/vendor-http.ts";

const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };

function send({ method, url, headers }: Omit<Door, "name" | "mostBytes">, body: Buffer): Promise<RawAnswer> {
  return sendRaw({ method, url, headers: { ...headers, "content-length": String(body.length) }, pieces: [body] });
}

/** What a process that had worked makes of such an answer of a vendor, and by how much it grows. */
async function readPacked(context: ScenarioContext, coding: string, packed: Buffer) {
  const server = await serveHttp((request, response) => {
    const isSmall = request.url === "/small";
    response.writeHead(200, { "content-type": "application/json", ...(!isSmall && { "content-encoding": coding }) });
    response.end(isSmall ? "{}" : packed);
  });
  context.after(async () => server.close());
  const measurer = path.join(import.meta.dirname, "../tools/measure-flood.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [measurer, server.address]);
  return JSON.parse(stdout) as { kind: string; grownMb: number };
}

export const packedBodies = defineScenario(
  "N3",
  "bodies that unpack to a thousand times their size",
  async (context, sizes) => {
    const { hub, dataDir, hookUrl } = await openEdge(context);
    const plain = Buffer.alloc(sizes.megabytes * 1_000_000, " ");
    const doors = (await listDoors(hub, dataDir, [hookUrl])).filter(({ name }) =>
      ["a hook", "POST /rules", "POST /connections/:name/deliveries", "POST /mcp"].includes(name),
    );
    const others: string[] = [];
    let [refused, sent, grownMb, packedBytes] = [0, 0, 0, 0];
    for (const [coding, pack] of Object.entries(packers)) {
      const packed = pack(plain);
      packedBytes = Math.max(packedBytes, packed.length);
      for (const { name, headers, ...door } of doors) {
        const { status } = await send({ ...door, headers: { ...headers, "content-encoding": coding } }, packed);
        sent += 1;
        if (status === 415) refused += 1;
        else others.push(`${status} by ${name}`);
      }
      const read = await readPacked(context, coding, packed);
      sent += 1;
      if (read.kind === "unreadable") refused += 1;
      else others.push(`${read.kind} of a vendor's ${coding}`);
      grownMb = Math.max(grownMb, read.grownMb);
    }
    return {
      pass: refused === sent && grownMb <= sizes.mostMb,
      figure: `${refused} of ${sent} bodies of at most ${Math.round(packedBytes / 1_000)} KB that unpack to ${sizes.megabytes} MB refused at ${doors.length} doors (415) or stopped as a vendor's answer${tellOthers(others)}; a process that reads them grew by ${grownMb.toFixed(0)} MB at most`,
    };
  },
);

const overflow = /call stack|RangeError/i;

/** What became of what a hook has taken. */
async function settle({ hub }: EdgeWorld, answer: RawAnswer): Promise<string> {
  const { deliveryId } = JSON.parse(answer.text.split("\r\n\r\n")[1] ?? "{}") as { deliveryId?: string };
  if (deliveryId === undefined) return `refused with ${answer.status}`;
  const { value } = await awaitUntil("the outcome", async () => {
    const found = (await hub.api.get(`/deliveries/${deliveryId}`)) as { outcome: string; quarantine: unknown };
    return found.outcome === "open" ? undefined : found;
  });
  return overflow.test(JSON.stringify(value.quarantine)) ? "overflow" : value.outcome;
}

/** Monitors whose deliveries are JSON, with what lets a request in. */
const jsonMonitors = [
  { connector: "grafana", secrets: { bearerToken }, headers: { authorization: `Bearer ${bearerToken}` } },
  { connector: "findings", secrets: { token: bearerToken }, headers: { authorization: `Bearer ${bearerToken}` } },
] as const;

export const nestedBodies = defineScenario("N4", "JSON that is nested without end", async (context, sizes) => {
  const world = await openEdge(context);
  const { hub, dataDir, hookUrl } = world;
  const hooks: Door[] = [];
  for (const { connector, secrets, headers } of jsonMonitors) {
    const added = await hub.api.post("/connections", {
      name: connector,
      connector,
      secrets,
      defaultClient: "Acme Dental",
    });
    const type = { "content-type": "application/json" };
    const { hookUrl: url } = added as { hookUrl: string };
    hooks.push({ name: connector, method: "POST", url, headers: { ...type, ...headers }, mostBytes: 524_288 });
  }
  const doors = await listDoors(hub, dataDir, [hookUrl]);
  const api = doors.filter(
    ({ name }) =>
      ["POST /connections", "POST /rules", "POST /configuration/diff", "POST /mcp"].includes(name) ||
      /^POST .tmf-api/.test(name),
  );
  const inList = Buffer.from("[".repeat(sizes.depth) + "]".repeat(sizes.depth));
  const inObject = Buffer.from(`${'{"a":'.repeat(sizes.depth / 3)}1${"}".repeat(sizes.depth / 3)}`);
  const others: string[] = [];
  let slowest = 0;
  for (const door of api)
    for (const body of [inList, inObject]) {
      const answers: RawAnswer[] = [];
      for (let nth = 0; nth < sizes.tries; nth += 1) answers.push(await send(door, body));
      for (const { status } of answers) if (status !== 400) others.push(`${status} by ${door.name}`);
      // What the machine was busy with besides is not the hub's: the quickest counts.
      slowest = Math.max(slowest, Math.min(...answers.map(({ ms }) => ms)));
    }
  const outcomes = new Set<string>();
  for (const door of [...doors.filter(({ name }) => name === "a hook"), ...hooks])
    for (const body of [inList, inObject]) outcomes.add(await settle(world, await send(door, body)));
  const nested = await serveHttp((_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(inList),
  );
  context.after(async () => nested.close());
  const read = await openWayOut(context, nested).read();
  outcomes.add(`a vendor's answer ${kindOf(read.ok ? parseWith(z.object({ a: z.unknown() }), read.value) : read)}`);
  const overflows =
    hub
      .output()
      .split("\n")
      .filter((line) => overflow.test(line)).length + (outcomes.has("overflow") ? 1 : 0);
  const expected = ["quarantined", "a vendor's answer unreadable"];
  return {
    pass:
      others.length === 0 &&
      slowest <= sizes.mostMs &&
      overflows === 0 &&
      [...outcomes].every((one) => expected.includes(one)),
    figure: `${api.length} doors of the API answered 400 within ${slowest.toFixed(0)} ms${tellOthers(others)}; of what hooks took and vendors answered: ${[...outcomes].join(", ")}; ${overflows} stack overflows in the log and in what is shown`,
  };
});

export const crowdedBodies = defineScenario(
  "N5",
  "objects of many keys, lists of many items",
  async (context, sizes) => {
    const world = await openEdge(context);
    const { hub, dataDir, hookUrl } = world;
    const doors = await listDoors(hub, dataDir, [hookUrl]);
    const find = (wanted: string) => doors.find(({ name }) => name === wanted);
    const keys = (count: number) =>
      Buffer.from(`{${Array.from({ length: count }, (_, at) => `"${at.toString(36)}":1`).join()}}`);
    const items = (count: number, before = "[", after = "]") =>
      Buffer.from(`${before}${Array(count).fill("1").join()}${after}`);
    const bodies: readonly [string, string, Buffer][] = [
      ["keys", "POST /rules", keys(sizes.keys)],
      ["items", "POST /client-map", items(sizes.items)],
      ["as many items as are taken", "POST /client-map", items(524_000)],
      ["texts", "POST /client-map", Buffer.from(`[${Array(200_000).fill('"a"').join()}]`)],
      ["keys", "a hook", keys(48_000)],
      ["alerts that are none", "a hook", items(260_000, '{"version":"4","alerts":[', "]}")],
      ["a million items", "POST /connections/:name/deliveries", items(sizes.items)],
    ];
    const stalls: { what: string; ms: number; status: number }[] = [];
    const quiet = await measureStall(hub.url, sizes.tries, async () => void (await hub.api.get("/rules")));
    for (const [what, name, body] of bodies) {
      const door = find(name);
      if (!door) throw new Error(`there is no door ${name}`);
      let status = 0;
      const ms = await measureStall(hub.url, sizes.tries, async () => {
        const answer = await send(door, body);
        ({ status } = answer);
        if (status === 202) await settle(world, answer);
      });
      stalls.push({ what: `${what} to ${name}`, ms, status });
    }
    const told = stalls.map(({ what, ms, status }) => `${what} (${status}) ${ms.toFixed(0)} ms`).join(", ");
    return {
      pass: stalls.every(({ ms, status }) => ms <= sizes.mostMs && status < 500 && status > 0),
      figure: `nobody else was answered for at most, the least of ${sizes.tries} tries: ${told}; in quiet ${quiet.toFixed(0)} ms`,
    };
  },
);
