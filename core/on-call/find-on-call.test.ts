import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Override, Schedule } from "../../schemas/on-call.ts";
import { findOnCall } from "./find-on-call.ts";
import { at, layer, on, override, schedule, tellBecause, workdays } from "./test-plan.ts";

const time = (instant: number | null) => (instant === null ? "-" : new Date(instant).toISOString().slice(2, 16));
const who = (said: { person: string | null; because: Parameters<typeof tellBecause>[0] } | null) =>
  said ? `${said.person ?? "nobody"} ${tellBecause(said.because)}` : "-";

/** Who and why; since when and until when; whom an override covers; who is next. */
function find(schedule: Schedule, overrides: readonly Override[], when: string): string {
  const { start, end, covered, next, ...said } = findOnCall(schedule, overrides, at(when));
  const following = next ? `${time(next.start)} ${who(next)}` : "-";
  return [who(said), `${time(start)} ${time(end)}`, who(covered), following].join(", ");
}

const daily = schedule([layer()]);
const office = on(workdays, { from: "09:00", to: "17:00" });
const closed = schedule([layer({ hours: office })]);
const alone = schedule([layer({ people: ["anna"] })]);
const yearly = schedule([
  layer({
    people: ["anna", "anna", "ben"],
    startsOn: "2020-01-01",
    rotation: { unit: "day", every: 366, handOver: "09:00" },
  }),
]);
const carl = override(1, "2026-03-03T12:00Z", "2026-03-03T18:00Z", { person: "carl" });
const none = override(2, "2026-03-03T14:00Z", "2026-03-03T20:00Z", { instead: "carl" });
const [first, second] = ["2026-03-02T08:00Z", "2026-03-03T08:00Z"];
const swap = [
  override(3, first, second, { person: "ben", instead: "anna" }),
  override(3, second, "2026-03-04T08:00Z", { person: "anna", instead: "ben" }),
];

describe("who is on call", () => {
  const cases: readonly [sentence: string, Schedule, Override[], when: string, expected: string][] = [
    [
      "is the one before until the last moment before a hand-over",
      daily,
      [],
      "2026-03-03T07:59:59.999Z",
      "anna daily, 26-03-02T08:00 26-03-03T08:00, -, 26-03-03T08:00 ben daily",
    ],
    [
      "is the next one from the hand-over on",
      daily,
      [],
      "2026-03-03T08:00Z",
      "ben daily, 26-03-03T08:00 26-03-04T08:00, -, 26-03-04T08:00 anna daily",
    ],
    [
      "is nobody before the first hand-over, and nobody ever was",
      daily,
      [],
      "2026-03-02T07:59:59.999Z",
      "nobody noLayer, - 26-03-02T08:00, -, 26-03-02T08:00 anna daily",
    ],
    [
      "is nobody outside the hours, and the next one comes after the week-end",
      closed,
      [],
      "2026-03-07T12:00Z",
      "nobody noLayer, 26-03-06T16:00 26-03-09T08:00, -, 26-03-09T08:00 ben daily",
    ],
    [
      "has somebody after them although there is a gap",
      closed,
      [],
      "2026-03-06T15:00Z",
      "anna daily, 26-03-06T08:00 26-03-06T16:00, -, 26-03-09T08:00 ben daily",
    ],
    ["is one person with nobody after them", alone, [], "2026-08-01T00:00Z", "anna daily, 26-03-02T08:00 -, -, -"],
    ["is one person since years", alone, [], "2036-08-01T00:00Z", "anna daily, 26-03-02T08:00 -, -, -"],
    [
      "may be on duty for two years",
      yearly,
      [],
      "2021-12-01T00:00Z",
      "anna daily, 20-01-01T08:00 22-01-02T08:00, -, 22-01-02T08:00 ben daily",
    ],
    [
      "is nobody any more after the last hand-over",
      schedule([layer({ endsOn: "2026-03-04" })]),
      [],
      "2029-01-01T00:00Z",
      "nobody noLayer, 26-03-04T08:00 -, -, -",
    ],
    [
      "is whom an override names, in the place of whom it covers",
      daily,
      [carl],
      "2026-03-03T13:00Z",
      "carl #1, 26-03-03T12:00 26-03-03T18:00, ben daily, 26-03-03T18:00 ben daily",
    ],
    [
      "is by the layer at the end of an override",
      daily,
      [carl],
      "2026-03-03T18:00Z",
      "ben daily, 26-03-03T18:00 26-03-04T08:00, -, 26-03-04T08:00 anna daily",
    ],
    [
      "is nobody where an override has it so; it covers whom an earlier one had named",
      daily,
      [carl, none],
      "2026-03-03T15:00Z",
      "nobody #2, 26-03-03T14:00 26-03-03T18:00, carl #1, 26-03-03T18:00 ben daily",
    ],
    [
      "is the other one after a swap",
      daily,
      swap,
      "2026-03-02T12:00Z",
      "ben #3, 26-03-02T08:00 26-03-03T08:00, anna daily, 26-03-03T08:00 anna #3",
    ],
    [
      "is as it was when a swap is undone by its id",
      daily,
      swap.filter(({ id }) => id !== swap[0]?.id),
      "2026-03-02T12:00Z",
      "anna daily, 26-03-02T08:00 26-03-03T08:00, -, 26-03-03T08:00 ben daily",
    ],
    [
      "is whom an override puts into a gap",
      closed,
      [override(1, "2026-03-07T00:00Z", "2026-03-08T00:00Z", { person: "carl" })],
      "2026-03-07T12:00Z",
      "carl #1, 26-03-07T00:00 26-03-08T00:00, nobody noLayer, 26-03-09T08:00 ben daily",
    ],
    [
      "was nobody before the first override",
      daily,
      [override(1, "2024-03-07T00:00Z", "2024-03-08T00:00Z", { person: "carl" })],
      "2025-03-07T12:00Z",
      "nobody noLayer, 24-03-08T00:00 26-03-02T08:00, -, 26-03-02T08:00 anna daily",
    ],
  ];
  for (const [sentence, schedule, overrides, when, expected] of cases)
    it(sentence, () => assert.equal(find(schedule, overrides, when), expected));
});
