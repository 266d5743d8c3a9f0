import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Layer } from "../../schemas/on-call.ts";
import { listShifts } from "./list-shifts.ts";
import { at, layer, on, schedule, tell, workdays } from "./test-plan.ts";

type Case = readonly [sentence: string, layer: Layer, zone: string, from: string, to: string, expected: string[]];

function checkAll(cases: readonly Case[]): void {
  for (const [sentence, one, timeZone, from, to, expected] of cases)
    it(sentence, () =>
      assert.deepEqual(tell(listShifts(schedule([one], { timeZone }), [], at(from), at(to))), expected),
    );
}

const berlin = "Europe/Berlin";
const weekly = layer({
  name: "weekly",
  people: ["anna", "ben", "carl"],
  rotation: { unit: "week", handOver: "09:00", weekday: "monday" },
});
const hourly = layer({ name: "hourly", rotation: { unit: "hour", every: 12, handOver: "08:00" } });

describe("a rotation", () => {
  checkAll([
    [
      "begins with the first person at the first hand-over, and not a moment before",
      layer(),
      berlin,
      "2026-03-01T00:00Z",
      "2026-03-03T12:00Z",
      ["03-02T08:00 03-03T08:00 anna daily", "03-03T08:00 03-03T12:00 ben daily"],
    ],
    [
      "by weeks goes on with the first person after the last one",
      weekly,
      berlin,
      "2026-03-10T00:00Z",
      "2026-03-24T00:00Z",
      [
        "03-10T00:00 03-16T08:00 ben weekly",
        "03-16T08:00 03-23T08:00 carl weekly",
        "03-23T08:00 03-24T00:00 anna weekly",
      ],
    ],
    [
      "by hours changes twice a day",
      hourly,
      berlin,
      "2026-03-02T00:00Z",
      "2026-03-03T12:00Z",
      [
        "03-02T07:00 03-02T19:00 anna hourly",
        "03-02T19:00 03-03T07:00 ben hourly",
        "03-03T07:00 03-03T12:00 anna hourly",
      ],
    ],
    [
      "of every third day leaves somebody on duty for three",
      layer({ rotation: { unit: "day", every: 3, handOver: "00:00" } }),
      "Etc/UTC",
      "2026-03-04T00:00Z",
      "2026-03-06T00:00Z",
      ["03-04T00:00 03-05T00:00 anna daily", "03-05T00:00 03-06T00:00 ben daily"],
    ],
    [
      "makes one shift of two turns of one person",
      layer({ people: ["anna", "anna", "ben"] }),
      "Etc/UTC",
      "2026-03-02T00:00Z",
      "2026-03-05T10:00Z",
      ["03-02T09:00 03-04T09:00 anna daily", "03-04T09:00 03-05T09:00 ben daily", "03-05T09:00 03-05T10:00 anna daily"],
    ],
    [
      "ends with its last hand-over",
      layer({ endsOn: "2026-03-04" }),
      berlin,
      "2026-03-03T00:00Z",
      "2026-04-01T00:00Z",
      ["03-03T00:00 03-03T08:00 anna daily", "03-03T08:00 03-04T08:00 ben daily"],
    ],
    [
      "of one person never changes",
      layer({ people: ["anna"] }),
      berlin,
      "2026-03-01T00:00Z",
      "2026-12-01T00:00Z",
      ["03-02T08:00 12-01T00:00 anna daily"],
    ],
    [
      "has begun the day before where one looks from an hour before the hand-over on (far west)",
      layer(),
      "America/Chicago",
      "2026-05-05T13:00Z",
      "2026-05-05T15:00Z",
      ["05-05T13:00 05-05T14:00 ben daily", "05-05T14:00 05-05T15:00 anna daily"],
    ],
    [
      "has begun the day before where one looks from an hour before the hand-over on (far east)",
      layer(),
      "Pacific/Auckland",
      "2026-05-04T20:00Z",
      "2026-05-04T22:00Z",
      ["05-04T20:00 05-04T21:00 ben daily", "05-04T21:00 05-04T22:00 anna daily"],
    ],
    ["is nobody's in no time", layer(), berlin, "2026-03-05T00:00Z", "2026-03-05T00:00Z", []],
    ["is nobody's in a time that ends before it begins", layer(), berlin, "2026-03-05T00:00Z", "2026-03-04T00:00Z", []],
  ]);
});

const office = on(workdays, { from: "09:00", to: "17:00" });
const nights = on(["friday"], { from: "22:00", to: "06:00" });

describe("hours of a layer", () => {
  checkAll([
    [
      "cut its turns",
      layer({ hours: office }),
      "Etc/UTC",
      "2026-03-05T00:00Z",
      "2026-03-09T12:00Z",
      ["03-05T09:00 03-05T17:00 ben daily", "03-06T09:00 03-06T17:00 anna daily", "03-09T09:00 03-09T12:00 ben daily"],
    ],
    [
      "may go over midnight, and a turn may change within them",
      layer({ hours: nights, rotation: { unit: "day", handOver: "00:00" } }),
      "Etc/UTC",
      "2026-03-06T00:00Z",
      "2026-03-09T00:00Z",
      ["03-06T22:00 03-07T00:00 anna daily", "03-07T00:00 03-07T06:00 ben daily"],
    ],
    [
      "go on from the evening before",
      layer({ hours: nights }),
      "Etc/UTC",
      "2026-03-07T03:00Z",
      "2026-03-08T00:00Z",
      ["03-07T03:00 03-07T06:00 anna daily"],
    ],
    [
      "of a night on which clocks go forward are one hour less",
      layer({ people: ["anna"], hours: on(["saturday"], { from: "22:00", to: "06:00" }) }),
      berlin,
      "2026-03-28T00:00Z",
      "2026-03-30T00:00Z",
      ["03-28T21:00 03-29T04:00 anna daily"],
    ],
    ["of no day leave nobody", layer({ hours: {} }), "Etc/UTC", "2026-03-05T00:00Z", "2026-03-09T00:00Z", []],
  ]);
});
