import type { TicketStatus } from "../../schemas/ticket.ts";
import { type ClockLedger, listSpans } from "./count-clock.ts";
import type { Interval } from "./hours-of-day.ts";
import type { OpenTime } from "./open-time.ts";
import type { StatusAt } from "./read-ledger.ts";

/** A stretch of a clock's life; half-open, epoch ms. */
export interface Stretch {
  start: number;
  end: number;
  /** `counted`: its open time is. `stopped`: nothing is, since the ticket was in `status`. */
  kind: "counted" | "stopped";
  /** What the ticket was in when it began. */
  status: TicketStatus;
  /** Open intervals that were counted. */
  intervals: readonly Interval[];
  /** Their sum, ms. */
  businessMs: number;
}

/** All that a clock counted until `now`, and what it did not count in between; in order. */
export function listStretches(
  ledger: ClockLedger,
  statuses: readonly StatusAt[],
  open: OpenTime,
  now: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let last = ledger.startedAt;
  for (const { start, end } of listSpans(ledger, now).spans) {
    if (start > last) stretches.push(stop(last, start, statuses));
    const until = Math.min(end ?? now, now);
    const intervals = open.intervals(start, until);
    const businessMs = open.between(start, until);
    if (until > start)
      stretches.push({ start, end: until, kind: "counted", status: statusAt(statuses, start), intervals, businessMs });
    last = Math.max(last, until);
  }
  return stretches;
}

function stop(start: number, end: number, statuses: readonly StatusAt[]): Stretch {
  return { start, end, kind: "stopped", status: statusAt(statuses, start), intervals: [], businessMs: 0 };
}

function statusAt(statuses: readonly StatusAt[], at: number): TicketStatus {
  return statuses.findLast((one) => one.at <= at)?.status ?? statuses[0]?.status ?? "new";
}
