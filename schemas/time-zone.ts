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
