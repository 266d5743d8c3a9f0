import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ClockEvent, countClock } from "../../core/sla/count-clock.ts";
import { compilePlan } from "../../core/sla/compile-plan.ts";
import { decideClocks } from "../../core/sla/decide-clocks.ts";
import { createOpenTime } from "../../core/sla/open-time.ts";
import { buildTicket } from "../../core/sla/test-ticket.ts";
import { Calendar, type DatedHours, weekdays } from "../../schemas/calendar.ts";
import { SlaPlan } from "../../schemas/sla-plan.ts";
import { type Walk, walk } from "./walk.ts";

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const seed = Number(process.env["ORACLE_SEED"] ?? 11);
const office = [{ from: "09:00", to: "17:00" }];
const allDay = [{ from: "00:00", to: "24:00" }];
const onWorkdays = Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, office]));
const chicago = { timeZone: "America/Chicago", weekly: onWorkdays };

/** The instant at which so many minutes of a walk were open since a minute. */
function findDue({ from: origin, open }: Walk, from: number, minutes: number): number {
  let left = minutes;
  for (let minute = (from - origin) / minuteMs; minute < open.length; minute += 1) {
    if (left === 0) return origin + minute * minuteMs;
    left -= open[minute] ?? 0;
  }
  throw new Error("the walk is too short");
}

/** Many cases of one kind, the same each time. */
const cases = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { numRuns: count, seed });

const standard = {
  name: "standard",
  resolution: { 1: "4h", 4: "72h" },
  warnAt: [],
  pausedIn: { response: [], update: [], resolution: ["pending"] },
};
const around = compilePlan(SlaPlan.parse({ policies: [standard] }), 1);
const start = Date.parse("2026-03-02T08:00:00Z");

/** The clock of the resolution, by what happened so many minutes after the start. */
function resolve(
  moves: readonly { minutes: number; status: "pending" | "inProgress" }[],
  nowMinutes: number,
  priority = 1,
) {
  const statuses = moves.map(({ minutes, status }) => ({ at: start + minutes * minuteMs, status, byPerson: true }));
  const ledger = {
    startedAt: start,
    statuses: [{ at: start, status: "new" as const, byPerson: true }, ...statuses],
    words: [],
    queues: [],
    assigned: [],
    firstRound: 1,
  };
  const ticket = buildTicket({ priority, status: moves.at(-1)?.status ?? "new" });
  const now = new Date(start + nowMinutes * minuteMs);
  const { clocks } = decideClocks(ticket, ledger, { compiled: around, client: "Acme", theirs: null, now });
  return clocks.find(({ target }) => target === "resolution") ?? assert.fail("no clock");
}

