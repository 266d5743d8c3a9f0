import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Override, Schedule } from "../../schemas/on-call.ts";
import { listDoubleCover } from "./list-double-cover.ts";
import { at, layer, on, override, schedule, workdays } from "./test-plan.ts";

const one = schedule([layer()], { id: "one", timeZone: "Etc/UTC" });
/** Ben begins. */
const other = schedule([layer({ people: ["ben", "anna"] })], { id: "other", timeZone: "Etc/UTC" });
const office = schedule(
  [layer({ people: ["anna"], hours: on(workdays, { from: "12:00", to: "15:00" }, { from: "15:00", to: "18:00" }) })],
  { id: "office", timeZone: "Etc/UTC" },
);
const twice = schedule(
  [layer({ hours: on(["monday"], { from: "12:00", to: "13:00" }, { from: "16:00", to: "17:00" }) })],
  { id: "office", timeZone: "Etc/UTC" },
);
const time = (instant: number) => new Date(instant).toISOString().slice(5, 16);

describe("double cover", () => {
  const [from, to] = ["2026-03-02T09:00Z", "2026-03-04T09:00Z"];
  const both = { person: "carl", instead: "ben" } as const;
  const cases: readonly [sentence: string, Schedule[], Override[], expected: string[]][] = [
    ["is none where people take turns", [one, other], [], []],
    ["is all that one person has twice", [one, office], [], ["03-02T12:00 03-02T18:00 anna one+office"]],
    [
      "changes where a third schedule joins",
      [one, office, { ...other, layers: one.layers }],
      [],
      [
        "03-02T09:00 03-02T12:00 anna one+other",
        "03-02T12:00 03-02T18:00 anna one+office+other",
        "03-02T18:00 03-03T09:00 anna one+other",
        "03-03T09:00 03-04T09:00 ben one+other",
      ],
    ],
    [
      "comes about by an override, though duty goes from it to the layer within it",
      [one, other],
      [override(1, from, "2026-03-03T12:00Z", { schedule: "other", person: "ben" })],
      ["03-03T09:00 03-03T12:00 ben one+other"],
    ],
    [
      "comes about for somebody whom no layer names",
      [one, other],
      [
        override(1, from, to, { schedule: "one", ...both }),
        override(2, from, "2026-03-02T10:00Z", { schedule: "other", person: "carl" }),
        override(3, "2026-03-03T10:00Z", "2026-03-03T11:00Z", { schedule: "other", person: "carl" }),
      ],
      ["03-03T10:00 03-03T11:00 carl one+other"],
    ],
    [
      "ends, and begins again with the next shift",
      [one, twice],
      [],
      ["03-02T12:00 03-02T13:00 anna one+office", "03-02T16:00 03-02T17:00 anna one+office"],
    ],
    ["is not looked for in one schedule", [office], [], []],
  ];
  for (const [sentence, schedules, overrides, expected] of cases)
    it(sentence, () =>
      assert.deepEqual(
        listDoubleCover(schedules, overrides, at(from), at(to)).map(
          ({ start, end, person, schedules }) => `${time(start)} ${time(end)} ${person} ${schedules.join("+")}`,
        ),
        expected,
      ),
    );
});
