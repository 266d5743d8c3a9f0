import { createWallClock } from "../../core/sla/wall-clock.ts";
import { AppError } from "../api/problem.ts";

const dayMs = 86_400_000;
/** Longest stretch of time that is asked about at once. */
const mostDays = 400;

/** A date, a time of its day, and an offset; in an address that nobody has encoded, a plus has become a space. */
const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d(?:\.\d{1,3})?))?(Z|[-+ ]\d\d:\d\d)?)?$/;

/** What a time may look like, for people. */
const expected =
  "expected a date such as 2026-12-24, a time such as 2026-12-24T18:00 by the clocks of the schedule, one with its offset such as 2026-12-24T18:00+01:00, or now";

export interface TimeReader {
  /** Names the value in what is told of it: `from`. */
  field: string;
  /** IANA zone whose clocks count where the text has no offset. */
  timeZone: string;
  now: Date;
}

/**
 * An instant as people type it. A time that clocks leave out is the end of the gap, one that they show twice the first.
 *
 * @throws AppError `invalid`
 */
export function readTime(text: string, { field, timeZone, now }: TimeReader): Date {
  if (text.trim() === "now") return now;
  const [, date = "", time = "00:00", seconds = "00", offset] = written.exec(text.trim()) ?? [];
  const wall = Date.parse(`${date}T${time}:${seconds}Z`);
  const year = Number(date.slice(0, 4));
  // A 30th of February would be read as a day of March.
  const exists = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(`${date}T${time}`);
  if (!exists || year < 1970 || year > 2200)
    throw new AppError("invalid", `${field} is "${text.slice(0, 50)}": ${expected}.`);
  if (offset === undefined) return new Date(createWallClock(timeZone, wall - 3 * dayMs, wall + 3 * dayMs).first(wall));
  const instant = Date.parse(`${date}T${time}:${seconds}${offset.replace(" ", "+")}`);
  if (Number.isNaN(instant)) throw new AppError("invalid", `${field} is "${text.slice(0, 50)}": ${expected}.`);
  return new Date(instant);
}

export interface Range {
  from: Date;
  to: Date;
}

/** Half-open. @throws AppError `invalid` when it has no length, or is longer than `mostDays` */
export function checkRange({ from, to }: Range): Range {
  if (from >= to)
    throw new AppError(
      "invalid",
      `to is ${to.toISOString()}: expected an instant after from, which is ${from.toISOString()}.`,
    );
  const days = Math.ceil((to.getTime() - from.getTime()) / dayMs);
  if (days > mostDays)
    throw new AppError(
      "invalid",
      `From ${from.toISOString()} to ${to.toISOString()} are ${days} days; expected ${mostDays} at most.`,
    );
  return { from, to };
}
