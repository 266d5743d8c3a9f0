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

async function send(nth: number): Promise<void> {
  // From when it was due: a sender that waits for a free socket waits for the hub.
  const dueAt = startedAt + (nth * 1_000) / perSecond;
  const text = body.replaceAll(eachTime, String(from + (nth % keys)));
  try {
    const answer = await pool.request({ method: "POST", path, headers, body: text });
    const said = (await answer.body.json().catch(() => ({}))) as { deliveryId?: string };
    const retry = answer.headers["retry-after"];
    answers.push({
      status: answer.statusCode,
      ms: performance.now() - dueAt,
      deliveryId: said.deliveryId ?? null,
      retryAfter: typeof retry === "string" ? retry : null,
    });
  } catch {
    answers.push({ status: 0, ms: performance.now() - dueAt, deliveryId: null, retryAfter: null });
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
