import { type Calendar, weekdays } from "../../schemas/calendar.ts";
import type { PersonId } from "../../schemas/on-call.ts";
import { type Interval, listIntervals, openBook, unite } from "../sla/hours-of-day.ts";
import { findFirst, type Shift } from "./duty.ts";
import { clockFor } from "./list-turns.ts";

/** What duty has asked of somebody; durations in ms, as time really passes. The kinds of time overlap: a Sunday night is both. */
export interface Load {
  person: PersonId;
  dutyMs: number;
  /** Between 22:00 and 06:00. */
  nightMs: number;
  /** On Saturdays and Sundays, midnight to midnight. */
  weekendMs: number;
  /** On whole days that the calendar has as holidays, whatever hours it gives them. */
  holidayMs: number;
  /** Nights with any duty in them. */
  nights: number;
  pages: number;
  /** Of these, between 22:00 and 06:00. */
  nightPages: number;
}

export interface LoadOptions {
  /** Nights, week-ends and holidays are those of this zone: the schedule's. */
  timeZone: string;
  /** Null = none is known. */
  calendar: Pick<Calendar, "holidays"> | null;
}

const dayMs = 86_400_000;
const allDay = { from: "00:00", to: "24:00" };
const night = { from: "22:00", to: "06:00" };

/**
 * Adds up duty and pages by person, so that duty can be shared fairly.
 *
 * @param shifts of one schedule
 * @param pages which person was paged for it when, epoch ms; on duty or not
 * @returns one for each person with either, sorted by their ids
 */
export function measureLoad(
  shifts: readonly Shift[],
  pages: readonly { person: PersonId; at: number }[],
  options: LoadOptions,
): Load[] {
  const times = [...shifts, ...pages.map(({ at }) => ({ start: at, end: at + 1 }))];
  const from = times.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const to = times.reduce((most, { end }) => Math.max(most, end), Number.NEGATIVE_INFINITY);
  if (from >= to) return [];
  const kinds = listKinds(options, from, to);
  const [shiftsOf, pagesOf] = [Map.groupBy(shifts, toPerson), Map.groupBy(pages, toPerson)];
  const people = [...new Set([...shiftsOf.keys(), ...pagesOf.keys()])].toSorted();
  return people.map((person) => addUp(person, shiftsOf.get(person) ?? [], pagesOf.get(person) ?? [], kinds));
}

const toPerson = ({ person }: { person: PersonId }) => person;

interface Kinds {
  nights: readonly Interval[];
  weekends: readonly Interval[];
  holidays: readonly Interval[];
}

function listKinds({ timeZone, calendar }: LoadOptions, from: number, to: number): Kinds {
  const clock = clockFor(timeZone, from, to);
  const list = (weekly: Calendar["weekly"], exceptions: Calendar["exceptions"]) => {
    const book = openBook({ timeZone, weekly, holidays: [], exceptions });
    const intervals: Interval[] = [];
    for (let date = (Math.floor(from / dayMs) - 3) * dayMs; date < to + 3 * dayMs; date += dayMs)
      intervals.push(...listIntervals(book, date, clock));
    return unite(intervals);
  };
  const everyNight = Object.fromEntries(weekdays.map((day) => [day, [night]]));
  const holidays = (calendar?.holidays ?? []).map((day) => ({ ...day, hours: [allDay] }));
  return {
    nights: list(everyNight, []),
    weekends: list({ saturday: [allDay], sunday: [allDay] }, []),
    holidays: holidays.length === 0 ? [] : list({}, holidays),
  };
}

function addUp(
  person: PersonId,
  shifts: readonly Interval[],
  pages: readonly { at: number }[],
  { nights, weekends, holidays }: Kinds,
): Load {
  const sum = (kind: readonly Interval[]) =>
    shifts.reduce((ms, shift) => listOverlaps(kind, shift).reduce((part, { ms }) => part + ms, ms), 0);
  const touched = shifts.flatMap((shift) => listOverlaps(nights, shift).map(({ index }) => index));
  return {
    person,
    dutyMs: shifts.reduce((ms, { start, end }) => ms + end - start, 0),
    nightMs: sum(nights),
    weekendMs: sum(weekends),
    holidayMs: sum(holidays),
    nights: new Set(touched).size,
    pages: pages.length,
    nightPages: pages.filter(({ at }) => (nights[findFirst(nights, at)]?.start ?? at + 1) <= at).length,
  };
}

/** Which intervals of a kind lie in a shift, wholly or in part, and for how long. */
function listOverlaps(kind: readonly Interval[], { start, end }: Interval): { index: number; ms: number }[] {
  const overlaps: { index: number; ms: number }[] = [];
  for (let index = findFirst(kind, start); ; index += 1) {
    const interval = kind[index];
    if (!interval || interval.start >= end) return overlaps;
    overlaps.push({ index, ms: Math.min(end, interval.end) - Math.max(start, interval.start) });
  }
}
