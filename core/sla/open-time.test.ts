import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Calendar, type DatedHours, type OpenHours, type Weekday, weekdays } from "../../schemas/calendar.ts";
import { createOpenTime } from "./open-time.ts";

const hourMs = 3_600_000;
const at = (text: string) => Date.parse(text);
const hours = (from: string, to: string): OpenHours => ({ from, to });
const office = [hours("09:00", "17:00")];
const night = [hours("22:00", "06:00")];
const allDay = [hours("00:00", "24:00")];
const on = (days: readonly Weekday[], list: readonly OpenHours[]) => Object.fromEntries(days.map((day) => [day, list]));
const closed = (...dates: string[]): DatedHours[] => dates.map((date) => ({ date, name: "a holiday", hours: [] }));

function openTime(zone: string, weekly: object, dated: { holidays?: DatedHours[]; exceptions?: DatedHours[] } = {}) {
  return createOpenTime(Calendar.parse({ timeZone: zone, weekly, holidays: [], exceptions: [], ...dated }));
}

const week = openTime("America/Chicago", on(weekdays.slice(0, 5), office));
const always = openTime("America/Chicago", on(weekdays, allDay));
const nights = openTime("America/Chicago", on(weekdays, night));

describe("an instant after so much open time", () => {
  for (const [sentence, open, from, spentHours, due] of [
    ["is of the same day while that lasts", week, "2026-03-06T15:00:00Z", 8, "2026-03-06T23:00:00Z"],
    ["is the end of the day rather than the next beginning", week, "2026-03-06T22:00:00Z", 1, "2026-03-06T23:00:00Z"],
    ["goes over a week-end on which clocks go forward", week, "2026-03-06T22:00:00Z", 2, "2026-03-09T15:00:00Z"],
    ["goes over a week-end on which clocks go back", week, "2026-10-30T21:00:00Z", 2, "2026-11-02T16:00:00Z"],
    ["waits for the opening", week, "2026-03-07T12:00:00Z", 0.5, "2026-03-09T14:30:00Z"],
    [
      "is a clock's 23 hours later around the clock when clocks go back",
      always,
      "2026-10-31T17:00:00Z",
      24,
      "2026-11-01T17:00:00Z",
    ],
    ["is where it began for no time at all, though closed", week, "2026-03-07T12:00:00Z", 0, "2026-03-07T12:00:00Z"],
    ["goes over the end of a year", always, "2026-12-31T18:00:00Z", 24, "2027-01-01T18:00:00Z"],
    ["may be forty days ahead", always, "2026-01-01T00:00:00Z", 960, "2026-02-10T00:00:00Z"],
  ] as const)
    it(sentence, () => assert.equal(open.after(at(from), spentHours * hourMs), at(due)));

  it("is none where it is never open", () =>
    assert.equal(openTime("Europe/Berlin", {}).after(at("2026-01-01T00:00:00Z"), 1), undefined));
});

describe("open time", () => {
  for (const [sentence, open, from, to, expected] of [
    [
      "of a night shift on which clocks go forward is seven hours",
      nights,
      "2026-03-08T00:00:00Z",
      "2026-03-08T18:00:00Z",
      7,
    ],
    ["of one on which clocks go back is nine", nights, "2026-11-01T00:00:00Z", "2026-11-01T18:00:00Z", 9],
    ["of any other is eight", nights, "2026-05-05T18:00:00Z", "2026-05-06T18:00:00Z", 8],
    ["of a span without length is none", week, "2026-03-06T15:00:00Z", "2026-03-06T15:00:00Z", 0],
    ["of a span that ends before it begins is none", week, "2026-03-06T16:00:00Z", "2026-03-06T15:00:00Z", 0],
    ["of a year counts both changes", always, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 365 * 24],
  ] as const)
    it(sentence, () => assert.equal(open.between(at(from), at(to)) / hourMs, expected));

  const berlin = (dated: Parameters<typeof openTime>[2]) =>
    openTime("Europe/Berlin", { ...on(weekdays.slice(0, 5), office), ...on(["wednesday"], night) }, dated);
  const halfDay = [{ date: "2026-12-24", name: "Christmas Eve", hours: [hours("09:00", "12:00")] }];
  const late = [{ date: "2026-12-24", name: "a market's day", hours: [hours("11:00", "17:00")] }];
  for (const [sentence, dated, from, to, expected] of [
    ["of a holiday is none", { holidays: closed("2026-12-25") }, "2026-12-25T00:00:00Z", "2026-12-26T00:00:00Z", 0],
    ["of half a holiday is its own", { holidays: halfDay }, "2026-12-24T06:00:00Z", "2026-12-25T00:00:00Z", 3],
    [
      "of two holidays on one day is what both leave",
      { holidays: [...halfDay, ...late] },
      "2026-12-24T06:00:00Z",
      "2026-12-25T00:00:00Z",
      1,
    ],
    [
      "is an exception's where a holiday says otherwise",
      { holidays: closed("2026-12-24"), exceptions: late },
      "2026-12-24T06:00:00Z",
      "2026-12-25T00:00:00Z",
      6,
    ],
    [
      "is not changed by a holiday on a Sunday",
      { holidays: closed("2026-12-27") },
      "2026-12-25T23:00:00Z",
      "2026-12-28T23:00:00Z",
      8,
    ],
    [
      "of a shift belongs to the day on which it begins, holiday or not the day after",
      { holidays: closed("2026-12-24") },
      "2026-12-23T12:00:00Z",
      "2026-12-24T23:00:00Z",
      8,
    ],
    ["of the 29th of February is like any day's", {}, "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z", 8],
  ] as const)
    it(sentence, () =>
      assert.equal(berlin(dated as Parameters<typeof openTime>[2]).between(at(from), at(to)) / hourMs, expected),
    );
});

describe("a day on which clocks change", () => {
  const day = (zone: string, list: OpenHours[], from: string, to: string) =>
    openTime(zone, on(weekdays, list)).between(at(from), at(to)) / hourMs;
  for (const [sentence, zone, list, from, to, expected] of [
    ["has 23 hours in spring", "Europe/Berlin", allDay, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23],
    ["has 25 hours in autumn", "Europe/Berlin", allDay, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25],
    [
      "opens at the end of a gap that swallows its opening",
      "Europe/Berlin",
      [hours("02:30", "04:00")],
      "2026-03-28T23:00:00Z",
      "2026-03-29T22:00:00Z",
      1,
    ],
    [
      "closes at the end of a gap that swallows its closing",
      "Europe/Berlin",
      [hours("01:00", "02:30")],
      "2026-03-28T23:00:00Z",
      "2026-03-29T22:00:00Z",
      1,
    ],
    [
      "opens at the first and closes at the second of a repeated hour",
      "Europe/Berlin",
      [hours("02:15", "02:45")],
      "2026-10-24T22:00:00Z",
      "2026-10-25T23:00:00Z",
      1.5,
    ],
    [
      "may lack its midnight",
      "America/Santiago",
      [hours("00:00", "02:00")],
      "2026-09-06T03:00:00Z",
      "2026-09-07T03:00:00Z",
      1,
    ],
    ["may be half an hour longer", "Australia/Lord_Howe", allDay, "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", 24.5],
    ["may not exist at all", "Pacific/Apia", office, "2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", 16],
  ] as const)
    it(sentence, () => assert.equal(day(zone, list as OpenHours[], from, to), expected));
});
