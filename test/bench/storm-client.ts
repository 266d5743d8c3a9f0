import { readFileSync } from "node:fs";
import { openRawConnection, writeRequest } from "./raw-connection.ts";
import { eachTime } from "./storm-bodies.ts";

/** Sends each body of a file as often as it says, over 64 connections, and prints what came back as JSON. */
export interface StormRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How often it is sent, spread over the whole time. */
  times: number;
}

const connections = 64;
const requests = (JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as StormRequest[]).map((request) => ({
  ...request,
  url: new URL(request.url),
}));
const rounds = Math.max(...requests.map(({ times }) => times));
const order = Array.from({ length: rounds }, (_, round) => requests.filter(({ times }) => round < times)).flat();
const statuses = new Map<number, number>();
let next = 0;

async function send(): Promise<void> {
  const [first] = order;
  if (!first) return;
  const connection = await openRawConnection(first.url);
  for (let nth = next++; nth < order.length; nth = next++) {
    const request = order[nth] ?? first;
    const body = request.body.replace(eachTime, String(nth));
    const { status } = await connection.send(writeRequest(request.url, request.headers, body));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  connection.close();
}

await Promise.all(Array.from({ length: connections }, send));
process.stdout.write(JSON.stringify(Object.fromEntries(statuses)));
