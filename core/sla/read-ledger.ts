import type { SlaPolicy } from "../../schemas/sla-plan.ts";
import { endedStatuses, type TicketStatus } from "../../schemas/ticket.ts";
import type { ClockEvent } from "./count-clock.ts";

/** All that a ticket's clocks are counted from; instants are epoch ms, by the clock of whoever did it. */
export interface TicketLedger {
  /** The alert's first event, or the ticket's creation. */
  startedAt: number;
  /** In the order of time; the first is the status that it began with, at `startedAt`. */
  statuses: readonly StatusAt[];
  /** Public words of technicians, in any desk; in the order of time. */
  words: readonly number[];
  /** Queues in which it lay, in the order of time; the first since `startedAt`. */
  queues: readonly QueueAt[];
  /** When somebody was made responsible for it by a person; in the order of time. */
  assigned: readonly number[];
  /** Update rounds before this one are settled for good and are not counted again; from 1. */
  firstRound: number;
}

export interface QueueAt {
  at: number;
  /** Name; null = none. */
  queue: string | null;
}

export interface StatusAt {
  at: number;
  status: TicketStatus;
  /** Set by a person, and not by a rule. */
  byPerson: boolean;
}

/** What the statuses mean for a target: pauses, ends, and going on. */
export function listStatusEvents(ledger: TicketLedger, paused: readonly TicketStatus[]): ClockEvent[] {
  let before: ClockEvent["kind"] = "resumed";
  return ledger.statuses.flatMap(({ at, status }) => {
    const kind = readStatus(status, paused, before);
    if (kind === before || (kind === "resumed" && before === "reopened")) return [];
    before = kind;
    return [{ at: Math.max(at, ledger.startedAt), kind }];
  });
}

function readStatus(
  status: TicketStatus,
  paused: readonly TicketStatus[],
  before: ClockEvent["kind"],
): ClockEvent["kind"] {
  if (status === "cancelled") return "cancelled";
  if (endedStatuses.includes(status)) return "completed";
  if (paused.includes(status)) return "paused";
  return before === "completed" || before === "cancelled" ? "reopened" : "resumed";
}

/**
 * When somebody first responded: a technician's first public word, or the first status that a person set where a policy
 * takes that for an answer.
 */
export function findResponse(ledger: TicketLedger, policy: SlaPolicy): number | undefined {
  const said = ledger.words.find((at) => at >= ledger.startedAt);
  if (!policy.acknowledgementResponds) return said;
  const taken = ledger.statuses.find(
    ({ status, byPerson }) => byPerson && (status === "acknowledged" || status === "inProgress"),
  )?.at;
  if (said === undefined || taken === undefined) return said ?? taken;
  return Math.min(said, taken);
}
