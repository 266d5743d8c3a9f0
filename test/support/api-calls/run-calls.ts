import fc from "fast-check";
import pMap from "p-map";
import { describeApi } from "../../../server/api/describe-api.ts";
import { awaitUntil, type DemoWorld } from "../../../server/demo/world.ts";
import { deliverAlerts } from "../alertmanager.ts";
import { arbitraryCall, type Known } from "./arbitrary-call.ts";
import { createJudge } from "./judge-answer.ts";

export interface RunCalls {
  calls: number;
  seed: number;
  /** Requests under way at one time. */
  atOnce: number;
  /** Longest that an answer may take; absent = however long. */
  mostMs?: number;
}

export interface CallsReport {
  calls: number;
  /** Answered 2xx. */
  served: number;
  /** Operations that were answered 2xx at least once. */
  operationsServed: number;
  operations: number;
  slowestMs: number;
  problems: readonly string[];
}

/** How many are made at once, so that a long run needs no more memory than a short one. */
const portion = 500;

/** Asks a hub all that its document allows, and much that it does not. */
export async function runCalls(
  world: DemoWorld,
  { calls, seed, atOnce, mostMs = Infinity }: RunCalls,
): Promise<CallsReport> {
  const { key } = (await world.api.post("/api-keys", { name: `calls ${seed}`, role: "owner" })) as { key: string };
  const document = describeApi();
  const arbitrary = arbitraryCall(document, await findKnown(world));
  const judge = createJudge(mostMs);
  const servedOperations = new Set<string>();
  const report = { calls: 0, served: 0, slowestMs: 0, problems: [] as string[] };
  for (let done = 0; done < calls && report.problems.length < 20; done += portion) {
    const sample = fc.sample(arbitrary, { numRuns: Math.min(portion, calls - done), seed: seed + done });
    await pMap(
      sample,
      async (call) => {
        const startedAt = performance.now();
        const answer = await fetch(`${world.api.url}${call.route}`, {
          method: call.method,
          headers: { authorization: `Bearer ${key}`, ...call.headers },
          ...(call.body === undefined ? {} : { body: call.body }),
          signal: AbortSignal.timeout(30_000),
        });
        const tookMs = performance.now() - startedAt;
        const { status, problem } = await judge(call, answer, tookMs);
        report.calls += 1;
        report.slowestMs = Math.max(report.slowestMs, tookMs);
        if (status < 300) {
          report.served += 1;
          servedOperations.add(call.operation);
        }
        if (problem !== "") report.problems.push(`${problem} (body ${call.body?.slice(0, 300) ?? "none"})`);
      },
      { concurrency: atOnce },
    );
  }
  const operations = Object.values(document.paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
  return { ...report, operations, operationsServed: servedOperations.size };
}

/** A hub that has something of each kind, and what it is called. */
async function findKnown(world: DemoWorld): Promise<Known> {
  await deliverAlerts(world.hookUrl, [
    { alertname: "Disk full", client: "acme-dental", severity: "critical" },
    { alertname: "Mail is slow", client: "acme-dental", severity: "warning" },
    { alertname: "Nobody's", client: "nobody-knows", severity: "warning" },
  ]);
  const { value: tickets } = await awaitUntil("two tickets", async () => {
    const found = await world.tickets();
    return found.length >= 2 ? found : undefined;
  });
  const ids = async (route: string) => ((await world.api.get(route)) as { id: string }[]).map(({ id }) => id);
  await world.api.post("/webhooks", { url: "https://bi.msp.example/in", types: ["interdesk.ticket.*"] });
  const known: Readonly<Record<string, readonly string[]>> = {
    tickets: tickets.map(({ id }) => id),
    alerts: await ids("/alerts"),
    deliveries: await ids("/deliveries"),
    connections: ["prometheus", "autotask"],
    webhooks: await ids("/webhooks"),
    quarantine: await ids("/quarantine"),
  };
  return (method, path) => {
    const [, , , first = ""] = path.split("/");
    // What would be removed is looked for in vain, so that the rest finds it.
    return method === "DELETE" ? [] : (known[first] ?? []);
  };
}
