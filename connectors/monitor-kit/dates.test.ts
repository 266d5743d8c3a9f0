import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Instant, parseEpoch, parseInstant, parseLocal, TimeZone } from "./dates.ts";

const iso = (date: Date | null) => date?.toISOString() ?? null;

describe("times with a zone", () => {
  for (const [text, expected] of [
    ["2026-11-23T13:00:05Z", "2026-11-23T13:00:05.000Z"],
    ["2026-11-23T13:00:05.123456789Z", "2026-11-23T13:00:05.123Z"],
    ["2026-11-23T13:00:05.5+01:00", "2026-11-23T12:00:05.500Z"],
    ["2026-11-23 13:00:05 +0530", "2026-11-23T07:30:05.000Z"],
    ["2026-11-23t13:00z", "2026-11-23T13:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["2026-11-23T13:00:05", null],
    ["2026-11-23", null],
    ["2026-13-01T00:00:00Z", null],
    ["2026-11-23T25:00:00Z", null],
    ["23.11.2026 13:00:05 +01:00", null],
    ["yesterday", null],
    ["", null],
  ] as const)
    it(`${text || "nothing"} is ${expected ?? "none"}`, () => {
      assert.equal(iso(parseInstant(text)), expected);
      assert.equal(Instant.safeParse(text).success, expected !== null);
    });
});

describe("times since 1970", () => {
  for (const [value, unit, expected] of [
    [1795438805.556, "s", "2026-11-23T13:00:05.556Z"],
    ["1795438805", "s", "2026-11-23T13:00:05.000Z"],
    ["1795438805000", "ms", "2026-11-23T13:00:05.000Z"],
    ["1795438805112233", "us", "2026-11-23T13:00:05.112Z"],
    ["0", "s", null],
    [0, "ms", null],
    [-1, "s", null],
    ["253402300799", "s", "9999-12-31T23:59:59.000Z"],
    ["253402300800", "s", null],
    ["1795438805000", "s", null],
    ["1e9", "s", null],
    ["0x10", "s", null],
    [" 1", "s", null],
    ["", "s", null],
    [Number.NaN, "s", null],
  ] as const)
    it(`${value} ${unit} is ${expected ?? "none"}`, () => assert.equal(iso(parseEpoch(value, unit)), expected));
});

describe("times without a zone", () => {
  const later = new Date("2027-01-01T00:00:00Z");
  for (const [text, zone, expected] of [
    ["2026-11-23 13:00:05", "UTC", "2026-11-23T13:00:05.000Z"],
    ["2026.11.23 13:00:05", "Europe/Berlin", "2026-11-23T12:00:05.000Z"],
    ["2026/07/23 13:00", "Europe/Berlin", "2026-07-23T11:00:00.000Z"],
    ["2026-11-23T13:00:05.1129", "Asia/Kolkata", "2026-11-23T07:30:05.112Z"],
    ["2026-11-22 20:00:00", "America/New_York", "2026-11-23T01:00:00.000Z"],
    // The change to summer time: 02:30 is left out; 01:59 and 03:00 are not.
    ["2026-03-29 01:59:59", "Europe/Berlin", "2026-03-29T00:59:59.000Z"],
    ["2026-03-29 02:30:00", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-03-29 03:00:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
    // And back: 02:30 happens twice.
    ["2026-10-25 02:30:00", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25 03:00:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
    ["2026-02-28 00:00:00", "UTC", "2026-02-28T00:00:00.000Z"],
    ["2026-02-29 00:00:00", "UTC", null],
    ["2026-11-23 24:00:00", "UTC", null],
    ["23.11.2026 13:00:05", "UTC", null],
    ["2026-11-23 13:00:05 (W. Europe Standard Time)", "UTC", null],
    ["", "UTC", null],
  ] as const)
    it(`${text || "nothing"} in ${zone} is ${expected ?? "none"}`, () =>
      assert.equal(iso(parseLocal(text, zone, later)), expected));

  it("are never later than the receipt, whatever the zone is set to", () => {
    const receivedAt = new Date("2026-11-23T12:00:06Z");
    assert.equal(iso(parseLocal("2026-11-23 13:00:05", "UTC", receivedAt)), receivedAt.toISOString());
    assert.equal(iso(parseLocal("2026-11-23 13:00:05", "Europe/Berlin", receivedAt)), "2026-11-23T12:00:05.000Z");
  });

  it("need a zone that there is", () => {
    assert.deepEqual(
      ["Europe/Berlin", "UTC", "Mars/Olympus", "", "W. Europe Standard Time"].map(
        (zone) => TimeZone.safeParse(zone).success,
      ),
      [true, true, false, false, false],
    );
  });
});
