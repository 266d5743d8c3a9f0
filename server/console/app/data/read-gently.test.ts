import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { type GentleReading, readGently } from "./read-gently.ts";

describe("a reading that is asked for again and again", () => {
  let [nowMs, tookMs, share] = [0, 0, 2];
  let begun: number[] = [];
  let reading: GentleReading;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    [nowMs, tookMs, share, begun] = [0, 10, 2, []];
    reading = readGently(
      async () => {
        begun.push(nowMs);
        nowMs += tookMs;
      },
      () => share,
      () => nowMs,
    );
  });
  afterEach(() => mock.timers.reset());
  /** So long, a millisecond after another; asked in each where `asking`. */
  const pass = async (ms: number, asking = false) => {
    for (const endMs = nowMs + ms; nowMs < endMs;) {
      if (asking) reading.ask();
      await new Promise(setImmediate);
      nowMs += 1;
      mock.timers.tick(1);
    }
  };

  it("is made at once, and once more for all that asked meanwhile", async () => {
    reading.ask();
    reading.ask();
    reading.ask();
    await pass(1_000);
    assert.deepEqual(begun, [0, 260]);
  });

  it("is made at once again after a lull, however slow it was", async () => {
    tookMs = 400;
    reading.ask();
    await pass(900);
    reading.ask();
    await pass(10);
    assert.deepEqual(begun, [0, 1_300]);
  });

  it("is made less and less often while it is asked for all the time, but often enough to be looked at", async () => {
    await pass(4_000, true);
    const pauses = begun.slice(1).map((ms, index) => ms - (begun[index] ?? 0) - tookMs);
    assert.deepEqual(pauses.slice(0, 4), [250, 500, 700, 700]);
    await pass(2_000);
    begun = [];
    await pass(300, true);
    assert.equal(begun.length, 2, "a lull ends the row");
  });

  it("rests as many times as long as it took as it is said to", async () => {
    [tookMs, share] = [100, 10];
    await pass(1_200, true);
    assert.deepEqual(begun, [0, 1_100]);
  });

  it("is not made any more once it has ended", async () => {
    reading.ask();
    reading.ask();
    reading.end();
    reading.ask();
    await pass(2_000, true);
    assert.deepEqual(begun, [0]);
  });
});
