import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findNextDue } from "./find-next-due.ts";

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const clock = (started: string, due: string | null, stage: "inProgress" | "paused" | "completed" = "inProgress") => ({
  stage,
  startedAt: at(started),
  dueAt: due === null ? null : at(due),
});

describe("what is due next", () => {
  for (const [what, clocks, expected] of [
    ["is nothing without clocks", [], null],
    ["is nothing while all are paused", [clock("08:00", null, "paused")], null],
    ["is no clock that has ended", [clock("08:00", "09:00", "completed")], null],
    ["is the first of those that run", [clock("08:00", "16:00"), clock("08:00", "12:00")], ["12:00", "11:00"]],
    ["runs out soon with a quarter of its time left", [clock("08:00", "16:00")], ["16:00", "14:00"]],
    ["runs out soon with half an hour left, however short it is", [clock("08:00", "09:00")], ["09:00", "08:30"]],
  ] as const)
    it(what, () => {
      assert.deepEqual(findNextDue(clocks), expected && { at: at(expected[0]), soonAt: at(expected[1]) });
    });
});
