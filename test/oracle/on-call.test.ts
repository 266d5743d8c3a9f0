import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { buildTimeline } from "../../core/on-call/build-timeline.ts";
import type { Duty } from "../../core/on-call/duty.ts";
import { findOnCall } from "../../core/on-call/find-on-call.ts";
import { listGaps, listShifts } from "../../core/on-call/list-shifts.ts";
import { weekdays } from "../../schemas/calendar.ts";
import { Override, Schedule } from "../../schemas/on-call.ts";
import { hardDays, minute, time, weeks } from "./calendars.ts";
import { putTogether, type SaidStretch, walkOnCall } from "./on-call-walk.ts";

const runs = Number(process.env["ORACLE_RUNS"] ?? 100);
const seed = Number(process.env["ORACLE_SEED"] ?? 11);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** The day on which clocks do something is the middle of the days that are compared. */
const [days, margin] = [7, 2];
const people = ["anna", "ben", "carl", "dora"];
const person = fc.constantFrom(...people);
const dateOf = (day: number) => new Date(day).toISOString().slice(0, 10);

const handOver = fc.oneof(minute.map(time), fc.constantFrom("00:00", "00:30", "01:30", "02:00", "02:15", "02:30"));

/** @param hard midnight (UTC) of the day on which clocks do something */
const layers = (hard: number) =>
  fc
    .record({
      people: fc.array(person, { minLength: 1, maxLength: 4 }),
      unit: fc.constantFrom("hour", "day", "week"),
      every: fc.integer({ min: 1, max: 30 }),
      handOver,
      begin: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -40, max: 2 })),
      last: fc.option(fc.integer({ min: 1, max: 45 }), { nil: undefined, freq: 1 }),
      hours: fc.option(weeks, { nil: undefined, freq: 1 }),
    })
    .map(({ people, unit, every, handOver, begin, last, hours }) => {
      const start = hard + (unit === "hour" ? Math.max(begin, -2) : begin) * dayMs;
      const weekday = weekdays[(new Date(start).getUTCDay() + 6) % 7];
      const rotation = { unit, handOver, every: unit === "hour" ? every : Math.ceil(every / 10) };
      return {
        people,
        rotation: unit === "week" ? { ...rotation, weekday } : rotation,
        startsOn: dateOf(start),
        ...(last === undefined ? {} : { endsOn: dateOf(start + last * dayMs) }),
        ...(hours === undefined ? {} : { hours }),
      };
    });

const part = fc.record({
  schedule: fc.constantFrom("night", "night", "night", "other"),
  from: fc.integer({ min: 0, max: days * 1_440 - 1 }),
  minutes: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 4 * 1_440 })),
  person: fc.option(person, { freq: 5 }),
  instead: fc.option(person, { freq: 1 }),
  act: fc.integer({ min: 1, max: 5 }),
});

const settings = fc.tuple(fc.constantFrom(...hardDays), fc.nat()).chain(([[zone, ...hard], pick]) => {
  const day = Date.parse(`${hard[pick % hard.length] ?? "2026-01-01"}T00:00:00Z`);
  const from = day - Math.floor(days / 2) * dayMs;
  return fc.record({
    from: fc.constant(from),
    schedule: fc.array(layers(day), { minLength: 1, maxLength: 3 }).map((layers) => {
      const named = layers.map((layer, index) => ({ ...layer, name: `layer ${index + 1}` }));
      return Schedule.parse({ id: "night", name: "Night", timeZone: zone, layers: named });
    }),
    overrides: fc.array(part, { maxLength: 6 }).map((parts) =>
      parts.map(({ from: minute, minutes, act, ...rest }) =>
        Override.parse({
          ...rest,
          id: `00000000-0000-4000-8000-00000000000${act}`,
          from: new Date(from + minute * minuteMs).toISOString(),
          to: new Date(from + (minute + minutes) * minuteMs).toISOString(),
          by: "an oracle",
        }),
      ),
    ),
  });
});

/** A minute within the part of the walk that is exact. */
const exact = fc.integer({ min: margin * 1_440, max: (days - margin) * 1_440 - 1 });

const cut = (stretches: readonly SaidStretch[], from: number, to: number) =>
  stretches
    .map((stretch) => ({ ...stretch, start: Math.max(from, stretch.start), end: Math.min(to, stretch.end) }))
    .filter(({ start, end }) => start < end);

function say({ person, because }: Pick<Duty, "person" | "because">) {
  const by = because.by === "layer" ? because.layer : because.by === "override" ? because.override : because.by;
  return { person, by };
}

describe("on-call schedules against a walk through every minute", () => {
  it("says of every minute who is on duty, and why", () =>
    fc.assert(
      fc.property(settings, exact, exact, ({ schedule, overrides, from }, some, other) => {
        const [first, last] = [Math.min(some, other), Math.max(some, other)];
        const [start, end] = [from + first * minuteMs, from + last * minuteMs];
        const walked = putTogether(walkOnCall(schedule, overrides, from, days).slice(first, last), start);
        const said = (duties: readonly Duty[]) =>
          duties.map((duty) => ({ ...say(duty), start: duty.start, end: duty.end }));
        assert.deepEqual(said(buildTimeline(schedule, overrides, start, end)), walked);
        // What is looked at begins and ends near a change as well.
        for (const { end: change } of walked.slice(0, 8)) {
          const [near, far] = [Math.max(start, change - 2 * hourMs), Math.min(end, change + hourMs)];
          assert.deepEqual(said(buildTimeline(schedule, overrides, near, far)), cut(walked, near, far));
        }
        const [shifts, gaps] = [listShifts, listGaps].map((list) => list(schedule, overrides, start, end));
        assert.deepEqual(
          said(shifts ?? []),
          walked.filter(({ person }) => person !== null),
        );
        assert.deepEqual(
          said(gaps ?? []),
          walked.filter(({ person }) => person === null),
        );
      }),
      { numRuns: runs, seed },
    ));

  it("finds who is on duty at an instant, since when, until when, and who is next", () =>
    fc.assert(
      fc.property(settings, exact, fc.nat(minuteMs - 1), ({ schedule, overrides, from }, minute, off) => {
        const at = from + minute * minuteMs + off;
        const [begin, stop] = [margin * 1_440, (days - margin) * 1_440];
        const minutes = walkOnCall(schedule, overrides, from, days).slice(begin, stop);
        const walked = putTogether(minutes, from + begin * minuteMs);
        const index = walked.findIndex(({ end }) => at < end);
        const now = walked[index];
        const next = walked.slice(index + 1).find(({ person }) => person !== null && person !== now?.person);
        const found = findOnCall(schedule, overrides, at);
        assert.deepEqual(say(found), { person: now?.person, by: now?.by });
        if (index > 0) assert.equal(found.start, now?.start);
        else assert.ok(found.start === null || found.start <= (now?.start ?? 0));
        if (index < walked.length - 1) assert.equal(found.end, now?.end);
        else assert.ok(found.end === null || found.end >= (now?.end ?? 0));
        if (next && index < walked.length - 1)
          assert.deepEqual(found.next && { ...say(found.next), start: found.next.start }, {
            person: next.person,
            by: next.by,
            start: next.start,
          });
      }),
      { numRuns: Math.ceil(runs / 3), seed },
    ));
});
