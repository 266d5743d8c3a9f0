import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Layer } from "../../schemas/on-call.ts";
import { listShifts } from "./list-shifts.ts";
import { at, layer, schedule, tell } from "./test-plan.ts";

type Case = readonly [sentence: string, layer: Layer, zone: string, from: string, to: string, expected: string[]];

const berlin = "Europe/Berlin";

/** Daily at an hour from a date on, Anna first. */
const daily = (startsOn: string, handOver: string) => layer({ startsOn, rotation: { unit: "day", handOver } });

describe("a hand-over when clocks change", () => {
  const cases: readonly Case[] = [
    [
      "is at the same hour after 23 hours: days are counted, not hours (Berlin, spring)",
      daily("2026-03-28", "09:00"),
      berlin,
      "2026-03-28T00:00Z",
      "2026-03-30T07:00Z",
      ["03-28T08:00 03-29T07:00 anna daily", "03-29T07:00 03-30T07:00 ben daily"],
    ],
    [
      "is at the end of the gap that swallows it (Berlin, 02:30)",
      daily("2026-03-28", "02:30"),
      berlin,
      "2026-03-28T00:00Z",
      "2026-03-30T00:30Z",
      ["03-28T01:30 03-29T01:00 anna daily", "03-29T01:00 03-30T00:30 ben daily"],
    ],
    [
      "is at the first of two equal hours (Berlin, autumn, 02:30)",
      daily("2026-10-24", "02:30"),
      berlin,
      "2026-10-24T00:30Z",
      "2026-10-26T01:30Z",
      ["10-24T00:30 10-25T00:30 anna daily", "10-25T00:30 10-26T01:30 ben daily"],
    ],
    [
      "of a week is at the same hour (Chicago, spring)",
      layer({ startsOn: "2026-03-02", rotation: { unit: "week", handOver: "09:00", weekday: "monday" } }),
      "America/Chicago",
      "2026-03-02T00:00Z",
      "2026-03-16T14:00Z",
      ["03-02T15:00 03-09T14:00 anna daily", "03-09T14:00 03-16T14:00 ben daily"],
    ],
    [
      "comes after 25 hours (Chicago, autumn)",
      daily("2026-10-31", "09:00"),
      "America/Chicago",
      "2026-10-31T14:00Z",
      "2026-11-02T15:00Z",
      ["10-31T14:00 11-01T15:00 anna daily", "11-01T15:00 11-02T15:00 ben daily"],
    ],
    [
      "is half an hour nearer where clocks go by half an hour (Lord Howe, spring)",
      daily("2026-10-03", "09:00"),
      "Australia/Lord_Howe",
      "2026-10-02T22:30Z",
      "2026-10-04T22:00Z",
      ["10-02T22:30 10-03T22:00 anna daily", "10-03T22:00 10-04T22:00 ben daily"],
    ],
    [
      "is at the end of half an hour that is left out (Lord Howe, 02:15)",
      daily("2026-10-03", "02:15"),
      "Australia/Lord_Howe",
      "2026-10-02T15:45Z",
      "2026-10-04T15:15Z",
      ["10-02T15:45 10-03T15:30 anna daily", "10-03T15:30 10-04T15:15 ben daily"],
    ],
    [
      "is at the first of two equal half hours (Lord Howe, autumn, 01:45)",
      daily("2026-04-04", "01:45"),
      "Australia/Lord_Howe",
      "2026-04-03T14:45Z",
      "2026-04-05T15:15Z",
      ["04-03T14:45 04-04T14:45 anna daily", "04-04T14:45 04-05T15:15 ben daily"],
    ],
    [
      "at a midnight that does not exist is at one o'clock (Cairo, spring)",
      daily("2026-04-23", "00:00"),
      "Africa/Cairo",
      "2026-04-22T22:00Z",
      "2026-04-24T21:00Z",
      ["04-22T22:00 04-23T22:00 anna daily", "04-23T22:00 04-24T21:00 ben daily"],
    ],
    [
      "at 23:30 is at the first of two (Cairo, autumn)",
      daily("2026-10-29", "23:30"),
      "Africa/Cairo",
      "2026-10-29T20:30Z",
      "2026-10-30T21:30Z",
      ["10-29T20:30 10-30T21:30 anna daily"],
    ],
    [
      "on a day that does not exist is where the next day begins (Apia, 2011-12-30)",
      daily("2011-12-29", "09:00"),
      "Pacific/Apia",
      "2011-12-29T19:00Z",
      "2011-12-31T19:00Z",
      ["12-29T19:00 12-30T10:00 anna daily", "12-30T10:00 12-30T19:00 ben daily", "12-30T19:00 12-31T19:00 anna daily"],
    ],
    [
      "at midnight leaves out whose turn was the day that does not exist (Apia)",
      layer({
        people: ["anna", "ben", "carl"],
        startsOn: "2011-12-29",
        rotation: { unit: "day", handOver: "00:00" },
      }),
      "Pacific/Apia",
      "2011-12-29T10:00Z",
      "2011-12-31T10:00Z",
      ["12-29T10:00 12-30T10:00 anna daily", "12-30T10:00 12-31T10:00 carl daily"],
    ],
    [
      "by hours comes after so many hours, whatever clocks show (Berlin, spring)",
      layer({ startsOn: "2026-03-28", rotation: { unit: "hour", every: 12, handOver: "20:00" } }),
      berlin,
      "2026-03-28T19:00Z",
      "2026-03-29T19:00Z",
      ["03-28T19:00 03-29T07:00 anna daily", "03-29T07:00 03-29T19:00 ben daily"],
    ],
    [
      "by hours is counted from the winter in which it began (Berlin, summer)",
      layer({ startsOn: "2024-01-01", rotation: { unit: "hour", every: 12, handOver: "08:00" } }),
      berlin,
      "2026-07-01T00:00Z",
      "2026-07-01T19:30Z",
      ["07-01T00:00 07-01T07:00 ben daily", "07-01T07:00 07-01T19:00 anna daily", "07-01T19:00 07-01T19:30 ben daily"],
    ],
  ];
  for (const [sentence, one, timeZone, from, to, expected] of cases)
    it(sentence, () =>
      assert.deepEqual(tell(listShifts(schedule([one], { timeZone }), [], at(from), at(to))), expected),
    );
});
