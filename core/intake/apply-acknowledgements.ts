import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { EventAt, TicketWork } from "./batch.ts";
import type { BatchWork } from "./batch-work.ts";
import { type AcknowledgementDecision, decideAcknowledgement } from "./decide-acknowledgement.ts";

/** Carries what was acknowledged in the tool to alerts and tickets of a planned batch. */
export function applyAcknowledgements(work: BatchWork, events: readonly EventAt[]): void {
  for (const [index, at] of events.entries()) {
    const { event, route } = at;
    if (!event.acknowledgement || route.drop !== null) continue;
    const alert = work.alertOf(at);
    // What was acknowledged before an end in the same batch was another episode.
    const isOver = events.slice(index + 1).some((later) => isEndOf(later.event, event));
    if (!alert || isOver) continue;
    const found = work.ticket(alert.ticketId);
    const decision = decideAcknowledgement(alert, found?.ticket, event);
    work.tally(decision.reason);
    if (decision.action === "take") take(work, at, alert, found, decision);
  }
}

function isEndOf(later: MonitorEvent, event: MonitorEvent): boolean {
  return later.dedupKey === event.dedupKey && later.condition === "clear";
}

function take(
  work: BatchWork,
  at: EventAt,
  alert: Alert,
  found: TicketWork | undefined,
  decision: Extract<AcknowledgementDecision, { action: "take" }>,
): void {
  work.save(at, alert, { ...alert, handling: decision.handling });
  if (!found || decision.status === null) return;
  const { reason } = decision;
  work.edit(at, found, { status: decision.status }, reason);
  work.comment(at, work.ticket(found.ticket.id) ?? found, describe(at.event), reason);
}

function describe({ title, acknowledgement }: MonitorEvent): string {
  const { state, by, note } = acknowledgement ?? { state: "set", by: null, note: null };
  const done = state === "set" ? "was acknowledged in the monitoring tool" : "is no longer acknowledged there";
  const who = by === null ? "" : ` by ${by}`;
  return `The alert ${done}${who}: ${title}${note === null ? "" : `\n\n${note}`}`;
}
