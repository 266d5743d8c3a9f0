import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PersonId } from "../../schemas/on-call.ts";
import type { Shift } from "./duty.ts";
import { listShifts } from "./list-shifts.ts";
import { type Load, measureLoad } from "./measure-load.ts";
import { at, layer, schedule } from "./test-plan.ts";

const hourMs = 3_600_000;
const anna = layer({ people: ["anna"], startsOn: "2026-01-01" });
const holiday = (date: string) => ({
  holidays: [{ date, name: "a holiday", hours: [{ from: "09:00", to: "12:00" }] }],
});
const page = (person: string, time: string) => ({
  person: layer({ people: [person] }).people[0] as PersonId,
  at: at(time),
});

/** Hours and counts: duty, nights' hours, week-ends', holidays'; nights, pages, pages at night. */
function tell({ person, dutyMs, nightMs, weekendMs, holidayMs, nights, pages, nightPages }: Load): string {
  const hours = [dutyMs, nightMs, weekendMs, holidayMs].map((ms) => ms / hourMs);
  return [person, ...hours, nights, pages, nightPages].join(" ");
}

function shiftsOf(timeZone: string, from: string, to: string): Shift[] {
  return listShifts(schedule([anna], { timeZone }), [], at(from), at(to));
}

describe("load", () => {
  const cases: readonly [
    sentence: string,
    zone: string,
    from: string,
    to: string,
    expected: string,
    holiday?: string,
  ][] = [
    ["of a day's work is its hours", "Europe/Berlin", "2026-03-03T08:00Z", "2026-03-03T16:00Z", "anna 8 0 0 0 0 0 0"],
    [
      "is no night's until ten in the evening",
      "Europe/Berlin",
      "2026-03-03T08:00Z",
      "2026-03-03T21:00Z",
      "anna 13 0 0 0 0 0 0",
    ],
    ["is a night's from ten on", "Europe/Berlin", "2026-03-03T08:00Z", "2026-03-03T21:30Z", "anna 13.5 0.5 0 0 1 0 0"],
    [
      "is no night's from six in the morning on",
      "Europe/Berlin",
      "2026-03-04T05:00Z",
      "2026-03-04T08:00Z",
      "anna 3 0 0 0 0 0 0",
    ],
    [
      "of a night until six is two days' night",
      "Europe/Berlin",
      "2026-03-03T20:00Z",
      "2026-03-04T06:00Z",
      "anna 10 8 0 0 1 0 0",
    ],
    [
      "is of a night in another zone",
      "America/Chicago",
      "2026-03-04T04:00Z",
      "2026-03-04T12:00Z",
      "anna 8 8 0 0 1 0 0",
    ],
    [
      "of a night on which clocks go forward is an hour less",
      "Europe/Berlin",
      "2026-03-28T21:00Z",
      "2026-03-29T04:00Z",
      "anna 7 7 7 0 1 0 0",
    ],
    [
      "of one on which they go back is an hour more",
      "Europe/Berlin",
      "2026-10-24T20:00Z",
      "2026-10-25T05:00Z",
      "anna 9 9 9 0 1 0 0",
    ],
    [
      "of a week has seven nights and one week-end",
      "Etc/UTC",
      "2026-03-02T09:00Z",
      "2026-03-09T09:00Z",
      "anna 168 56 48 0 7 0 0",
    ],
    [
      "is a week-end's from midnight to midnight",
      "Etc/UTC",
      "2026-03-06T23:00Z",
      "2026-03-09T01:00Z",
      "anna 50 18 48 0 3 0 0",
    ],
    [
      "of a holiday is the whole day, whatever its hours",
      "Europe/Berlin",
      "2026-12-23T12:00Z",
      "2026-12-25T12:00Z",
      "anna 48 16 0 24 2 0 0",
      "2026-12-24",
    ],
    [
      "of a holiday on a Sunday is both",
      "Etc/UTC",
      "2026-12-27T00:00Z",
      "2026-12-28T00:00Z",
      "anna 24 8 24 24 2 0 0",
      "2026-12-27",
    ],
    [
      "of a day that does not exist is none",
      "Pacific/Apia",
      "2011-12-29T10:00Z",
      "2011-12-31T10:00Z",
      "",
      "2011-12-30",
    ],
  ];
  for (const [sentence, timeZone, from, to, expected, date] of cases)
    it(sentence, () =>
      assert.deepEqual(
        measureLoad(shiftsOf(timeZone, from, to), [], { timeZone, calendar: date === undefined ? null : holiday(date) })
          .map(tell)
          .join(),
        expected,
      ),
    );

  it("counts a night once though duty comes back within it", () => {
    const shifts = [
      ...shiftsOf("Etc/UTC", "2026-03-03T22:00Z", "2026-03-03T23:00Z"),
      ...shiftsOf("Etc/UTC", "2026-03-04T05:00Z", "2026-03-04T06:00Z"),
    ];
    assert.deepEqual(measureLoad(shifts, [], { timeZone: "Etc/UTC", calendar: null }).map(tell), [
      "anna 2 2 0 0 1 0 0",
    ]);
  });

  it("counts pages on both sides of a night, of people who are not on duty, too, in the order of their ids", () => {
    const pages = [
      page("zoe", "2026-03-03T12:00Z"),
      page("anna", "2026-03-03T21:59:59.999Z"),
      page("anna", "2026-03-03T22:00Z"),
      page("anna", "2026-03-04T05:59:59.999Z"),
      page("anna", "2026-03-04T06:00Z"),
    ];
    const shifts = shiftsOf("Etc/UTC", "2026-03-03T12:00Z", "2026-03-03T13:00Z");
    assert.deepEqual(measureLoad(shifts, pages, { timeZone: "Etc/UTC", calendar: null }).map(tell), [
      "anna 1 0 0 0 0 4 2",
      "zoe 0 0 0 0 0 1 0",
    ]);
  });

  it("is none without shifts and pages", () =>
    assert.deepEqual(measureLoad([], [], { timeZone: "Etc/UTC", calendar: null }), []));
});
