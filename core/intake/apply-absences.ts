import type { Alert } from "../../schemas/alert.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import type { IdSource } from "../ports/world.ts";
import type { BatchInput, BatchPlan, TicketWork } from "./batch.ts";
import { type Absence, type AbsenceDecision, decideAbsence } from "./decide-absence.ts";
import { commentPlanned, editPlanned, findPlanned } from "./planned.ts";

/** Plans what silence does to alerts and tickets of a batch. Pure but for the ids. */
export function applyAbsences(
  input: BatchInput,
  plan: BatchPlan,
  absences: readonly Absence[],
  { at, ids }: { at: Date; ids: IdSource },
): void {
  for (const absence of absences) {
    const alert = plan.alerts.get(absence.dedupKey)?.alert ?? input.alerts.get(absence.dedupKey);
    const work = alert && findPlanned(input, plan, alert);
    const state = work && { ended: endedStatuses.includes(work.ticket.fields.status), touched: work.touched };
    const decision = decideAbsence(alert, state, absence, input.policy);
    plan.reasons.set(decision.reason, (plan.reasons.get(decision.reason) ?? 0) + 1);
    if (!alert || decision.action === "ignore") continue;
    // When it ended nobody knows: a message that it fires on is believed, however long it has.
    const after: Alert = { ...alert, condition: decision.action === "clear" ? "clear" : "unknown", clearedAt: null };
    const isNew = plan.alerts.get(absence.dedupKey)?.isNew ?? false;
    plan.alerts.set(absence.dedupKey, { alert: after, isNew });
    if (work) tellTicket(plan, ids, work, after, { absence, decision, at });
    recordAbsence(plan, after, decision, at);
  }
}

type Effect = Exclude<AbsenceDecision, { action: "ignore" }>;

function tellTicket(
  plan: BatchPlan,
  ids: IdSource,
  work: TicketWork,
  { title }: Alert,
  { absence, decision, at }: { absence: Absence; decision: Effect; at: Date },
): void {
  const since = absence.since.toISOString();
  if (decision.ticket === "none") return;
  if (decision.ticket === "resolve") {
    const resolution = `The monitoring tool does not list the condition any more, since ${since}; no message said that it had cleared.`;
    return editPlanned(plan, work, { status: "resolved", resolution }, { rule: decision.reason, at });
  }
  const body =
    decision.action === "clear"
      ? `The monitoring tool does not list this alert any more, since ${since}: ${title}`
      : `Nothing was heard of this alert since before ${since}. Whether it still fires is not known, so the ticket stays as it is: ${title}`;
  commentPlanned(plan, ids, work.ticket.id, { body, rule: decision.reason, at });
  plan.tickets.set(work.ticket.id, work);
}

function recordAbsence(plan: BatchPlan, alert: Alert, decision: Effect, at: Date): void {
  plan.events.push({
    alertId: alert.id,
    at,
    deliveryId: null,
    ordinal: null,
    episode: alert.episode,
    condition: decision.action === "clear" ? "clear" : "unknown",
    severity: alert.severity,
    decision: decision.action,
    reason: decision.reason,
    ticketId: alert.ticketId,
  });
}
