import { Pool } from "undici";

/** Sends the same request over 64 connections and prints what came back as JSON. Arguments: URL, seconds, headers as JSON, body. */
const [, , url = "", seconds = "5", headerText = "{}", body = ""] = process.argv;
const connections = 64;
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections, pipelining: 1 });
const headers = JSON.parse(headerText) as Record<string, string>;
const end = performance.now() + Number(seconds) * 1_000;
const latencies: number[] = [];
const statuses = new Map<number, number>();

async function send(): Promise<void> {
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await pool.request({ method: "POST", path: pathname, headers, body });
    await answer.body.dump();
    latencies.push(performance.now() - start);
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: connections }, send));
const took = (performance.now() - started) / 1_000;
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(
  JSON.stringify({
    perSecond: latencies.length / took,
    p50: at(0.5),
    p99: at(0.99),
    statuses: Object.fromEntries(statuses),
  }),
);
await pool.close();
