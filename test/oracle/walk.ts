import type { Calendar, DatedHours, OpenHours } from "../../schemas/calendar.ts";
import { weekdays } from "../../schemas/calendar.ts";

/** All minutes of some days, one by one: what the arithmetic of `core/sla` is judged by. It knows `Intl` only. */
export interface Walk {
  /** Epoch ms of the first minute. */
  from: number;
  /** Whether the calendar is open in each minute. */
  open: Uint8Array;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Runs meet the same days again. */
const walls = new Map<string, Float64Array>();

/** What the clock on the wall shows in each minute, as if it were UTC; epoch ms. */
export function readWall(zone: string, from: number, days: number): Float64Array {
  const key = `${zone} ${from} ${days}`;
  let wall = walls.get(key);
  if (!wall) {
    const format = new Intl.DateTimeFormat("en-US", { ...shown, timeZone: zone, hourCycle: "h23" });
    wall = new Float64Array(days * 1_440);
    for (let minute = 0; minute < wall.length; minute += step) readStep(format, from, minute, wall);
    walls.set(key, wall);
  }
  return wall;
}

const step = 15;

/** Where a quarter of an hour takes a quarter of an hour, no clock has changed in it; else each of its minutes is read. */
function readStep(format: Intl.DateTimeFormat, from: number, first: number, wall: Float64Array): void {
  const [start, end] = [first, first + step].map((minute) => wallOf(format, from + minute * minuteMs));
  const isEven = start !== undefined && end === start + step * minuteMs;
  for (let minute = first; minute < first + step; minute += 1)
    wall[minute] = isEven ? start + (minute - first) * minuteMs : wallOf(format, from + minute * minuteMs);
}

const shown = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;

function wallOf(format: Intl.DateTimeFormat, at: number): number {
  const parts = format.formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
}

/** Walks through `days` days from the midnight (UTC) `from`; exact but for a day and a half at either end. */
export function walk(calendar: Calendar, from: number, days: number): Walk {
  const wall = readWall(calendar.timeZone, from, days);
  const open = new Uint8Array(wall.length);
  for (let date = from - dayMs; date <= from + days * dayMs; date += dayMs) openDay(calendar, date, wall, open);
  return { from, open };
}

function openDay(calendar: Calendar, date: number, wall: Float64Array, open: Uint8Array): void {
  const lists = hoursOn(calendar, date);
  if (lists.some((hours) => hours.length === 0)) return;
  const all = lists.map((hours) => {
    const mask = new Uint8Array(open.length);
    for (const one of hours) {
      const [start, end] = boundsOf(one, date, wall);
      mask.fill(1, start, Math.max(start, end));
    }
    return mask;
  });
  for (let minute = 0; minute < open.length; minute += 1) if (all.every((mask) => mask[minute] === 1)) open[minute] = 1;
}

function hoursOn(calendar: Calendar, date: number): readonly (readonly OpenHours[])[] {
  const key = new Date(date).toISOString().slice(0, 10);
  const on = (day: DatedHours) => day.date === key;
  const exception = calendar.exceptions.find(on);
  if (exception) return [exception.hours];
  const holidays = calendar.holidays.filter(on);
  if (holidays.length > 0) return holidays.map(({ hours }) => hours);
  const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7];
  return [weekday === undefined ? [] : (calendar.weekly[weekday] ?? [])];
}

const clockMs = (time: string) => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs;

/** Minutes of the walk at which hours begin and end: the first that shows the beginning, the last that shows the end. */
function boundsOf({ from, to }: OpenHours, date: number, wall: Float64Array): [start: number, end: number] {
  const start = firstAtOrAfter(wall, date + clockMs(from));
  if (to === "24:00" || to === "00:00") return [start, firstAtOrAfter(wall, date + dayMs)];
  const wanted = (to > from ? date : date + dayMs) + clockMs(to);
  const last = wall.lastIndexOf(wanted);
  return [start, last >= 0 ? last : firstAtOrAfter(wall, wanted)];
}

/** The first minute that shows so much or more; the walk's length = none does. */
export function firstAtOrAfter(wall: Float64Array, wanted: number): number {
  for (let minute = 0; minute < wall.length; minute += 1) if ((wall[minute] ?? 0) >= wanted) return minute;
  return wall.length;
}
