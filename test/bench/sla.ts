import { createOpenTime } from "../../core/sla/open-time.ts";
import { Calendar, weekdays } from "../../schemas/calendar.ts";
import type { Figure } from "./main.ts";

const count = 1_000_000;
const hourMs = 3_600_000;
const openHoursADay = 9;

/** Due instants a second and core on a calendar with fifteen holidays; a target of forty working days beside one of a day. */
export function benchSla(): Promise<readonly Figure[]> {
  const holidays = Array.from({ length: 15 }, (_, index) => ({
    date: `2026-${String((index % 12) + 1).padStart(2, "0")}-${String(index + 10)}`,
    name: "a holiday",
    hours: [],
  }));
  const weekly = Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, [{ from: "08:30", to: "17:30" }]]));
  const calendar = Calendar.parse({ timeZone: "America/Chicago", weekly, holidays, exceptions: [] });
  const open = createOpenTime(calendar);
  const perSecond = (days: number): number => {
    const spent = days * openHoursADay * hourMs;
    const first = Date.UTC(2026, 0, 5);
    let last = 0;
    const begun = performance.now();
    // Beginnings all over ten months, and never the same twice.
    for (let index = 0; index < count; index += 1) last = open.after(first + index * 26_000, spent) ?? 0;
    const took = performance.now() - begun;
    if (last < first) throw new Error("the last one is due before the first began");
    return (count / took) * 1_000;
  };
  // Once to compile both years and the code.
  perSecond(1);
  perSecond(40);
  const day = perSecond(1);
  const forty = perSecond(40);
  return Promise.resolve([
    { bench: "sla", metric: "due instants, one working day", value: day, unit: "1/s", baseline: null, ratio: null },
    {
      bench: "sla",
      metric: "due instants, forty working days",
      value: forty,
      unit: "1/s",
      baseline: day,
      ratio: forty / day,
    },
  ]);
}
