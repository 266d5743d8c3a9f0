import { readFileSync } from "node:fs";
import { Pool } from "undici";
import { eachTime } from "./storm-bodies.ts";

/** Sends each body of a file once, over 64 connections, in the order of the file, and prints what came back as JSON. */
export interface StormRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How often it is sent, spread over the whole time. */
  times: number;
}

const connections = 64;
const requests = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as StormRequest[];
const pool = new Pool(new URL(requests[0]?.url ?? "").origin, { connections, pipelining: 1 });
const rounds = Math.max(...requests.map(({ times }) => times));
const order = Array.from({ length: rounds }, (_, round) => requests.filter(({ times }) => round < times)).flat();
const statuses = new Map<number, number>();
let next = 0;

async function send(): Promise<void> {
  for (;;) {
    const nth = next++;
    const request = order[nth];
    if (!request) return;
    const { url, headers } = request;
    const body = request.body.replace(eachTime, String(nth));
    const answer = await pool.request({ method: "POST", path: new URL(url).pathname, headers, body });
    await answer.body.dump();
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
  }
}

await Promise.all(Array.from({ length: connections }, send));
process.stdout.write(JSON.stringify(Object.fromEntries(statuses)));
await pool.close();
