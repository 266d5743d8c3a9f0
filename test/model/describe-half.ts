import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findBreak, listRuns } from "./find-break.ts";

/** The runs in two files, since files run side by side and each half takes a minute. */
export function describeHalf(half: "first" | "second"): void {
  describe("three desks and a hub as a model", () => {
    // The same runs each time, so that a red build says something of its change; MODEL_SEED searches further.
    const seed = Number(process.env["MODEL_SEED"] ?? 7);
    const runs = Number(process.env["MODEL_RUNS"] ?? 10_000);
    const middle = Math.ceil(runs / 2);

    it(`keep every promise in the ${half} half of ${runs} runs`, async (context) => {
      context.diagnostic(`seed ${seed}`);
      const all = listRuns(runs, seed);
      const broke = await findBreak(half === "first" ? all.slice(0, middle) : all.slice(middle));
      assert.equal(broke, undefined, `seed ${seed}: ${JSON.stringify(broke)}`);
    });
  });
}
