import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Log } from "../../core/ports/world.ts";
import { type Passed, startLoop } from "./loop.ts";

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
/** Longer than any test lasts: who waits for it waits in vain. */
const everyMs = 3_600_000;

/** A loop whose passes say this, one after another, and then nothing more. */
function open(says: readonly (Passed | Error)[]) {
  let passes = 0;
  let tell = (): void => {};
  const all = new Promise<void>((resolve) => (tell = resolve));
  const pass = async (): Promise<Passed> => {
    const said = says[passes++];
    if (passes > says.length) tell();
    if (said instanceof Error) throw said;
    return said ?? { again: false };
  };
  return { loop: startLoop({ name: "test", everyMs, log: silent, pass }), all, passes: () => passes };
}

describe("a loop", () => {
  for (const [when, said] of [
    ["at once where there is more", { again: true }],
    ["before its regular look where something is due by then", { again: false, inMs: 5 }],
    ["after a pass that failed", new Error("no database")],
  ] as const)
    it(`looks again ${when}`, async () => {
      const { loop, all, passes } = open([said]);
      await all;
      await loop.stop();
      assert.equal(passes(), 2);
    });

  it("looks when it is woken, and once more when it was woken while it looked", async () => {
    let passes = 0;
    let inside = (): void => {};
    const looked = new Promise<void>((resolve) => (inside = resolve));
    const loop = startLoop({
      name: "test",
      everyMs,
      log: silent,
      pass: async () => {
        passes += 1;
        if (passes === 2) loop.wake();
        if (passes === 3) inside();
        return { again: false };
      },
    });
    loop.wake();
    await looked;
    await loop.stop();
    assert.equal(passes, 3);
  });
});
