import type { Override, PersonId, Schedule, ScheduleId } from "../../schemas/on-call.ts";
import type { Interval } from "../sla/hours-of-day.ts";
import { listShifts } from "./list-shifts.ts";

/** Time in which one person is on duty in several schedules; half-open, epoch ms. */
export interface DoubleCover extends Interval {
  person: PersonId;
  /** Two or more, in the order of the schedules. */
  schedules: readonly ScheduleId[];
}

interface PersonShift extends Interval {
  person: PersonId;
  schedule: ScheduleId;
}

/**
 * When somebody is on duty in more than one schedule.
 *
 * @param overrides oldest first
 * @param from epoch ms
 * @param to epoch ms
 * @returns sorted by beginning, then by person; cut at `from` and `to`; a new one where the schedules are others
 */
export function listDoubleCover(
  schedules: readonly Schedule[],
  overrides: readonly Override[],
  from: number,
  to: number,
): DoubleCover[] {
  const bySchedule = Map.groupBy(overrides, ({ schedule }) => schedule);
  const shifts = schedules.flatMap((schedule) =>
    listShifts(schedule, bySchedule.get(schedule.id) ?? [], from, to).map(({ start, end, person }): PersonShift => ({
      start,
      end,
      person,
      schedule: schedule.id,
    })),
  );
  const order = schedules.map(({ id }) => id);
  return [...Map.groupBy(shifts, ({ person }) => person).values()]
    .flatMap((mine) => findDouble(mine, order))
    .toSorted((one, other) => one.start - other.start || (one.person < other.person ? -1 : 1));
}

/** @param shifts of one person */
function findDouble(shifts: readonly PersonShift[], order: readonly ScheduleId[]): DoubleCover[] {
  const [first] = shifts;
  if (!first || shifts.every(({ schedule }) => schedule === first.schedule)) return [];
  const changes = shifts
    .flatMap(({ start, end, schedule }) => [
      { at: start, schedule, isOn: true },
      { at: end, schedule, isOn: false },
    ])
    // An end comes before a beginning, so that two shifts of one schedule that touch leave it on.
    .toSorted((one, other) => one.at - other.at || Number(one.isOn) - Number(other.isOn));
  const found: DoubleCover[] = [];
  const on = new Set<ScheduleId>();
  let start = Number.NEGATIVE_INFINITY;
  for (const { at, schedule, isOn } of changes) {
    if (on.size > 1 && start < at) note(found, { start, end: at, person: first.person, schedules: sort(on, order) });
    if (isOn) on.add(schedule);
    else on.delete(schedule);
    start = at;
  }
  return found;
}

const sort = (on: ReadonlySet<ScheduleId>, order: readonly ScheduleId[]) => order.filter((id) => on.has(id));

function note(found: DoubleCover[], next: DoubleCover): void {
  const last = found.at(-1);
  if (last && last.end === next.start && last.schedules.join() === next.schedules.join()) last.end = next.end;
  else found.push(next);
}
