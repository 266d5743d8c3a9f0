import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import type { Broke } from "./find-break.ts";
import type { Share } from "./play-share.ts";

const shares = 2;

/** In a thread of its own, where the test runner's watch over every promise does not take as long again as the runs. */
async function playShare(share: Share): Promise<Broke | null> {
  const worker = new Worker(new URL("./play-share.ts", import.meta.url), { workerData: share });
  const [broke] = (await once(worker, "message")) as [Broke | null];
  return broke;
}

describe("three desks and a hub as a model", () => {
  // The same runs each time, so that a red build says something of its change; MODEL_SEED searches further.
  const seed = Number(process.env["MODEL_SEED"] ?? 7);
  const runs = Number(process.env["MODEL_RUNS"] ?? 10_000);

  it(`keep every promise in ${runs} runs`, async (context) => {
    context.diagnostic(`seed ${seed}`);
    const found = await Promise.all(
      Array.from({ length: shares }, (_, nth) => playShare({ seed, runs, nth, of: shares })),
    );
    for (const broke of found) assert.equal(broke, null, `seed ${seed}: ${JSON.stringify(broke)}`);
  });
});
