import { z } from "zod";

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** IANA zone, such as `Europe/Berlin`. */
export const TimeZone = z.string().max(100).refine(isTimeZone, "an IANA zone, such as Europe/Berlin");
/** Time of a day by the clocks of a place, `HH:MM`. */
export const LocalTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a local time such as 22:30");
/** Days of a week; ISO 8601: 1 = Monday … 7 = Sunday. */
export const WeekDays = z.array(z.int().min(1).max(7)).min(1).max(7);
