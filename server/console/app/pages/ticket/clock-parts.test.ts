import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pictureClock } from "./clock-parts.ts";

const at = (time: string) => Date.parse(`2026-03-02T${time}Z`);
const status = "inProgress" as const;
type Explained = Parameters<typeof pictureClock>[0];
const counted = {
  start: at("08:00"),
  end: at("09:00"),
  kind: "counted" as const,
  status,
  intervals: [{ start: at("08:00"), end: at("09:00") }],
  businessMs: 3_600_000,
};
const paused: Explained = {
  clock: {
    target: "resolution",
    round: 1,
    stage: "paused",
    startedAt: "2026-03-02T08:00:00Z",
    endedAt: null,
    dueAt: null,
    breachedAt: null,
    targetBusinessMs: 14_400_000,
    fires: [],
    dueBy: null,
  } as unknown as Explained["clock"],
  stretches: [counted],
  ahead: [],
  usedBusinessMs: 3_600_000,
} as unknown as Explained;

describe("a clock that is paused", () => {
  it("is drawn as paused from where it stopped until now", () => {
    const { parts } = pictureClock(paused, at("10:59"), at("11:00"));
    assert.deepEqual(parts, [
      { start: at("08:00"), end: at("09:00"), kind: "counted" },
      { start: at("09:00"), end: at("11:00"), kind: "paused" },
    ]);
  });

  it("and never ran is drawn as paused from its beginning", () => {
    const { parts } = pictureClock({ ...paused, stretches: [] }, at("10:59"), at("11:00"));
    assert.deepEqual(parts, [{ start: at("08:00"), end: at("11:00"), kind: "paused" }]);
  });
});
