import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openRawConnection, type RawConnection, writeRequest } from "../../bench/raw-connection.ts";
import { eachTime } from "../../bench/storm-bodies.ts";
import type { Load, PacedAnswer } from "./paced.ts";

/** In a process of its own: sends a body at a rate, whatever the answers are, and prints them as JSON. Argument: a file. */
const load = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Load;
const url = new URL(load.url);
const answers: PacedAnswer[] = [];
const startedAt = performance.now();

/** A connection that the hub may be about to close (after five seconds) is not used again. */
const mostIdleMs = 4_000;
const idle: { connection: RawConnection; since: number }[] = [];

async function findConnection(): Promise<RawConnection> {
  for (let last = idle.pop(); last; last = idle.pop()) {
    if (performance.now() - last.since < mostIdleMs) return last.connection;
    last.connection.close();
  }
  return openRawConnection(url);
}

// The queue is read by its place: to take the first of many thousands away moves all others.
const sockets = { free: load.connections, waiting: [] as (() => void)[], served: 0 };

async function takeSocket(): Promise<void> {
  if (sockets.free > 0) sockets.free -= 1;
  else await new Promise<void>((resolve) => sockets.waiting.push(resolve));
}

function leaveSocket(): void {
  const next = sockets.waiting[sockets.served];
  if (next) {
    sockets.served += 1;
    next();
  } else sockets.free += 1;
}

/** @returns what the hub said; undefined = nothing */
async function ask(text: string): Promise<Omit<PacedAnswer, "ms" | "sentMs"> | undefined> {
  try {
    const connection = await findConnection();
    const { status, head, body } = await connection.send(writeRequest(url, load.headers, text));
    idle.push({ connection, since: performance.now() });
    const deliveryId = status === 202 ? (JSON.parse(body) as { deliveryId: string }).deliveryId : null;
    return { status, deliveryId, retryAfter: /\r\nretry-after: *([^\r]+)/i.exec(head)?.[1] ?? null };
  } catch {
    return undefined;
  }
}

async function send(nth: number): Promise<void> {
  const dueAt = startedAt + (nth * 1_000) / load.perSecond;
  const text = load.body.replaceAll(eachTime, String(load.from + (nth % load.keys)));
  await takeSocket();
  const sentAt = performance.now();
  const said = (await ask(text)) ?? { status: 0, deliveryId: null, retryAfter: null };
  answers.push({ ...said, ms: performance.now() - dueAt, sentMs: performance.now() - sentAt });
  leaveSocket();
}

const sent: Promise<void>[] = [];
while (sent.length < load.total) {
  const due = Math.min(load.total, Math.ceil(((performance.now() - startedAt) * load.perSecond) / 1_000));
  while (sent.length < due) sent.push(send(sent.length));
  await pause(2);
}
await Promise.all(sent);
for (const { connection } of idle) connection.close();
process.stdout.write(JSON.stringify(answers));