describe("the cases that SLA arithmetic is known to get wrong", () => {
  it("office hours over both changes of the clock in Chicago (100 of 100)", () => {
    const open = createOpenTime(Calendar.parse(chicago));
    for (const change of ["2026-03-08", "2026-11-01"]) {
      const from = Date.parse(`${change}T00:00:00Z`) - 6 * dayMs;
      const steps = walk(Calendar.parse(chicago), from, 21);
      const some = fc.record({
        minute: fc.integer({ min: 2_880, max: 8_640 }),
        minutes: fc.integer({ min: 1, max: 1_800 }),
      });
      for (const { minute, minutes } of cases(some, 50)) {
        const begin = from + minute * minuteMs;
        const due = open.after(begin, minutes * minuteMs);
        // What is used up in the last open minute of a day is due at its end, not at the next opening.
        const last = findDue(steps, begin, minutes - 1);
        const opening = steps.open[(last - from) / minuteMs] === 1 ? last : findOpen(steps, last);
        assert.equal(due, opening + minuteMs, `${minutes} min from ${new Date(begin).toISOString()}`);
      }
    }
  });

  it("24 hours around the clock from the last noon of summer time in Chicago end at eleven", () => {
    const weekly = Object.fromEntries(weekdays.map((day) => [day, allDay]));
    const open = createOpenTime(Calendar.parse({ timeZone: "America/Chicago", weekly }));
    const due = open.after(Date.parse("2026-10-31T12:00:00-05:00"), 24 * hourMs);
    assert.equal(due, Date.parse("2026-11-01T11:00:00-06:00"));
  });

  it("night shifts on both changes count seven and nine hours", () => {
    const weekly = Object.fromEntries(weekdays.map((day) => [day, [{ from: "22:00", to: "06:00" }]]));
    const open = createOpenTime(Calendar.parse({ timeZone: "America/Chicago", weekly }));
    const shift = (day: string, next: string) =>
      open.between(Date.parse(`${day}T18:00:00Z`), Date.parse(`${next}T18:00:00Z`)) / hourMs;
    assert.deepEqual([shift("2026-03-07", "2026-03-08"), shift("2026-10-31", "2026-11-01")], [7, 9]);
  });

  it("holidays: full and half days, on a week-end, of two regions, on 29 February, overlapping (200 of 200)", () => {
    const days = Array.from({ length: 14 }, (_, index) =>
      new Date(Date.parse("2028-02-21T00:00:00Z") + index * dayMs).toISOString().slice(0, 10),
    );
    const half: DatedHours["hours"] = [{ from: "09:00", to: "12:30" }];
    const holiday = fc.record({
      date: fc.oneof(fc.constantFrom(...days), fc.constant("2028-02-29")),
      name: fc.constant("a holiday"),
      hours: fc.constantFrom([], half),
    });
    const region = fc.record({
      timeZone: fc.constantFrom("Europe/Berlin", "America/Chicago", "Asia/Kolkata"),
      holidays: fc.array(holiday, { minLength: 1, maxLength: 6 }),
    });
    const from = Date.parse("2028-02-19T00:00:00Z");
    for (const dated of cases(region, 200)) {
      const calendar = Calendar.parse({ weekly: onWorkdays, ...dated });
      const { open } = walk(calendar, from, 20);
      const [first, last] = [2, 18].map((day) => day * 1_440);
      const counted = createOpenTime(calendar).between(from + (first ?? 0) * minuteMs, from + (last ?? 0) * minuteMs);
      const sum = open.slice(first, last).reduce((sum, one) => sum + one, 0);
      assert.equal(counted / minuteMs, sum, JSON.stringify(dated));
    }
  });

  it("twenty pauses, some outside of office hours and some without length, take what a walk says (100 of 100)", () => {
    const calendar = Calendar.parse(chicago);
    const [from, days] = [Date.parse("2026-03-03T00:00:00Z"), 12];
    const { open } = walk(calendar, from, days);
    const openTime = createOpenTime(calendar);
    const pause = fc.record({ at: fc.integer({ min: 2_880, max: 11_000 }), length: fc.constantFrom(0, 0, 1, 30, 600) });
    for (const pauses of cases(fc.array(pause, { minLength: 20, maxLength: 20 }), 100)) {
      const events: ClockEvent[] = pauses
        .toSorted((one, other) => one.at - other.at)
        .flatMap(({ at, length }, index, all) => [
          { at: from + at * minuteMs, kind: "paused" as const },
          { at: from + Math.min(at + length, all[index + 1]?.at ?? Infinity) * minuteMs, kind: "resumed" as const },
        ]);
      const ledger = { startedAt: from + 2_880 * minuteMs, events };
      const now = from + 11_700 * minuteMs;
      const paused = new Uint8Array(open.length);
      for (let index = 0; index < events.length; index += 2) {
        const [begin, end] = [events[index], events[index + 1]].map((event) => ((event?.at ?? 0) - from) / minuteMs);
        paused.fill(1, begin, end);
      }
      let used = 0;
      for (let minute = 2_880; minute < 11_700; minute += 1) if (paused[minute] === 0) used += open[minute] ?? 0;
      assert.equal(countClock(ledger, hourMs, openTime, now).usedBusinessMs / minuteMs, used);
    }
  });

  it("a change that is told forty minutes late counts when it happened: breaches are withdrawn or stand (50 of 50)", () => {
    for (const paused of cases(fc.integer({ min: 200, max: 280 }), 50)) {
      const told = paused + 40;
      // Until it is told, the clock runs on; four hours are 240 minutes.
      const before = resolve([], told - 1).breachedAt !== null;
      const after = resolve([{ minutes: paused, status: "pending" }], told).breachedAt !== null;
      assert.equal(before, told - 1 >= 240);
      assert.equal(after, paused > 240, `paused after ${paused} minutes`);
    }
  });

  it("forty days ahead are not a moment less (100 of 100)", () => {
    const weekly = Object.fromEntries(weekdays.map((day) => [day, allDay]));
    const open = createOpenTime(Calendar.parse({ timeZone: "Europe/Berlin", weekly }));
    for (const minutes of cases(fc.integer({ min: 40 * 1_440, max: 60 * 1_440 }), 100)) {
      const clock = countClock({ startedAt: start, events: [] }, minutes * minuteMs, open, start);
      assert.equal(clock.dueAt, start + minutes * minuteMs);
    }
  });

  it("a pause in the second of the deadline comes first (100 of 100)", () => {
    for (const extra of cases(fc.integer({ min: 0, max: 10_000 }), 100)) {
      const clock = resolve([{ minutes: 240, status: "pending" }], 240 + extra);
      assert.deepEqual([clock.stage, clock.breachedAt], ["paused", null]);
    }
  });

  it("a priority that is raised midway counts from the original start (50 of 50)", () => {
    for (const raised of cases(fc.integer({ min: 1, max: 4_000 }), 50)) {
      assert.equal(resolve([], raised, 4).dueAt?.getTime(), start + 72 * hourMs);
      const clock = resolve([], raised, 1);
      assert.equal(clock.dueAt?.getTime(), start + 4 * hourMs);
      assert.equal(clock.breachedAt !== null, raised >= 240);
    }
  });
});

function findOpen({ from, open }: Walk, at: number): number {
  const minute = open.indexOf(1, (at - from) / minuteMs);
  return from + minute * minuteMs;
}
