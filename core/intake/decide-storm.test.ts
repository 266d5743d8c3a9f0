import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { calmMs, countBegin, endOfStorm, type StormState } from "./decide-storm.ts";

const start = Date.UTC(2026, 2, 17, 9);
const second = (count: number) => new Date(start + count * 1_000);
const wish = { perMinute: 20 };

function count(seconds: readonly number[], before?: StormState): StormState | undefined {
  return seconds.reduce<StormState | undefined>((state, at) => countBegin(state, second(at), wish), before);
}
const evenly = (count: number, from: number, everySeconds: number) =>
  Array.from({ length: count }, (_, index) => from + index * everySeconds);

describe("a storm", () => {
  it("does not begin with as many alerts a minute as are allowed", () => {
    assert.equal(count(evenly(20, 0, 1))?.since, null);
  });
  it("begins with the next one", () => {
    assert.deepEqual(count(evenly(21, 0, 1))?.since, second(20));
  });
  it("counts over the turn of a minute", () => {
    assert.deepEqual(count([...evenly(15, 45, 1), ...evenly(7, 60, 1)])?.since, second(66));
  });
  it("counts the minute before less and less", () => {
    assert.equal(count([...evenly(15, 45, 1), ...evenly(7, 110, 1)])?.since, null);
  });
  it("forgets what was longer ago", () => {
    assert.equal(count([...evenly(20, 0, 1), ...evenly(20, 180, 1)])?.since, null);
  });
  it("ends ten minutes after the last time that the rate was above a quarter", () => {
    const storm = count(evenly(30, 0, 1)) ?? assert.fail("nothing was counted");
    assert.deepEqual(endOfStorm(storm), new Date(second(29).getTime() + calmMs));
    const few = count([300, 400], storm) ?? assert.fail("nothing was counted");
    assert.deepEqual(endOfStorm(few), new Date(second(29).getTime() + calmMs));
    const many = count(evenly(6, 300, 1), storm) ?? assert.fail("nothing was counted");
    assert.deepEqual(endOfStorm(many), new Date(second(305).getTime() + calmMs));
  });
  it("has no end where there is none", () => {
    assert.equal(endOfStorm(count([0]) ?? assert.fail("nothing was counted")), undefined);
  });
});
