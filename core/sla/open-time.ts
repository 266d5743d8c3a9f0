import type { Calendar } from "../../schemas/calendar.ts";
import { type HoursBook, type Interval, listIntervals, openBook, unite } from "./hours-of-day.ts";
import { createWallClock } from "./wall-clock.ts";

/** A calendar's open time, as arithmetic on instants. All instants are epoch ms, all durations ms. */
export interface OpenTime {
  /** Open time in [from, to), as it really passes: a night on which clocks go back is an hour longer. 0 where `to` ≤ `from`. */
  between(from: number, to: number): number;
  /**
   * The earliest instant at which `businessMs` of open time have passed since `from`: the end of an interval rather than
   * the beginning of the next; `from` itself for 0.
   *
   * @returns undefined where the calendar is not open for so long within thirty years
   */
  after(from: number, businessMs: number): number | undefined;
  /** Open intervals within [from, to), in order and without overlaps. */
  intervals(from: number, to: number): readonly Interval[];
}

/** Open intervals that begin or go on in one UTC year, cut at its ends. */
interface Year {
  starts: Float64Array;
  ends: Float64Array;
  /** Open time of the year before the interval with the same index. */
  before: Float64Array;
  openMs: number;
}

const mostYears = 30;
const dayMs = 86_400_000;

/** Years are compiled when they are first asked for, and kept: a sum over one costs two binary searches. */
export function createOpenTime(calendar: Calendar): OpenTime {
  const book = openBook(calendar);
  const years = new Map<number, Year>();

  const yearOf = (year: number): Year => {
    const known = years.get(year);
    if (known) return known;
    const compiled = compileYear(book, year);
    years.set(year, compiled);
    return compiled;
  };

  return {
    between(from, to) {
      if (to <= from) return 0;
      const [first, last] = [utcYear(from), utcYear(to)];
      let sum = openUntil(yearOf(last), to) - openUntil(yearOf(first), from);
      for (let year = first; year < last; year += 1) sum += yearOf(year).openMs;
      return sum;
    },
    after(from, businessMs) {
      if (businessMs <= 0) return from;
      const first = utcYear(from);
      let owed = businessMs + openUntil(yearOf(first), from);
      for (let year = first; year < first + mostYears; year += 1) {
        const { openMs } = yearOf(year);
        if (owed <= openMs) return instantAt(yearOf(year), owed);
        owed -= openMs;
      }
      return undefined;
    },
    intervals(from, to) {
      const found: Interval[] = [];
      for (let year = utcYear(from); from < to && year <= utcYear(to - 1); year += 1)
        found.push(...cutOut(yearOf(year), from, to));
      return unite(found);
    },
  };
}

function cutOut({ starts, ends }: Year, from: number, to: number): Interval[] {
  const found: Interval[] = [];
  for (let index = Math.max(0, findLast(starts, from)); index < starts.length; index += 1) {
    const start = Math.max(starts[index] ?? 0, from);
    const end = Math.min(ends[index] ?? 0, to);
    if (start >= to) break;
    if (start < end) found.push({ start, end });
  }
  return found;
}

/** Of a calendar that never closes: nothing is to be compiled, and the first answer of a process is as quick as any. */
export const alwaysOpen: OpenTime = {
  between: (from, to) => Math.max(0, to - from),
  after: (from, businessMs) => from + Math.max(0, businessMs),
  intervals: (from, to) => (from < to ? [{ start: from, end: to }] : []),
};

const utcYear = (at: number) => new Date(at).getUTCFullYear();

function compileYear(book: HoursBook, year: number): Year {
  const [start, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  // No zone is further from UTC than 15 hours, and hours go on for a day at most.
  const [first, last] = [start - 3 * dayMs, end + 2 * dayMs];
  const clock = createWallClock(book.calendar.timeZone, first - 2 * dayMs, last + 2 * dayMs);
  const intervals: Interval[] = [];
  for (let date = first; date <= last; date += dayMs) intervals.push(...listIntervals(book, date, clock));
  const cut = unite(intervals)
    .map((one) => ({ start: Math.max(one.start, start), end: Math.min(one.end, end) }))
    .filter((one) => one.start < one.end);
  const before = new Float64Array(cut.length);
  let openMs = 0;
  for (const [index, one] of cut.entries()) {
    before[index] = openMs;
    openMs += one.end - one.start;
  }
  return {
    starts: Float64Array.from(cut, (one) => one.start),
    ends: Float64Array.from(cut, (one) => one.end),
    before,
    openMs,
  };
}

/** Open time of the year until `at`. */
function openUntil({ starts, ends, before }: Year, at: number): number {
  const index = findLast(starts, at);
  if (index < 0) return 0;
  const start = starts[index] ?? at;
  return (before[index] ?? 0) + Math.min(at, ends[index] ?? at) - start;
}

/** When so much open time of the year has passed; 0 < openMs ≤ the year's. */
function instantAt({ starts, before }: Year, openMs: number): number {
  // The interval in which it passes began with less: with just as much, the one before has ended with it.
  let index = findLast(before, openMs);
  if (before[index] === openMs) index -= 1;
  return (starts[index] ?? 0) + openMs - (before[index] ?? 0);
}

/** Index of the last value ≤ `wanted` in rising values; -1 = none. */
function findLast(values: Float64Array, wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
