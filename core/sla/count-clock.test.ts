import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Calendar, weekdays } from "../../schemas/calendar.ts";
import { type ClockEvent, countClock, findUseAt } from "./count-clock.ts";
import { createOpenTime } from "./open-time.ts";

const minuteMs = 60_000;
const weekly = Object.fromEntries(weekdays.map((day) => [day, [{ from: "09:00", to: "17:00" }]]));
const open = createOpenTime(Calendar.parse({ timeZone: "Etc/UTC", weekly, holidays: [], exceptions: [] }));
const at = (time: string) => Date.parse(`2026-03-${time.includes("T") ? time : `17T${time}`}:00Z`);
type Kind = ClockEvent["kind"];
const count = (events: readonly [time: string, kind: Kind][], now: string, targetMinutes = 60) => {
  const ledger = { startedAt: at("10:00"), events: events.map(([time, kind]) => ({ at: at(time), kind })) };
  const { usedBusinessMs, dueAt, ...rest } = countClock(ledger, targetMinutes * minuteMs, open, at(now));
  return {
    ...rest,
    used: usedBusinessMs / minuteMs,
    due: dueAt === null ? null : new Date(dueAt).toISOString().slice(8, 16),
  };
};

describe("a clock", () => {
  const cases: readonly [string, [string, Kind][], string, ReturnType<typeof count>, number?][] = [
    ["runs from its start", [], "10:30", { stage: "inProgress", used: 30, due: "17T11:00", breached: false }],
    [
      "is not breached a moment before its end",
      [],
      "10:59",
      { stage: "inProgress", used: 59, due: "17T11:00", breached: false },
    ],
    ["is breached at its end", [], "11:00", { stage: "inProgress", used: 60, due: "17T11:00", breached: true }],
    [
      "goes on the next morning",
      [],
      "20:00",
      { stage: "inProgress", used: 420, due: "18T10:00", breached: false },
      480,
    ],
    [
      "has no end while it is paused",
      [["10:20", "paused"]],
      "12:00",
      { stage: "paused", used: 20, due: null, breached: false },
    ],
    [
      "goes on with what was left",
      [
        ["10:20", "paused"],
        ["11:20", "resumed"],
      ],
      "11:30",
      { stage: "inProgress", used: 30, due: "17T12:00", breached: false },
    ],
    [
      "is not breached by a pause in the same instant",
      [["11:00", "paused"]],
      "12:00",
      { stage: "paused", used: 60, due: null, breached: false },
    ],
    [
      "is breached when it goes on without any time left",
      [
        ["11:00", "paused"],
        ["11:30", "resumed"],
      ],
      "11:30",
      { stage: "inProgress", used: 60, due: "17T11:30", breached: true },
    ],
    [
      "is not breached by being completed in the same instant",
      [["11:00", "completed"]],
      "12:00",
      { stage: "completed", used: 60, due: null, breached: false },
    ],
    [
      "stays breached when it is completed later",
      [["11:01", "completed"]],
      "12:00",
      { stage: "completed", used: 61, due: "17T11:00", breached: true },
    ],
    [
      "goes on when it is opened again",
      [
        ["10:40", "completed"],
        ["12:00", "reopened"],
      ],
      "12:10",
      { stage: "inProgress", used: 50, due: "17T12:20", breached: false },
    ],
    [
      "may be cancelled",
      [["10:40", "cancelled"]],
      "12:10",
      { stage: "cancelled", used: 40, due: null, breached: false },
    ],
    [
      "takes two pauses for one",
      [
        ["10:10", "paused"],
        ["10:20", "paused"],
        ["10:30", "resumed"],
      ],
      "10:40",
      { stage: "inProgress", used: 20, due: "17T11:20", breached: false },
    ],
    [
      "is not counted before its start",
      [
        ["09:10", "paused"],
        ["09:30", "resumed"],
      ],
      "10:10",
      { stage: "inProgress", used: 10, due: "17T11:00", breached: false },
    ],
    [
      "uses no time in a pause outside the hours",
      [
        ["17:30", "paused"],
        ["20:00", "resumed"],
      ],
      "20:10",
      { stage: "inProgress", used: 420, due: "18T10:00", breached: false },
      480,
    ],
    [
      "does not know yet what is still to come",
      [["12:00", "completed"]],
      "10:30",
      { stage: "inProgress", used: 30, due: "17T11:00", breached: false },
    ],
    [
      "counts from its start under a shorter target",
      [],
      "10:40",
      { stage: "inProgress", used: 40, due: "17T10:30", breached: true },
      30,
    ],
  ];
  for (const [sentence, events, now, expected, target] of cases)
    it(sentence, () => assert.deepEqual(count(events, now, target), expected));
});

describe("a warning", () => {
  const ledger = { startedAt: at("10:00"), events: [{ at: at("10:30"), kind: "paused" as const }] };
  it("is due when its share of the time was used", () =>
    assert.equal(findUseAt(ledger, 15 * minuteMs, open, at("12:00")), at("10:15")));
  it("is not due when the clock stopped in that instant", () =>
    assert.equal(findUseAt(ledger, 30 * minuteMs, open, at("12:00")), undefined));
});
