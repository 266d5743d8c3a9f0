import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Flips } from "../../schemas/alert.ts";
import { countFlip, isFlapping } from "./decide-flap.ts";

const minute = (count: number) => new Date(Date.UTC(2026, 2, 17, 9, count));
const wish = { changes: 4, withinMs: 10 * 60_000, calmMs: 5 * 60_000 };

/** One change at each of these minutes. */
function count(minutes: readonly number[]): Flips | null {
  return minutes.reduce<Flips | null>((flips, at) => countFlip(flips, minute(at), wish), null);
}

describe("flapping", () => {
  const cases: readonly [string, readonly number[], { count: number; flaps: boolean }][] = [
    ["a first change is none", [0], { count: 1, flaps: false }],
    ["one change too few is none", [0, 2, 4], { count: 3, flaps: false }],
    ["enough changes within the time are", [0, 2, 4, 10], { count: 4, flaps: true }],
    ["the same number in a longer time is none", [0, 2, 4, 11], { count: 1, flaps: false }],
    ["it goes on while changes come, however long ago it began", [0, 2, 4, 6, 10, 14], { count: 6, flaps: true }],
    ["after a calm time it begins anew", [0, 2, 4, 6, 12], { count: 1, flaps: false }],
  ];
  for (const [sentence, minutes, expected] of cases)
    it(sentence, () => {
      const flips = count(minutes);
      assert.deepEqual({ count: flips?.count, flaps: isFlapping(flips, minute(minutes.at(-1) ?? 0)) }, expected);
    });

  it("ends when it has been calm for the whole time, and not before", () => {
    const flips = count([0, 2, 4, 6]);
    assert.equal(isFlapping(flips, new Date(minute(11).getTime() - 1)), true);
    assert.equal(isFlapping(flips, minute(11)), false);
  });

  it("is not looked for where nobody wants it", () => {
    assert.equal(countFlip(null, minute(0), null), null);
  });
});
