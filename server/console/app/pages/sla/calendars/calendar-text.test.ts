import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { readCalendar, readHours, sayHours, type ShownCalendar, writeCalendar } from "./calendar-text.ts";

const text = `# What we promise
calendars:
  office:
    timeZone: Europe/Berlin # ours
    weekly:
      monday: [{ from: "08:00", to: "17:00" }]
      friday: [{ from: "08:00", to: "12:00" }]
    holidays:
      # The long one
      - { date: 2026-12-25, name: Christmas }
policies:
  - name: Gold
`;
const calendarOf = (of: string, name = "office") =>
  readCalendar((parse(of) as { calendars: Record<string, Record<string, unknown>> }).calendars[name] ?? {});
const change = (changes: Partial<ShownCalendar>) => writeCalendar(text, "office", { ...calendarOf(text), ...changes });

describe("a calendar of the plan's text", () => {
  it("is left as it stands where nothing differs", () => {
    assert.deepEqual(parse(change({})), parse(text));
    assert.match(change({}), /# ours/);
  });

  it("is changed by the day and by the date, and keeps its comments", () => {
    const { weekly, holidays } = calendarOf(text);
    const hours = readHours("8-12, 13:30 – 17:00") ?? assert.fail("no hours");
    const eve = { date: "2026-12-24", name: "Christmas Eve", hours: readHours("08:00-12:00") ?? [] };
    const changed = change({
      timeZone: "Europe/Vienna",
      weekly: { ...weekly, monday: hours, friday: [] },
      holidays: [...holidays, { date: "2026-01-01", name: "New Year", hours: [] }],
      exceptions: [eve],
    });
    assert.match(changed, /# What we promise\n[^]*# ours\n[^]*# The long one\n/);
    const read = calendarOf(changed);
    assert.deepEqual(Object.keys(read.weekly), ["monday"]);
    assert.equal(sayHours(read.weekly.monday ?? []), "08:00–12:00, 13:30–17:00");
    assert.deepEqual(
      read.holidays.map(({ date }) => date),
      ["2026-01-01", "2026-12-25"],
    );
    assert.deepEqual(read.exceptions, [eve]);
    assert.deepEqual((parse(changed) as { policies: unknown }).policies, [{ name: "Gold" }]);
  });

  it("loses a list with its last day, and is added where it was not", () => {
    assert.doesNotMatch(change({ holidays: [] }), /holidays/);
    const added = writeCalendar("policies: []\n", "nights", {
      timeZone: "UTC",
      weekly: { sunday: [{ from: "22:00", to: "06:00" }] },
      holidays: [],
      exceptions: [],
    });
    assert.equal(sayHours(calendarOf(added, "nights").weekly.sunday ?? []), "22:00–06:00");
  });

  it("takes no words for hours that are none", () => {
    assert.deepEqual(readHours(" "), []);
    assert.deepEqual(readHours("0-24"), [{ from: "00:00", to: "24:00" }]);
    for (const words of ["eight to five", "08:00", "25-26", "8:70-9", "24-3", "8-12,"])
      assert.equal(readHours(words), undefined, words);
  });
});
