import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Alert } from "../../schemas/alert.ts";
import { decideListing, decideMaxAge, isMassEnd } from "./decide-listing.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 17, 9, minute));
const held = (dedupKey: string, seen: number, missed: number | null = null) => ({
  alert: { id: dedupKey, dedupKey, lastSeenAt: at(seen) } as unknown as Alert,
  missedSince: missed === null ? null : at(missed),
});

describe("what we hold against what the tool lists", () => {
  const listed = new Set(["listed"]);
  const decide = (...alerts: ReturnType<typeof held>[]) => {
    const { ended, missed, found } = decideListing(alerts, listed, at(10));
    return { ended: ended.map(({ alert }) => alert.dedupKey), missed, found };
  };
  it("is as it was where it is listed", () =>
    assert.deepEqual(decide(held("listed", 0)), { ended: [], missed: [], found: [] }));
  it("is found again", () => assert.deepEqual(decide(held("listed", 0, 5)).found, ["listed"]));
  it("is missed the first time", () => assert.deepEqual(decide(held("a", 9)), { ended: [], missed: ["a"], found: [] }));
  it("has ended the second time", () => assert.deepEqual(decide(held("a", 4, 5)).ended, ["a"]));
  it("is missed anew when it was heard of since the first time", () => {
    assert.deepEqual(decide(held("a", 5, 5)), { ended: [], missed: ["a"], found: [] });
    assert.deepEqual(decide(held("a", 6, 5)).missed, ["a"]);
  });
  it("may be newer than the list", () => {
    assert.deepEqual(decide(held("a", 10)), { ended: [], missed: [], found: [] });
    assert.deepEqual(decide(held("a", 10, 5)).ended, []);
  });
});

describe("a list that has forgotten much", () => {
  for (const [ended, of, expected] of [
    [19, 19, false],
    [20, 20, true],
    [20, 40, false],
    [21, 41, true],
    [500, 1_000, false],
  ] as const)
    it(`${ended} of ${of}: ${expected ? "not believed" : "believed"}`, () =>
      assert.equal(isMassEnd(ended, of), expected));
});

describe("how old an alert may grow unheard", () => {
  const hour = 3_600_000;
  it("is the connector's own figure", () =>
    assert.equal(decideMaxAge({ resolves: "never", maxAgeHours: 6 }), 6 * hour));
  it("is a week where clears get lost and nobody can be asked", () =>
    assert.equal(decideMaxAge({ resolves: "sometimes", maxAgeHours: null }), 168 * hour));
  it("is unlimited where none is lost", () =>
    assert.equal(decideMaxAge({ resolves: "always", maxAgeHours: null }), null));
});
