import type { SlaTarget } from "../../schemas/sla-plan.ts";
import type { ClockFire, ClockState } from "./decide-clocks.ts";
import type { OpenTime } from "./open-time.ts";

/** Due instants as a desk computes them, on a connection whose dates count in place of ours. */
export interface TheirDue {
  /** Name of the connection. */
  connection: string;
  /** null = it has none, and ours counts. */
  due: Readonly<Partial<Record<SlaTarget, Date | null>>>;
}

/**
 * A clock by the desk's own due instant. How it began, paused and ended stays as our ledger tells; warnings come at shares
 * of the open time between its start and that instant. While it is paused it is due never, as everywhere.
 *
 * @param warnAt percent
 */
export function takeTheirs(
  clock: ClockState,
  theirs: TheirDue | null,
  { warnAt, open, now }: { warnAt: readonly number[]; open: OpenTime; now: Date },
): ClockState {
  const due = theirs?.due[clock.target];
  if (!theirs || !due || clock.stage === "paused") return clock;
  const start = clock.startedAt.getTime();
  const targetBusinessMs = Math.max(0, open.between(start, due.getTime()));
  const fires: ClockFire[] =
    clock.stage === "inProgress"
      ? [...listWarnings(warnAt, start, targetBusinessMs, open), { kind: "breach", at: due }]
      : [];
  const until = clock.endedAt ?? now;
  const breachedAt = due.getTime() <= until.getTime() ? due : null;
  return { ...clock, dueAt: due, fires, targetBusinessMs, breachedAt, dueBy: theirs.connection };
}

function listWarnings(warnAt: readonly number[], start: number, targetBusinessMs: number, open: OpenTime): ClockFire[] {
  if (targetBusinessMs === 0) return [];
  return warnAt
    .toSorted((one, other) => one - other)
    .flatMap((percent) => {
      const at = open.after(start, (targetBusinessMs * percent) / 100);
      return at === undefined ? [] : [{ kind: `warning${percent}` as const, at: new Date(at) }];
    });
}
