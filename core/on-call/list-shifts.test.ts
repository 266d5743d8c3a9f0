import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Override } from "../../schemas/on-call.ts";
import { listGaps, listLayers, listShifts } from "./list-shifts.ts";
import { at, layer, on, override, schedule, tell, workdays } from "./test-plan.ts";

const office = on(workdays, { from: "09:00", to: "17:00" });
const fallback = layer({ name: "fallback", people: ["dora"], startsOn: "2026-03-03" });

describe("layers", () => {
  const [from, to] = [at("2026-03-05T00:00Z"), at("2026-03-06T12:00Z")];
  const both = schedule([fallback, layer({ hours: office })], { timeZone: "Etc/UTC" });
  it("cover those before them while they are on duty", () =>
    assert.deepEqual(tell(listShifts(both, [], from, to)), [
      "03-05T00:00 03-05T09:00 dora fallback",
      "03-05T09:00 03-05T17:00 ben daily",
      "03-05T17:00 03-06T09:00 dora fallback",
      "03-06T09:00 03-06T12:00 anna daily",
    ]));
  it("are covered wholly by a later one that is always on duty", () =>
    assert.deepEqual(tell(listShifts({ ...both, layers: both.layers.toReversed() }, [], from, to)), [
      "03-05T00:00 03-06T12:00 dora fallback",
    ]));
  it("are listed each by itself, in their order", () =>
    assert.deepEqual(
      listLayers(both, from, to).map(({ layer, shifts }) => [layer, ...tell(shifts)]),
      [
        ["fallback", "03-05T00:00 03-06T12:00 dora fallback"],
        ["daily", "03-05T09:00 03-05T17:00 ben daily", "03-06T09:00 03-06T12:00 anna daily"],
      ],
    ));
  it("leave gaps where none is on duty, before the first begins, too", () =>
    assert.deepEqual(
      tell(listGaps(schedule([layer({ hours: office })], { timeZone: "Etc/UTC" }), [], at("2026-03-01T00:00Z"), from)),
      [
        "03-01T00:00 03-02T09:00 nobody noLayer",
        "03-02T17:00 03-03T09:00 nobody noLayer",
        "03-03T17:00 03-04T09:00 nobody noLayer",
        "03-04T17:00 03-05T00:00 nobody noLayer",
      ],
    ));
});

/** In UTC: Anna on the 2nd and the 4th, Ben on the 3rd and the 5th, each from nine to nine. */
const days = schedule([layer()], { timeZone: "Etc/UTC" });
const [second, third, fourth, fifth] = [
  "2026-03-02T09:00Z",
  "2026-03-03T09:00Z",
  "2026-03-04T09:00Z",
  "2026-03-05T09:00Z",
];

describe("overrides", () => {
  const cases: readonly [sentence: string, overrides: Override[], shifts: string[], gaps?: string[]][] = [
    [
      "put somebody in the place of whoever is on duty",
      [override(1, "2026-03-03T00:00+01:00", "2026-03-03T13:00+01:00", { person: "carl" })],
      ["03-02T09:00 03-02T23:00 anna daily", "03-02T23:00 03-03T12:00 carl #1", "03-03T12:00 03-04T09:00 ben daily"],
    ],
    [
      "may be for one person only",
      [override(1, second, fourth, { person: "carl", instead: "anna" })],
      ["03-02T09:00 03-03T09:00 carl #1", "03-03T09:00 03-04T09:00 ben daily"],
    ],
    [
      "for a person who is not on duty change nothing",
      [override(1, second, third, { person: "carl", instead: "ben" })],
      ["03-02T09:00 03-03T09:00 anna daily", "03-03T09:00 03-04T09:00 ben daily"],
    ],
    [
      "may leave nobody",
      [override(1, second, "2026-03-02T12:00Z", {})],
      ["03-02T12:00 03-03T09:00 anna daily", "03-03T09:00 03-04T09:00 ben daily"],
      ["03-02T09:00 03-02T12:00 nobody #1"],
    ],
    [
      "count above earlier ones, and may be for whom these have put on duty",
      [
        override(1, second, third, { person: "carl" }),
        override(2, "2026-03-02T12:00Z", fourth, { person: "dora", instead: "carl" }),
      ],
      ["03-02T09:00 03-02T12:00 carl #1", "03-02T12:00 03-03T09:00 dora #2", "03-03T09:00 03-04T09:00 ben daily"],
    ],
    [
      "in the other order do not meet",
      [
        override(2, "2026-03-02T12:00Z", fourth, { person: "dora", instead: "carl" }),
        override(1, second, third, { person: "carl" }),
      ],
      ["03-02T09:00 03-03T09:00 carl #1", "03-03T09:00 03-04T09:00 ben daily"],
    ],
    [
      "swap two shifts",
      [
        override(1, second, third, { person: "ben", instead: "anna" }),
        override(1, third, fourth, { person: "anna", instead: "ben" }),
      ],
      ["03-02T09:00 03-03T09:00 ben #1", "03-03T09:00 03-04T09:00 anna #1"],
    ],
    [
      "swap two people for some days, and nobody gets back what they gave",
      [
        override(1, second, fourth, { person: "ben", instead: "anna" }),
        override(1, second, fourth, { person: "anna", instead: "ben" }),
      ],
      ["03-02T09:00 03-03T09:00 ben #1", "03-03T09:00 03-04T09:00 anna #1"],
    ],
    [
      "of another schedule are not looked at",
      [override(1, second, fourth, { schedule: "other", person: "carl" })],
      ["03-02T09:00 03-03T09:00 anna daily", "03-03T09:00 03-04T09:00 ben daily"],
    ],
    [
      "that touch the time at its ends only are not looked at",
      [override(1, "2026-03-01T09:00Z", second, { person: "carl" }), override(2, fourth, fifth, { person: "carl" })],
      ["03-02T09:00 03-03T09:00 anna daily", "03-03T09:00 03-04T09:00 ben daily"],
    ],
  ];
  for (const [sentence, overrides, shifts, gaps = []] of cases)
    it(sentence, () => {
      assert.deepEqual(tell(listShifts(days, overrides, at(second), at(fourth))), shifts);
      assert.deepEqual(tell(listGaps(days, overrides, at(second), at(fourth))), gaps);
    });

  it("fill gaps, unless they are for one person", () => {
    const [before, first] = ["2026-03-01T09:00Z", "2026-03-01T12:00Z"];
    const fill = (instead: string | null) => [override(1, before, first, { person: "carl", instead })];
    assert.deepEqual(tell(listShifts(days, fill(null), at(before), at(second))), ["03-01T09:00 03-01T12:00 carl #1"]);
    assert.deepEqual(listShifts(days, fill("anna"), at(before), at(second)), []);
  });

  it("keep their order whatever part of time is looked at", () => {
    const overrides = [
      override(2, second, "2026-03-02T10:00Z", { person: "carl" }),
      override(1, second, fourth, { person: "dora" }),
      override(2, "2026-03-02T12:00Z", fourth, { person: "emil" }),
    ];
    const whole = listShifts(days, overrides, at(second), at(fourth));
    assert.deepEqual(tell(whole), ["03-02T09:00 03-04T09:00 dora #1"]);
    assert.deepEqual(tell(listShifts(days, overrides, at(third), at(fourth))), ["03-03T09:00 03-04T09:00 dora #1"]);
  });
});
