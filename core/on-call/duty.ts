import type { OverrideId, PersonId } from "../../schemas/on-call.ts";
import type { Interval } from "../sla/hours-of-day.ts";

/** Which layer says so, by its name. */
interface FromLayer {
  by: "layer";
  layer: string;
}

/** Which override says so. */
interface FromOverride {
  by: "override";
  override: OverrideId;
}

/** Time in which somebody is on duty; half-open, epoch ms. */
export interface Shift extends Interval {
  person: PersonId;
  because: FromLayer | FromOverride;
}

/** Time in which nobody is: no layer is on duty then, or an override has taken everybody off. */
export interface Gap extends Interval {
  person: null;
  because: { by: "noLayer" } | FromOverride;
}

export type Duty = Shift | Gap;

/** Index of the first interval that ends after an instant, of those that are sorted and do not overlap; their number = none. */
export function findFirst(intervals: readonly Interval[], at: number): number {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.end ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of some duties lies in the intervals; both sorted and without overlaps. */
export function within<T extends Interval>(duties: readonly T[], intervals: readonly Interval[]): T[] {
  const parts: T[] = [];
  let first = 0;
  for (const duty of duties) {
    while ((intervals[first]?.end ?? Number.POSITIVE_INFINITY) <= duty.start) first += 1;
    for (let index = first; ; index += 1) {
      const interval = intervals[index];
      if (!interval || interval.start >= duty.end) break;
      const [start, end] = [Math.max(duty.start, interval.start), Math.min(duty.end, interval.end)];
      if (start < end) parts.push({ ...duty, start, end });
    }
  }
  return parts;
}

/** The lower duties where the upper ones leave them, and all upper ones; each sorted and without overlaps. */
export function cover<T extends Interval>(lower: readonly T[], upper: readonly T[]): T[] {
  if (lower.length === 0 || upper.length === 0) return [...lower, ...upper];
  return [...within(lower, invert(upper)), ...upper].toSorted((one, other) => one.start - other.start);
}

/** All time between and around some intervals. */
export function invert(intervals: readonly Interval[]): Interval[] {
  const between: Interval[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const interval of intervals) {
    if (start < interval.start) between.push({ start, end: interval.start });
    start = interval.end;
  }
  between.push({ start, end: Number.POSITIVE_INFINITY });
  return between;
}

/** Neighbours become one where they touch and say the same. */
export function merge<T extends Duty>(duties: readonly T[]): T[] {
  const merged: T[] = [];
  for (const duty of duties) {
    const last = merged.at(-1);
    if (last && last.end === duty.start && last.person === duty.person && isSame(last.because, duty.because))
      merged[merged.length - 1] = { ...last, end: duty.end };
    else merged.push(duty);
  }
  return merged;
}

function isSame(one: Duty["because"], other: Duty["because"]): boolean {
  if (one.by === "layer") return other.by === "layer" && one.layer === other.layer;
  if (one.by === "override") return other.by === "override" && one.override === other.override;
  return other.by === "noLayer";
}
