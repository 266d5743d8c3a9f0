import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type FiringAlert, listAbsent } from "./list-absent.ts";

const minute = (count: number) => new Date(Date.UTC(2026, 2, 17, 9, count));
const scan = { resource: "web-1", keyPrefix: "web-1|trivy|", at: minute(30) };
const alert = (change: Partial<FiringAlert> = {}): FiringAlert => ({
  title: "CVE",
  severity: "high",
  raisedAt: minute(10),
  lastSeenAt: minute(20),
  ...change,
});

describe("what a full scan no longer finds", () => {
  const cases: readonly [sentence: string, key: string, told: string[], known: FiringAlert, ends: boolean][] = [
    ["is over", "web-1|trivy|a", [], alert(), true],
    ["is not over where the scan tells of it", "web-1|trivy|a", ["web-1|trivy|a"], alert(), false],
    ["is not over on another asset", "web-10|trivy|a", [], alert(), false],
    ["is not over where another tool found it", "web-1|nessus|a", [], alert(), false],
    [
      "is over where it was last heard of as the scan came",
      "web-1|trivy|a",
      [],
      alert({ lastSeenAt: minute(31) }),
      true,
    ],
    ["is not over where it was heard of since", "web-1|trivy|a", [], alert({ lastSeenAt: minute(32) }), false],
  ];
  for (const [sentence, key, told, known, ends] of cases)
    it(sentence, () => {
      const absent = listAbsent(scan, new Set(told), new Map([[key, known]]), minute(31));
      assert.deepEqual(
        absent.map(({ dedupKey, condition, clearedAt }) => [dedupKey, condition, clearedAt]),
        ends ? [[key, "clear", minute(30)]] : [],
      );
    });

  it("ends after it began, whatever the clocks say", () => {
    const [end] = listAbsent(
      scan,
      new Set(),
      new Map([["web-1|trivy|a", alert({ raisedAt: minute(30) })]]),
      minute(31),
    );
    assert.deepEqual(end?.clearedAt, new Date(minute(30).getTime() + 1));
  });
});
