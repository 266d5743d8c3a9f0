import type { Override, Schedule } from "../../schemas/on-call.ts";
import type { Interval } from "../sla/hours-of-day.ts";
import { cover, type Duty, findFirst, invert, merge, type Shift, within } from "./duty.ts";
import { clockFor, listTurns } from "./list-turns.ts";

/** Some or all overrides of a schedule that were made together. */
interface Act {
  parts: readonly { start: number; end: number; override: Override }[];
}

/**
 * Who is on duty, or that nobody is, at every instant of a stretch of time.
 *
 * Overrides count in the order in which they are given, a later one above an earlier one, so that `instead` may name
 * whoever an earlier one has put on duty. Those with one id count at once: both halves of a swap look at what was before it.
 *
 * @param overrides oldest first; those of other schedules are left out
 * @param from epoch ms
 * @param to epoch ms
 * @returns without holes from `from` to `to`; neighbours that say the same are one; empty where `to` ≤ `from`
 */
export function buildTimeline(schedule: Schedule, overrides: readonly Override[], from: number, to: number): Duty[] {
  if (to <= from) return [];
  const shifts = stackLayers(schedule, from, to);
  const gaps = within([{ start: from, end: to, person: null, because: { by: "noLayer" } } as const], invert(shifts));
  const duties = cover<Duty>(gaps, shifts);
  for (const act of listActs(schedule, overrides, from, to)) apply(act, duties);
  return merge(duties);
}

function stackLayers({ layers, timeZone }: Schedule, from: number, to: number): Shift[] {
  const clock = clockFor(timeZone, from, to);
  let shifts: Shift[] = [];
  for (const layer of layers.toReversed()) {
    shifts = cover(listTurns(layer, timeZone, clock, from, to), shifts);
    // Nothing is left for the layers below.
    if (shifts.reduce((sum, { start, end }) => sum + end - start, 0) === to - from) break;
  }
  return shifts;
}

/** Grouped before they are cut: which came first must not depend on what is looked at. */
function listActs({ id }: Schedule, overrides: readonly Override[], from: number, to: number): Act[] {
  const mine = overrides.filter(({ schedule }) => schedule === id);
  return [...Map.groupBy(mine, (override) => override.id).values()].flatMap((made) => {
    const parts = made.flatMap((override) => {
      const [start, end] = [Math.max(from, Date.parse(override.from)), Math.min(to, Date.parse(override.to))];
      return start < end ? [{ start, end, override }] : [];
    });
    return parts.length > 0 ? [{ parts }] : [];
  });
}

/** Changes the duties in place: only the few that an act touches, however many there are. */
function apply({ parts }: Act, duties: Duty[]): void {
  const start = Math.min(...parts.map((part) => part.start));
  const end = Math.max(...parts.map((part) => part.end));
  const first = findFirst(duties, start);
  const last = findFirst(duties, end - 1);
  const before = duties.slice(first, last + 1);
  const covers = parts.map((part) => listCovers(part.override, before, part));
  duties.splice(first, before.length, ...covers.reduce((below, above) => cover(below, above), before));
}

function listCovers({ id, person, instead }: Override, before: readonly Duty[], part: Interval): Duty[] {
  const because = { by: "override", override: id } as const;
  const where = instead === null ? before : before.filter((duty) => duty.person === instead);
  return within(where, [part]).map(({ start, end }) =>
    person === null ? { start, end, person, because } : { start, end, person, because },
  );
}
