import { openRawConnection, writeRequest } from "./raw-connection.ts";

/**
 * Sends the same request over 64 connections and prints what came back as JSON. Arguments: URL, seconds to warm up,
 * seconds to measure, headers as JSON, body.
 */
const [, , address = "", warmUpSeconds = "1", seconds = "5", headerText = "{}", body = ""] = process.argv;
const connections = 64;
const url = new URL(address);
const request = Buffer.from(writeRequest(url, JSON.parse(headerText) as Record<string, string>, body));

const measureFrom = performance.now() + Number(warmUpSeconds) * 1_000;
const end = measureFrom + Number(seconds) * 1_000;
const latencies: number[] = [];
const statuses = new Map<number, number>();

function note(status: number, sentAt: number): void {
  if (sentAt < measureFrom) return;
  latencies.push(performance.now() - sentAt);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

/** Resolves when the time is up and the last answer is there. */
async function send(): Promise<void> {
  const connection = await openRawConnection(url);
  while (performance.now() < end) {
    const sentAt = performance.now();
    note((await connection.send(request)).status, sentAt);
  }
  connection.close();
}

await Promise.all(Array.from({ length: connections }, send));
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(
  JSON.stringify({
    perSecond: latencies.length / Number(seconds),
    p50: at(0.5),
    p99: at(0.99),
    statuses: Object.fromEntries(statuses),
  }),
);
