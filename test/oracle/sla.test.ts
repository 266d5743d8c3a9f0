import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ClockEvent, type ClockLedger, countClock } from "../../core/sla/count-clock.ts";
import { createOpenTime } from "../../core/sla/open-time.ts";
import { settings } from "./calendars.ts";
import { type Walk, walk } from "./walk.ts";

const runs = Number(process.env["ORACLE_RUNS"] ?? 300);
const seed = Number(process.env["ORACLE_SEED"] ?? 11);
const minuteMs = 60_000;
const [days, margin] = [8, 2];

/** Open time in [from, to), added up minute by minute. */
function sumUp({ from: origin, open }: Walk, from: number, to: number): number {
  let sum = 0;
  for (let minute = Math.floor((from - origin) / minuteMs); origin + minute * minuteMs < to; minute += 1) {
    const start = origin + minute * minuteMs;
    if (open[minute] === 1) sum += Math.min(to, start + minuteMs) - Math.max(from, start);
  }
  return sum;
}

/** When a clock that runs in these spans has used so much; undefined where it has not within the walk. */
function findUse(steps: Walk, running: (at: number) => boolean, from: number, to: number, wanted: number) {
  let used = 0;
  for (let at = from; at < to; at += 1_000) {
    const minute = Math.floor((at - steps.from) / minuteMs);
    if (used >= wanted && running(at)) return at;
    if (steps.open[minute] === 1 && running(at)) used += 1_000;
  }
  return undefined;
}

/** Whole seconds within the part of the walk that is exact. */
const second = fc.integer({ min: margin * 86_400, max: (days - margin) * 86_400 });
const spans = fc.array(fc.tuple(second, fc.constantFrom("paused", "resumed", "completed", "reopened")), {
  maxLength: 20,
});

describe("SLA arithmetic against a walk through every minute", () => {
  it("counts the open time between two instants, and finds the instant after so much of it", () =>
    fc.assert(
      fc.property(settings(4), second, second, ({ calendar, from }, some, other) => {
        const [start, end] = [from + Math.min(some, other) * 1_000, from + Math.max(some, other) * 1_000];
        const open = createOpenTime(calendar);
        const used = sumUp(walk(calendar, from, days), start, end);
        assert.equal(open.between(start, end), used);
        const due = open.after(start, used);
        assert.ok(due !== undefined && due <= end, "it is due when so much has passed");
        assert.equal(open.between(start, due), used);
        if (used > 0) assert.ok(open.between(start, due - 1) < used, "and not earlier");
      }),
      { numRuns: runs, seed },
    ));

  it("counts a clock with pauses, and finds its breach", () =>
    fc.assert(
      fc.property(
        settings(4),
        second,
        second,
        spans,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (setting, ...rest) => {
          const { calendar, from } = setting;
          const [some, other, changes, share] = rest;
          const [start, now] = [from + Math.min(some, other) * 1_000, from + Math.max(some, other) * 1_000];
          const events: ClockEvent[] = changes
            .toSorted(([a], [b]) => a - b)
            .map(([at, kind]) => ({ at: from + at * 1_000, kind: kind as ClockEvent["kind"] }));
          const ledger: ClockLedger = { startedAt: start, events };
          const running = (at: number) => {
            const last = events.findLast((event) => event.at <= at && event.at <= now);
            return at >= start && (!last || last.kind === "resumed" || last.kind === "reopened");
          };
          const steps = walk(calendar, from, days);
          let used = 0;
          for (let at = start; at < now; at += 1_000)
            if (running(at) && steps.open[Math.floor((at - from) / minuteMs)] === 1) used += 1_000;
          const target = Math.max(1_000, Math.round((used * share) / 1_000) * 1_000);
          const counted = countClock(ledger, target, createOpenTime(calendar), now);
          const breach = findUse(steps, running, start, now + 1_000, target);
          assert.equal(counted.usedBusinessMs, used);
          assert.equal(counted.breached, breach !== undefined && breach <= now);
          if (breach !== undefined && breach <= now) assert.ok(counted.dueAt !== null && counted.dueAt <= breach);
        },
      ),
      { numRuns: Math.ceil(runs / 10), seed },
    ));
});
