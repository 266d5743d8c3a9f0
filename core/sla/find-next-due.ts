import type { ClockState } from "./decide-clocks.ts";

const soonMs = 30 * 60_000;
const soonShare = 0.25;

/** What is due next on a ticket. */
export interface NextDue {
  at: Date;
  /** From then on it runs out soon: a quarter of its time is left, or half an hour. */
  soonAt: Date;
}

/** The first due instant of a ticket's running clocks; null = none runs. */
export function findNextDue(clocks: readonly Pick<ClockState, "stage" | "startedAt" | "dueAt">[]): NextDue | null {
  let first: NextDue | null = null;
  for (const { stage, startedAt, dueAt } of clocks) {
    if (stage !== "inProgress" || !dueAt || (first && first.at <= dueAt)) continue;
    const shortMs = Math.max(soonMs, (dueAt.getTime() - startedAt.getTime()) * soonShare);
    first = { at: dueAt, soonAt: new Date(dueAt.getTime() - shortMs) };
  }
  return first;
}
