import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { type Loopback, serveHttp, serveSockets } from "../../support/loopback.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { quantile } from "../tools/parallel.ts";
import { kindOf, openWayOut, type WayOut } from "../tools/vendor-http.ts";

async function open(context: ScenarioContext, server: Promise<Loopback>): Promise<Loopback> {
  const opened = await server;
  context.after(async () => opened.close());
  return opened;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, ms: performance.now() - startedAt };
}

/** 99th percentile of calls one after the other; ms. */
async function measureOthers(way: WayOut, isOn: () => boolean, least: number): Promise<number> {
  const times: number[] = [];
  while (times.length < least || isOn()) times.push((await timed(() => way.read())).ms);
  return quantile(times, 0.99);
}

export const blackHoles = defineScenario(
  "F6",
  "servers that take a connection and say nothing",
  async (context, sizes) => {
    const { connectMs, headersMs, bodyIdleMs, totalMs } = sizes;
    const timeouts = { connectMs, headersMs, bodyIdleMs, totalMs };
    const silent = await open(
      context,
      serveSockets(() => {}),
    );
    const good = await open(
      context,
      serveHttp((_, response) => response.end("{}")),
    );
    const others = openWayOut(context, good);
    await measureOthers(others, () => false, 50);
    const quietMs = await measureOthers(others, () => false, sizes.calls);
    const plain = openWayOut(context, silent, { timeouts });
    const secure = openWayOut(context, { address: silent.address, secure: true }, { timeouts });
    let holding = true;
    const besideMs = measureOthers(others, () => holding, sizes.calls);
    const ends = await Promise.all([
      timed(() => plain.read()),
      timed(() => plain.write()),
      timed(() => secure.write()),
    ]);
    holding = false;
    const kinds = ends.map(({ value }) => kindOf(value)).join(", ");
    const slowest = Math.max(...ends.map(({ ms }) => ms));
    const [before, beside] = [quietMs, await besideMs];
    return {
      pass:
        kinds === "unavailable, unknownOutcome, unavailable" &&
        slowest <= sizes.mostMs &&
        beside <= Math.max(2 * before, before + sizes.noiseMs),
      figure: `a read, a write and a write over TLS end as ${kinds} after at most ${(slowest / 1_000).toFixed(1)} s; others' p99 ${before.toFixed(1)} ms before and ${beside.toFixed(1)} ms meanwhile`,
    };
  },
);

const measurer = path.join(import.meta.dirname, "../tools/measure-flood.ts");

/** One answer without end, read by a process of its own. */
async function readEndless(server: Loopback): Promise<{ kind: string; grownMb: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [measurer, server.address]);
  return JSON.parse(stdout) as { kind: string; grownMb: number };
}

const block = Buffer.alloc(65_536, "x");

export const endlessAnswers = defineScenario(
  "F7",
  "answers at a byte a second, and answers without end",
  async (context, sizes) => {
    const drip = await open(
      context,
      serveHttp((_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x"), sizes.everyMs);
        response.on("close", () => clearInterval(timer));
      }),
    );
    const flood = await open(
      context,
      serveHttp((request, response) => {
        response.writeHead(200);
        if (request.url === "/small") return void response.end("{}");
        const pour = (): void => {
          while (!response.destroyed && response.write(block));
        };
        response.on("drain", pour);
        pour();
      }),
    );
    const { totalMs } = sizes;
    const slow = openWayOut(context, drip, { timeouts: { totalMs } });
    const [read, written] = await Promise.all([timed(() => slow.read()), timed(() => slow.write())]);
    const floods: { kind: string; grownMb: number }[] = [];
    for (let round = 0; round < sizes.floods; round++) floods.push(await readEndless(flood));
    const grownMb = Math.max(...floods.map((one) => one.grownMb));
    const slowest = Math.max(read.ms, written.ms);
    const kinds = `${kindOf(read.value)}, ${kindOf(written.value)}`;
    return {
      pass:
        kinds === "unavailable, unknownOutcome" &&
        slowest <= totalMs + sizes.lateMs &&
        floods.every(({ kind }) => kind === "unreadable") &&
        grownMb <= sizes.mostMb,
      figure: `dripping answers end as ${kinds} after ${(slowest / 1_000).toFixed(1)} s of ${totalMs / 1_000} s; ${floods.length} endless ones are ${[...new Set(floods.map(({ kind }) => kind))].join(", ")}, a process that had worked grew by at most ${grownMb.toFixed(0)} MB for one`,
    };
  },
);
