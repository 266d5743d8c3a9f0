import { awaitUntil } from "../../server/demo/world.ts";
import type { RehearsedRules } from "../../server/rules/rehearse-rules.ts";
import type { Figure } from "./main.ts";
import { load, openBenchWorld, readBody } from "./support.ts";

const stored = 1_000;
/** Milliseconds that an answer may take, by our own promise. */
const mostMs = 1_000;
const rounds = 20;
const rackRules = Array.from(
  { length: 20 },
  (_, rack) =>
    `  - { id: rack-${rack}, when: "event.title.contains('rack ${rack}')", set: { priority: ${1 + (rack % 5)} } }`,
);
const text = `rules:\n${rackRules.join("\n")}\n  - { id: all, when: "event.severity != 'info'", set: { priority: 2 } }\n`;

/** What other rules would have done with a thousand stored deliveries, and why one of them was taken as it was. */
export async function benchRehearse(): Promise<readonly Figure[]> {
  const { world, close } = await openBenchWorld();
  try {
    await load(world.hookUrl, 2, await readBody());
    const { id, taken } = await awaitStored(world.api);
    await world.api.post("/rules", { text: "rules: []\n" });
    const rehearsals: number[] = [];
    const explanations: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      rehearsals.push(
        await time(async () => {
          const { deliveries } = (await world.api.post("/rules/test", { text, last: stored })) as RehearsedRules;
          if (deliveries !== stored) throw new Error(`${deliveries} of ${taken} deliveries were tried.`);
        }),
      );
      explanations.push(await time(() => world.api.post("/rules/explain", { kind: "delivery", id, text })));
    }
    const slowest = (metric: string, times: readonly number[]): Figure => {
      const value = Math.max(...times);
      return { bench: "rehearse", metric, value, unit: "ms", baseline: mostMs, ratio: value / mostMs };
    };
    return [
      slowest(`dry run over ${stored} stored deliveries, slowest of ${rounds}`, rehearsals),
      slowest(`explanation of one of them, slowest of ${rounds}`, explanations),
    ];
  } finally {
    await close();
  }
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** Until nothing is taken any more. @returns one of the deliveries, and how many there are at least */
async function awaitStored(api: { get(route: string): Promise<unknown> }): Promise<{ id: string; taken: number }> {
  const { value } = await awaitUntil("a thousand deliveries to be stored", async () => {
    const page = (await api.get(`/deliveries?outcome=applied&limit=500`)) as { id: string }[];
    const [first] = page;
    return page.length === 500 && first ? { id: first.id, taken: page.length } : undefined;
  });
  return value;
}
