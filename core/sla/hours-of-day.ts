import { type Calendar, type DatedHours, type OpenHours, weekdays } from "../../schemas/calendar.ts";
import type { WallClock } from "./wall-clock.ts";

/** Half-open, epoch ms. */
export interface Interval {
  start: number;
  end: number;
}

/** Hours by date, so that a calendar with many dated days is not searched for each day. */
export interface HoursBook {
  calendar: Calendar;
  holidays: ReadonlyMap<string, readonly DatedHours[]>;
  exceptions: ReadonlyMap<string, DatedHours>;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

export function openBook(calendar: Calendar): HoursBook {
  const holidays = Map.groupBy(calendar.holidays, ({ date }) => date);
  return { calendar, holidays, exceptions: new Map(calendar.exceptions.map((day) => [day.date, day])) };
}

/**
 * Instants at which the hours of one local date begin and end; none where it is closed, or where the zone has no such date.
 *
 * @param date its midnight as if it were UTC, epoch ms
 */
export function listIntervals(
  { calendar, holidays, exceptions }: HoursBook,
  date: number,
  clock: WallClock,
): Interval[] {
  const key = new Date(date).toISOString().slice(0, 10);
  const at = (hours: readonly OpenHours[]) => unite(hours.flatMap((one) => toInterval(one, date, clock)));
  const exception = exceptions.get(key);
  if (exception) return at(exception.hours);
  const days = holidays.get(key);
  if (days) return days.map(({ hours }) => at(hours)).reduce(intersect);
  // 1970-01-01 was a Thursday, three days after a Monday.
  const weekday = weekdays[(((date / dayMs + 3) % 7) + 7) % 7];
  return weekday ? at(calendar.weekly[weekday] ?? []) : [];
}

/** For a repeated hour the opening takes the earlier and the closing the later instant; a day ends where the next begins. */
function toInterval({ from, to }: OpenHours, date: number, clock: WallClock): Interval[] {
  const next = date + dayMs;
  const start = clock.first(date + toMs(from));
  const endsDay = to === "24:00" || to === "00:00";
  const end = endsDay ? clock.first(next) : clock.last((to > from ? date : next) + toMs(to));
  return start < end ? [{ start, end }] : [];
}

const toMs = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs;

/** Sorted, and without overlaps. */
export function unite(intervals: readonly Interval[]): Interval[] {
  const united: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = united.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else united.push({ start, end });
  }
  return united;
}

/** What is in both; each sorted and without overlaps. */
function intersect(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const [start, end] = [Math.max(one.start, other.start), Math.min(one.end, other.end)];
      return start < end ? [{ start, end }] : [];
    }),
  );
}
