import type { Flips } from "../../schemas/alert.ts";
import type { FlapWish } from "./wishes.ts";

/**
 * Counts one change between firing and clear.
 *
 * @param before what was counted so far; null = nothing
 * @param at when the change reached us
 * @returns what is counted now; `until` lies in the future while it flaps, and moves on with each change
 */
export function countFlip(before: Flips | null, at: Date, wish: FlapWish | null): Flips | null {
  if (!wish) return null;
  const flapping = isFlapping(before, at);
  const recent = before !== null && at.getTime() - before.since.getTime() <= wish.withinMs;
  const count = before !== null && (recent || flapping) ? before.count + 1 : 1;
  const since = before !== null && count > 1 ? before.since : at;
  const until = flapping || count >= wish.changes ? new Date(at.getTime() + wish.calmMs) : null;
  return { count, since, until };
}

/** Whether it changes too often for each change to mean something. */
export function isFlapping(flips: Flips | null, at: Date): boolean {
  return flips !== null && flips.until !== null && at < flips.until;
}
