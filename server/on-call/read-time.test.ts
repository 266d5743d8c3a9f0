import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AppError } from "../api/problem.ts";
import { checkRange, readTime } from "./read-time.ts";

const now = new Date("2026-11-28T12:00:00.000Z");
const read = (text: string, timeZone = "Europe/Berlin") =>
  readTime(text, { field: "from", timeZone, now }).toISOString();

describe("a time as people type it", () => {
  const right: [string, string, string][] = [
    ["a date is its midnight by the clocks of the zone", "2026-12-24", "2026-12-23T23:00:00.000Z"],
    ["a time is that of the zone, in summer too", "2026-07-01T18:00", "2026-07-01T16:00:00.000Z"],
    ["a space may stand before the time, and seconds may", "2026-12-24 18:00:30", "2026-12-24T17:00:30.000Z"],
    ["an offset counts instead of the zone", "2026-12-24T18:00-05:00", "2026-12-24T23:00:00.000Z"],
    ["Z is an offset, and thousandths are kept", "2026-12-24T18:00:00.123Z", "2026-12-24T18:00:00.123Z"],
    ["a plus that became a space in an address is a plus", "2026-12-24T18:00:00 02:00", "2026-12-24T16:00:00.000Z"],
    ["an hour that clocks leave out is the end of the gap", "2026-03-29T02:30", "2026-03-29T01:00:00.000Z"],
    ["an hour that clocks show twice is the first", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["the 29th of February is there in a leap year", "2028-02-29", "2028-02-28T23:00:00.000Z"],
    ["now is now", "now", now.toISOString()],
  ];
  for (const [what, text, expected] of right) it(what, () => assert.equal(read(text), expected));

  const wrong: [string, string][] = [
    ["a 30th of February is no date", "2026-02-30"],
    ["nor is the 29th in another year", "2027-02-29"],
    ["24:00 is none: it is the next day", "2026-12-24T24:00"],
    ["nor are words", "tomorrow"],
    ["a year before 1970 is refused", "1969-12-31"],
    ["a year after 2200 is refused", "2201-01-01"],
    ["an offset needs a time", "2026-12-24+01:00"],
    ["an offset of 99 hours is none", "2026-12-24T18:00+99:00"],
    ["nothing is none", ""],
  ];
  for (const [what, text] of wrong)
    it(what, () =>
      assert.throws(
        () => read(text),
        (error) =>
          error instanceof AppError &&
          error.code === "invalid" &&
          error.message.startsWith(`from is "${text}": expected`),
      ),
    );
});

describe("a range", () => {
  const range = (from: string, to: string) => checkRange({ from: new Date(from), to: new Date(to) });

  it("may be 400 days long, and not a second longer", () => {
    assert.ok(range("2026-01-01T00:00:00Z", "2027-02-05T00:00:00Z"));
    assert.throws(() => range("2026-01-01T00:00:00Z", "2027-02-05T00:00:01Z"), /401 days; expected 400 at most/);
  });
  it("ends after it begins", () => {
    assert.ok(range("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"));
    assert.throws(() => range("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), /expected an instant after from/);
  });
});
