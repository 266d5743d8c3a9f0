import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { IdSource } from "../ports/world.ts";
import type { BatchInput, BatchPlan, EventAt, TicketWork } from "./batch.ts";
import { type AcknowledgementDecision, decideAcknowledgement } from "./decide-acknowledgement.ts";
import { commentPlanned, editPlanned, findPlanned } from "./planned.ts";

/** Carries what was acknowledged in the tool to alerts and tickets of a planned batch. Pure but for the ids. */
export function applyAcknowledgements(
  input: BatchInput,
  plan: BatchPlan,
  events: readonly EventAt[],
  ids: IdSource,
): void {
  for (const [index, at] of events.entries()) {
    const { event } = at;
    if (!event.acknowledgement) continue;
    const alert = plan.alerts.get(event.dedupKey)?.alert ?? input.alerts.get(event.dedupKey);
    // What was acknowledged before an end in the same batch was another episode.
    const isOver = events.slice(index + 1).some((later) => isEndOf(later.event, event));
    if (!alert || isOver) continue;
    const work = findPlanned(input, plan, alert);
    const decision = decideAcknowledgement(alert, work?.ticket, event);
    plan.reasons.set(decision.reason, (plan.reasons.get(decision.reason) ?? 0) + 1);
    if (decision.action === "take") take(plan, at, alert, work, decision, ids);
  }
}

function isEndOf(later: MonitorEvent, event: MonitorEvent): boolean {
  return later.dedupKey === event.dedupKey && later.condition === "clear";
}

function take(
  plan: BatchPlan,
  at: EventAt,
  alert: Alert,
  work: TicketWork | undefined,
  decision: Extract<AcknowledgementDecision, { action: "take" }>,
  ids: IdSource,
): void {
  const isNew = plan.alerts.get(alert.dedupKey)?.isNew ?? false;
  plan.alerts.set(alert.dedupKey, { alert: { ...alert, handling: decision.handling }, isNew });
  if (!work || decision.status === null) return;
  const { receivedAt } = at;
  const { reason } = decision;
  editPlanned(plan, work, { status: decision.status }, { rule: reason, at: receivedAt });
  commentPlanned(plan, ids, work.ticket.id, { body: describe(at.event), rule: reason, at: receivedAt });
}

function describe({ title, acknowledgement }: MonitorEvent): string {
  const { state, by, note } = acknowledgement ?? { state: "set", by: null, note: null };
  const done = state === "set" ? "was acknowledged in the monitoring tool" : "is no longer acknowledged there";
  const who = by === null ? "" : ` by ${by}`;
  return `The alert ${done}${who}: ${title}${note === null ? "" : `\n\n${note}`}`;
}
