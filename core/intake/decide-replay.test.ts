import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decideOpensSince } from "./decide-replay.ts";

const now = new Date("2026-03-17T09:00:00.000Z");
const isOpener = (receivedAt: string, openOld: boolean) => {
  const since = decideOpensSince(now, openOld);
  return since === null || new Date(receivedAt) >= since;
};

describe("a replayed delivery", () => {
  const cases: readonly [age: string, receivedAt: string, openOld: boolean, opens: boolean][] = [
    ["of now", "2026-03-17T09:00:00.000Z", false, true],
    ["of exactly 24 hours ago", "2026-03-16T09:00:00.000Z", false, true],
    ["of a millisecond more", "2026-03-16T08:59:59.999Z", false, false],
    ["of a year ago", "2025-03-17T09:00:00.000Z", false, false],
    ["of a year ago, where that is asked for,", "2025-03-17T09:00:00.000Z", true, true],
  ];
  for (const [age, receivedAt, openOld, opens] of cases)
    it(`${age} ${opens ? "may open tickets" : "opens none"}`, () => {
      assert.equal(isOpener(receivedAt, openOld), opens);
    });
});
