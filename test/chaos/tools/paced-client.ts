import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { eachTime } from "../../bench/storm-bodies.ts";
import type { Load, PacedAnswer } from "./paced.ts";

/** In a process of its own: sends a body at a rate, whatever the answers are, and prints them as JSON. Argument: a file. */
const { url, headers, body, perSecond, total, keys, connections, from } = JSON.parse(
  readFileSync(process.argv[2] ?? "", "utf8"),
) as Load;
const { origin, pathname: path } = new URL(url);
const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 60_000 });
const answers: PacedAnswer[] = [];
const startedAt = performance.now();

// The queue is read by its place: to take the first of many thousands away moves all others.
const sockets = { free: connections, waiting: [] as (() => void)[], served: 0 };

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

async function send(nth: number): Promise<void> {
  const dueAt = startedAt + (nth * 1_000) / perSecond;
  const text = body.replaceAll(eachTime, String(from + (nth % keys)));
  await takeSocket();
  const sentAt = performance.now();
  const took = () => ({ ms: performance.now() - dueAt, sentMs: performance.now() - sentAt });
  try {
    const answer = await pool.request({ method: "POST", path, headers, body: text });
    const said = (await answer.body.json().catch(() => ({}))) as { deliveryId?: string };
    const retry = answer.headers["retry-after"];
    answers.push({
      ...took(),
      status: answer.statusCode,
      deliveryId: said.deliveryId ?? null,
      retryAfter: typeof retry === "string" ? retry : null,
    });
  } catch {
    answers.push({ ...took(), status: 0, deliveryId: null, retryAfter: null });
  } finally {
    leaveSocket();
  }
}

const sent: Promise<void>[] = [];
while (sent.length < total) {
  const due = Math.min(total, Math.ceil(((performance.now() - startedAt) * perSecond) / 1_000));
  while (sent.length < due) sent.push(send(sent.length));
  await pause(2);
}
await Promise.all(sent);
await pool.close();
process.stdout.write(JSON.stringify(answers));
