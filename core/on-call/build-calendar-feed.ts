import type { Override, PersonId, Schedule, ScheduleId } from "../../schemas/on-call.ts";
import type { Shift } from "./duty.ts";
import { findOnCall } from "./find-on-call.ts";
import { listShifts } from "./list-shifts.ts";
import { type CalendarEvent, type CalendarHeader, writeCalendar, writeInstant } from "./write-calendar.ts";

export interface FeedOptions extends CalendarHeader {
  /** Whose shifts, in whatever schedule; or those of one schedule, whoever has them. */
  of: { by: "person"; person: PersonId } | { by: "schedule"; schedule: ScheduleId };
  /** Shifts that lie between these, wholly or in part; epoch ms. */
  from: number;
  to: number;
  /** Right half of each entry's UID: a name that is ours alone, such as the hub's host. */
  host: string;
  /** What people read of a shift: its texts are made by whoever knows their language and names. */
  describe: (shift: Shift, schedule: Schedule) => Pick<CalendarEvent, "summary" | "description">;
}

/**
 * Builds the calendar to which people subscribe: an entry for each shift, whole even where it began before `from`, so that an
 * entry stays the same while days pass. One that has no end in sight ends at `to`.
 *
 * @param overrides oldest first
 * @returns iCalendar; without entries where the person or schedule is unknown, or has no shift then
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export function buildCalendarFeed(
  schedules: readonly Schedule[],
  overrides: readonly Override[],
  options: FeedOptions,
): string {
  const { of, host, describe, stampedAt, name, refreshMinutes } = options;
  const bySchedule = Map.groupBy(overrides, ({ schedule }) => schedule);
  const asked = of.by === "schedule" ? schedules.filter(({ id }) => id === of.schedule) : schedules;
  const events = asked.flatMap((schedule) =>
    listWhole(schedule, bySchedule.get(schedule.id) ?? [], options)
      .filter(({ person, start, end }) => (of.by === "schedule" || person === of.person) && hasLength(start, end))
      .map((shift) => ({ ...describe(shift, schedule), ...identify(shift, schedule, host) })),
  );
  return writeCalendar(
    { name, stampedAt, refreshMinutes },
    events.toSorted((one, other) => one.start - other.start),
  );
}

/** In whole seconds: an entry must end after it begins. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.8.2.2 */
const hasLength = (start: number, end: number) => Math.floor(start / 1_000) < Math.floor(end / 1_000);

function identify({ start, end, person }: Shift, { id }: Schedule, host: string) {
  return { uid: `${id}.${person}.${writeInstant(start)}@${host}`, start, end };
}

/** Shifts with their own ends, where those that `listShifts` gives were cut. */
function listWhole(schedule: Schedule, overrides: readonly Override[], { from, to }: FeedOptions): Shift[] {
  return listShifts(schedule, overrides, from, to).map((shift) => {
    if (shift.start > from && shift.end < to) return shift;
    const whole = findOnCall(schedule, overrides, shift.start);
    return { ...shift, start: whole.start ?? shift.start, end: whole.end ?? shift.end };
  });
}
