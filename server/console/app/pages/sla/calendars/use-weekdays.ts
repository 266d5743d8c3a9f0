import type { Weekday } from "../../../../../../schemas/calendar.ts";
import { useFormats } from "../../../text/formats.ts";
import { weekdays } from "./calendar-text.ts";

/** What people call a day of the week. */
export function useWeekdays(length: "short" | "long"): (day: Weekday) => string {
  const { formatOf } = useFormats();
  const format = formatOf({ weekday: length, timeZone: "UTC" });
  // The first of January 2024 was a Monday.
  return (day) => format.format(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
}
