import { setImmediate as pause } from "node:timers/promises";
import { type DoubleCover, listDoubleCover } from "../../core/on-call/list-double-cover.ts";
import type { Override, Schedule } from "../../schemas/on-call.ts";
import type { Range } from "./read-time.ts";

const dayMs = 86_400_000;
/** So many days of so many schedules are gone through at once: a few hundred milliseconds at most. */
const mostAtOnce = 4_000;

/** What `listDoubleCover` finds, a slice of the time after the other, so that others are answered in between. */
export async function sliceDoubleCover(
  schedules: readonly Schedule[],
  overrides: readonly Override[],
  { from, to }: Range,
  most = mostAtOnce,
): Promise<readonly DoubleCover[]> {
  const sliceMs = Math.max(1, Math.floor(most / Math.max(1, schedules.length))) * dayMs;
  const found: DoubleCover[] = [];
  const last = new Map<string, DoubleCover>();
  for (let start = from.getTime(); start < to.getTime(); start += sliceMs) {
    const end = Math.min(start + sliceMs, to.getTime());
    for (const one of listDoubleCover(schedules, overrides, start, end)) {
      const key = [one.person, ...one.schedules].join();
      const before = last.get(key);
      // What goes on over the cut is one.
      if (before?.end === one.start) before.end = one.end;
      else {
        found.push(one);
        last.set(key, one);
      }
    }
    await pause();
  }
  return found;
}
