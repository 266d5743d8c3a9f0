import type { Alert } from "../../schemas/alert.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import type { IdSource } from "../ports/world.ts";
import type { BatchInput, BatchPlan, EventAt, TicketWork } from "./batch.ts";
import { BatchWork } from "./batch-work.ts";
import { decideTicketEnd, type EventDecision } from "./decide-event.ts";
import { isFlapping } from "./decide-flap.ts";
import { planBegin } from "./plan-begin.ts";

/**
 * Looks at alerts again whose time has come without an event: what has waited long enough, what its window hides no more, what
 * has calmed down. Each `event` is the one that the alert keeps, or one that only names it.
 */
export function planReviews(input: BatchInput, events: readonly EventAt[], ids: IdSource): BatchPlan {
  const work = new BatchWork(input, ids);
  for (const at of events) {
    const alert = work.alertOf(at);
    if (alert) planReview(work, at, alert);
  }
  return work.plan;
}

function planReview(work: BatchWork, at: EventAt, alert: Alert): void {
  // Another worker was faster.
  if (alert.reviewAt === null || alert.reviewAt > at.receivedAt) return;
  if (alert.condition === "clear") return endCalm(work, at, alert);
  const rested: Alert = { ...alert, reviewAt: null };
  if (!alert.waiting || alert.handling === "dismissed") return work.save(at, alert, rested);
  const before = work.ticket(alert.ticketId);
  planBegin(work, at, rested, { episode: alert.episode, reason: "lookedAtAgain" });
  // It has left the storm's ticket; with the last one that one is over.
  if (before && work.alertOf(at)?.ticketId !== before.ticket.id && work.firingOf(before.ticket.id) === 0)
    endTicket(work, at, work.ticket(before.ticket.id) ?? before, alert, decideTicketEnd(before, at.wishes));
}

/** It has changed too often for its last clear to mean anything; now it has been calm for long enough. */
function endCalm(work: BatchWork, at: EventAt, alert: Alert): void {
  work.save(at, alert, { ...alert, reviewAt: null });
  const found = work.ticket(alert.ticketId);
  if (!found || isFlapping(alert.flips, at.receivedAt) || work.firingOf(found.ticket.id) > 0) return;
  if (endedStatuses.includes(found.ticket.fields.status)) return;
  const decision = decideTicketEnd(found, at.wishes);
  endTicket(work, at, found, alert, decision);
  work.record(at, alert, { ...decision, detail: "calm" });
  work.tally(decision.reason);
}

/** What a clear does to the ticket: resolves it, says so, or nothing. */
export function endTicket(
  work: BatchWork,
  at: EventAt,
  found: TicketWork,
  { title, clearedAt, flips }: Alert,
  decision: Extract<EventDecision, { action: "clear" }>,
): void {
  const when = (clearedAt ?? at.receivedAt).toISOString();
  const alerts = work.alertsOf(found.ticket.id);
  if (decision.ticket === "resolve") {
    const resolution = `The monitoring tool reported at ${when} that the condition has cleared.`;
    const others = alerts > 1 ? ` It was the last of ${alerts} alerts of this ticket.` : "";
    const often = flips?.until ? ` It had changed ${flips.count} times since ${flips.since.toISOString()}.` : "";
    const status = at.wishes.autoClose ? ("closed" as const) : ("resolved" as const);
    work.edit(at, found, { status, resolution: resolution + others + often }, decision.reason);
  } else if (decision.ticket === "comment") {
    work.comment(at, found, `The alert has cleared: ${title}`);
  }
}
