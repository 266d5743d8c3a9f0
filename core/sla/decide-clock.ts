import type { Priority, Ticket } from "../../schemas/ticket.ts";
import { endedStatuses } from "../../schemas/ticket.ts";

const hourMs = 3_600_000;
/** Resolution targets around the clock, in ms by priority; a client's own policy replaces them. */
export const defaultResolutionMs: Readonly<Record<Priority, number>> = {
  1: 4 * hourMs,
  2: 8 * hourMs,
  3: 24 * hourMs,
  4: 72 * hourMs,
  5: 120 * hourMs,
};

/** One running target on a ticket, as it should be now. */
export interface ClockState {
  target: "resolution";
  round: number;
  stage: "inProgress" | "completed" | "cancelled";
  startedAt: Date;
  dueAt: Date;
  endedAt: Date | null;
}

/**
 * Decides the resolution clock from the ticket alone: always from the original start, so that a raised priority or a
 * late change gives the same answer whenever it is asked.
 *
 * @param startedAt when the promise began: the alert's first event, or the ticket's creation
 * @param endedAt when the ticket ended; null while it is open
 */
export function decideResolutionClock(ticket: Ticket, startedAt: Date, endedAt: Date | null): ClockState {
  const target = defaultResolutionMs[ticket.fields.priority] ?? 24 * hourMs;
  const ended = endedStatuses.includes(ticket.fields.status);
  return {
    target: "resolution",
    round: 1,
    stage: ended ? (ticket.fields.status === "cancelled" ? "cancelled" : "completed") : "inProgress",
    startedAt,
    dueAt: new Date(startedAt.getTime() + target),
    endedAt: ended ? endedAt : null,
  };
}
