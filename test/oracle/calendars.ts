import fc from "fast-check";
import { type Calendar, type DatedHours, type OpenHours, type Weekday, weekdays } from "../../schemas/calendar.ts";

const dayMs = 86_400_000;

/** Zones, and days around which their clocks do something that calendars get wrong. */
export const hardDays: readonly [zone: string, ...days: string[]][] = [
  ["America/Chicago", "2026-03-08", "2026-11-01"],
  ["Europe/Berlin", "2026-03-29", "2026-10-25"],
  ["Europe/London", "2026-03-29", "2026-10-25"],
  // Half an hour only.
  ["Australia/Lord_Howe", "2026-04-05", "2026-10-04"],
  // Midnight does not exist, or comes twice.
  ["America/Santiago", "2026-04-05", "2026-09-06"],
  ["America/Havana", "2026-03-08", "2026-11-01"],
  ["Africa/Cairo", "2026-04-24", "2026-10-30"],
  ["Asia/Beirut", "2026-03-29", "2026-10-25"],
  ["America/Asuncion", "2023-03-26", "2023-10-01"],
  // A day does not exist.
  ["Pacific/Apia", "2011-12-30", "2012-04-01"],
  // Offsets of quarters of an hour, changes of the offset for good.
  ["Asia/Kathmandu", "2026-01-01"],
  ["Pacific/Chatham", "2026-04-05", "2026-09-27"],
  ["Asia/Pyongyang", "2015-08-15", "2018-05-05"],
  ["America/Caracas", "2016-05-01"],
  ["Africa/Casablanca", "2026-02-15", "2026-03-22"],
  ["America/St_Johns", "2011-03-13", "2011-11-06"],
  ["Asia/Kolkata", "2024-02-29"],
  ["Etc/UTC", "2026-12-31"],
];

export const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
/** Minutes of a day. */
export const minute = fc.oneof(
  fc.integer({ min: 0, max: 1_439 }),
  fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
);
const openHours: fc.Arbitrary<OpenHours> = fc.record({
  from: minute.map(time),
  to: fc.oneof({ weight: 4, arbitrary: minute.map(time) }, { weight: 1, arbitrary: fc.constant("24:00") }),
});
const hours = fc.array(openHours, { maxLength: 3 });
/** Hours by day of the week. */
export const weeks = fc
  .array(hours, { minLength: 7, maxLength: 7 })
  .map((week) => Object.fromEntries(weekdays.map((day, index): [Weekday, OpenHours[]] => [day, week[index] ?? []])));

export interface Setting {
  calendar: Calendar;
  /** Midnight (UTC) of the first of the days that are walked through. */
  from: number;
}

/** A calendar with dated days of its own around a day on which its zone does something, and where to begin to walk. */
export function settings(daysBefore: number): fc.Arbitrary<Setting> {
  return fc
    .tuple(fc.constantFrom(...hardDays), fc.nat(), fc.integer({ min: -3, max: 3 }))
    .chain(([[zone, ...days], pick, off]) => {
      const hard = Date.parse(`${days[pick % days.length] ?? "2026-01-01"}T00:00:00Z`);
      const dated: fc.Arbitrary<DatedHours> = fc.record({
        date: fc.integer({ min: -3, max: 3 }).map((day) => new Date(hard + day * dayMs).toISOString().slice(0, 10)),
        name: fc.constant("a day of its own"),
        hours,
      });
      return fc.record({
        calendar: fc.record({
          timeZone: fc.constant(zone),
          weekly: weeks,
          holidays: fc.array(dated, { maxLength: 3 }),
          exceptions: fc.uniqueArray(dated, { maxLength: 2, selector: ({ date }) => date }),
        }),
        from: fc.constant(hard + (off - daysBefore) * dayMs),
      });
    });
}
