import Holidays from "date-holidays";
import type { DatedHours } from "../../schemas/calendar.ts";
import { AppError } from "../api/problem.ts";

/** Where holidays are asked for. */
export interface HolidayPlace {
  /** ISO 3166-1 alpha-2, `DE`. */
  country: string;
  /** As ISO 3166-2 names it without the country, `BY`; absent = those of the whole country only. */
  state?: string | undefined;
  /** First and last year. */
  from: number;
  to: number;
}

const mostYears = 30;

/**
 * Public holidays, for a calendar into which they are copied: what counts is the copy, which an admin may change, and never
 * what a later edition of the list says.
 *
 * @throws AppError `invalid`, with the countries or states that are known
 * @see https://github.com/commenthol/date-holidays (its data: CC BY 3.0)
 */
export function listHolidays({ country, state, from, to }: HolidayPlace): readonly DatedHours[] {
  if (to < from || to - from >= mostYears)
    throw new AppError("invalid", `The years ${from} to ${to} cannot be listed: expected 1 to ${mostYears} of them.`);
  const book = new Holidays();
  const countries = book.getCountries("en");
  if (!Object.hasOwn(countries, country))
    throw new AppError("invalid", `There are no holidays of "${country}". Expected one of: ${listNames(countries)}.`);
  const states = book.getStates(country) ?? {};
  if (state !== undefined && !Object.hasOwn(states, state))
    throw new AppError("invalid", `${country} has no state "${state}". ${describeStates(states)}`);
  if (state === undefined) book.init(country);
  else book.init(country, state);
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const found = years.flatMap((year) => book.getHolidays(year).filter(({ type }) => type === "public"));
  const byDay = new Map<string, DatedHours>();
  for (const day of found.flatMap(listDays)) if (!byDay.has(day.date)) byDay.set(day.date, day);
  return [...byDay.values()].toSorted((one, other) => one.date.localeCompare(other.date));
}

const dayMs = 86_400_000;

/** Each of its days. One that begins in the middle of a day says so: how long people work on it, an admin knows. */
function listDays({ date, name, start, end }: { date: string; name: string; start: Date; end: Date }): DatedHours[] {
  const time = date.slice(11, 16);
  const called = time === "" || time === "00:00" ? name : `${name} (from ${time})`;
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  const first = Date.parse(date.slice(0, 10));
  return Array.from({ length: days }, (_, index) => ({
    date: new Date(first + index * dayMs).toISOString().slice(0, 10),
    name: called,
    hours: [],
  }));
}

function listNames(names: Readonly<Record<string, string>>): string {
  return Object.keys(names).join(", ");
}

function describeStates(states: Readonly<Record<string, string>>): string {
  const known = Object.entries(states).map(([code, name]) => `${code} (${name})`);
  return known.length === 0 ? "It has no states of its own here." : `Expected one of: ${known.join(", ")}.`;
}
