import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkSize, readRange } from "./ask-duty.ts";

const now = new Date("2026-11-28T12:00:00.000Z");

describe("a range of time that is asked for", () => {
  const rows: [string, boolean, { from?: string; to?: string }, string, string][] = [
    ["is the next four weeks", true, {}, "2026-11-28T12:00:00", "2026-12-26T12:00:00"],
    ["is four weeks from its beginning", true, { from: "2026-12-01" }, "2026-12-01T00:00:00", "2026-12-29T00:00:00"],
    ["is from now to its end", true, { to: "2026-12-01" }, "2026-11-28T12:00:00", "2026-12-01T00:00:00"],
    ["is the last four weeks where it looks back", false, {}, "2026-10-31T12:00:00", "2026-11-28T12:00:00"],
    ["is from its beginning to now", false, { from: "2026-11-01" }, "2026-11-01T00:00:00", "2026-11-28T12:00:00"],
    ["is four weeks to its end", false, { to: "2026-11-29" }, "2026-11-01T00:00:00", "2026-11-29T00:00:00"],
    ["is as it is said", true, { from: "2026-01-01", to: "2026-01-02" }, "2026-01-01T00:00:00", "2026-01-02T00:00:00"],
  ];
  for (const [what, ahead, query, from, to] of rows)
    it(`${what}, given ${JSON.stringify(query)}`, () => {
      const range = readRange(query, { timeZone: "UTC", now, ahead });
      assert.deepEqual([range.from, range.to], [new Date(`${from}Z`), new Date(`${to}Z`)]);
    });

  it("may be four weeks of 500 schedules, and not a second longer", () => {
    const to = new Date(now.getTime() + 28 * 86_400_000);
    checkSize(500, { from: now, to });
    assert.throws(
      () => checkSize(500, { from: now, to: new Date(to.getTime() + 1) }),
      /are 29 days; with 500 schedules expected 28 at most/,
    );
  });
  it("may be 400 days of 35 schedules, and of none", () => {
    const range = { from: now, to: new Date(now.getTime() + 400 * 86_400_000) };
    checkSize(35, range);
    checkSize(0, range);
    assert.throws(() => checkSize(36, range), /with 36 schedules expected 388 at most/);
  });
});
