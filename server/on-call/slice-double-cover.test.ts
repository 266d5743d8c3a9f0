import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listDoubleCover } from "../../core/on-call/list-double-cover.ts";
import { layer, override, schedule } from "../../core/on-call/test-plan.ts";
import { sliceDoubleCover } from "./slice-double-cover.ts";

const range = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-04-10T12:00:00Z") };

describe("double cover in slices", () => {
  const schedules = [
    schedule([layer({ people: ["anna", "ben", "carl"] })]),
    schedule([layer({ people: ["ben", "anna"] })], { id: "day" }),
    schedule([layer({ people: ["carl"] })], { id: "backup" }),
  ];
  const overrides = [override(1, "2026-03-05T00:00Z", "2026-03-15T00:00Z", { schedule: "night", person: "carl" })];
  const whole = listDoubleCover(schedules, overrides, range.from.getTime(), range.to.getTime());

  it("is long enough to be cut, and holds what goes on over several slices", () => {
    assert.ok(whole.length > 10);
    assert.ok(whole.some(({ start, end }) => end - start > 5 * 86_400_000));
  });
  for (const most of [1, 9, 30, 4_000])
    it(`is what it is as a whole, in slices of ${Math.max(1, Math.floor(most / 3))} days`, async () => {
      assert.deepEqual(await sliceDoubleCover(schedules, overrides, range, most), whole);
    });
  it("is nothing without schedules", async () => {
    assert.deepEqual(await sliceDoubleCover([], [], range), []);
  });
});
