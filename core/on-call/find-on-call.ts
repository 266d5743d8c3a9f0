import type { Override, OverrideId, PersonId, Schedule } from "../../schemas/on-call.ts";
import { buildTimeline } from "./build-timeline.ts";
import { type Duty, findFirst, type Gap, type Shift } from "./duty.ts";

/** Who is on duty at an instant, or that nobody is (`person` null), and why. */
export type OnCall = (Omit<Shift, "start" | "end"> | Omit<Gap, "start" | "end">) & {
  /** Since when, epoch ms; null = nobody ever was before. */
  start: number | null;
  /** Until when, epoch ms; null = for a year and more. */
  end: number | null;
  /** Of an override: what was so at that instant before it was made; otherwise null. */
  covered: Pick<Shift, "person" | "because"> | Pick<Gap, "person" | "because"> | null;
  /** When somebody else is on duty next, after a gap or not; null = not within a year and more. */
  next: Omit<Shift, "end"> | null;
};

const dayMs = 86_400_000;
/** How far around the instant is looked at, days: the first is enough for most schedules. The last one holds any turn. */
const reachDays = [8, 64, 512];

/**
 * Who is on duty at an instant, and why, with the shift's real beginning and end.
 *
 * @param overrides oldest first; those of other schedules are left out
 * @param at epoch ms
 */
export function findOnCall(schedule: Schedule, overrides: readonly Override[], at: number): OnCall {
  const mine = overrides.filter((override) => override.schedule === schedule.id);
  const mostMs = Math.max(...reachDays) * dayMs;
  const all = Math.max(mostMs, at - findBeginning(schedule, mine));
  for (const reachMs of [...reachDays.map((days) => days * dayMs), all]) {
    const [from, to] = [at - reachMs, at + Math.min(reachMs, mostMs)];
    const duties = buildTimeline(schedule, mine, from, to);
    const index = findFirst(duties, at);
    const now = duties[index];
    if (!now) break;
    const next = findNext(duties.slice(index + 1), now.person);
    const start = now.start > from ? now.start : null;
    const end = now.end < to ? now.end : null;
    const isWhole = start !== null && end !== null && next !== null;
    const isMost = reachMs >= mostMs && (start !== null || reachMs >= all);
    if (!isWhole && !isMost) continue;
    return { ...withoutTimes(now), start, end, covered: findCovered(schedule, mine, now, at), next };
  }
  throw new RangeError(`expected an instant in epoch ms, not ${at}`);
}

function findNext(later: readonly Duty[], person: PersonId | null): OnCall["next"] {
  const next = later.filter((duty) => duty.person !== null).find((shift) => shift.person !== person);
  // Where it ends may lie beyond what was looked at.
  return next ? { start: next.start, person: next.person, because: next.because } : null;
}

/** An instant before which nobody was ever on duty. */
function findBeginning({ layers }: Schedule, overrides: readonly Override[]): number {
  // A day earlier than its date by UTC a layer begins nowhere.
  const starts = layers.map(({ startsOn }) => Date.parse(startsOn) - dayMs);
  return Math.min(...starts, ...overrides.map(({ from }) => Date.parse(from) - dayMs));
}

function findCovered(schedule: Schedule, overrides: readonly Override[], { because }: Duty, at: number) {
  if (because.by !== "override") return null;
  const [covered] = buildTimeline(schedule, listBefore(overrides, because.override), at, at + 1);
  return covered ? withoutTimes(covered) : null;
}

/** What was made before, as `buildTimeline` orders it: by the first of all that were made together. */
function listBefore(overrides: readonly Override[], id: OverrideId): Override[] {
  const ids = [...new Set(overrides.map((override) => override.id))];
  const before = new Set(ids.slice(0, ids.indexOf(id)));
  return overrides.filter((override) => before.has(override.id));
}

function withoutTimes({ start: _start, end: _end, ...rest }: Duty) {
  return rest;
}
