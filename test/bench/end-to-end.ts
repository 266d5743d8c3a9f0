import { awaitUntil } from "../../server/demo/world.ts";
import type { Figure } from "./main.ts";
import { openBenchWorld, readBody, token } from "./support.ts";

const rounds = 30;

/** From the webhook to the committed alert, and to the ticket in the desk; each round a new alert, one at a time. */
export async function benchEndToEnd(): Promise<readonly Figure[]> {
  const body = await readBody();
  const { world, close } = await openBenchWorld();
  const toAlert: number[] = [];
  const toTicket: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const one = body.replaceAll("3523dbc55396307d", `bench-${round}`);
      await fetch(world.hookUrl, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: token },
        body: one,
      });
      await awaitUntil("the alert", async () => ((await world.tickets()).length > round ? true : undefined));
      toAlert.push(performance.now() - start);
      await awaitUntil("the ticket in the desk", async () => (world.desk.tickets().length > round ? true : undefined));
      toTicket.push(performance.now() - start);
    }
  } finally {
    await close();
  }
  const figure = (metric: string, values: readonly number[], share: number): Figure => ({
    bench: "endToEnd",
    metric,
    value: quantile(values, share),
    unit: "ms",
    baseline: null,
    ratio: null,
  });
  return [
    figure("webhook → alert committed, p50", toAlert, 0.5),
    figure("webhook → alert committed, p99", toAlert, 0.99),
    figure("webhook → ticket in the desk, p50", toTicket, 0.5),
    figure("webhook → ticket in the desk, p99", toTicket, 0.99),
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
