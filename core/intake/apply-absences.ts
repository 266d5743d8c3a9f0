import type { Alert } from "../../schemas/alert.ts";
import type { EventAt, TicketWork } from "./batch.ts";
import type { BatchWork } from "./batch-work.ts";
import { type Absence, type AbsenceDecision, decideAbsence } from "./decide-absence.ts";

/** What silence of a tool is about, placed like an event. */
export interface AbsenceAt {
  absence: Absence;
  at: EventAt;
}

/** Plans what silence does to alerts and tickets of a batch. */
export function applyAbsences(work: BatchWork, absences: readonly AbsenceAt[]): void {
  for (const { absence, at } of absences) {
    const alert = work.alertOf(at);
    const found = work.ticket(alert?.ticketId ?? null);
    const decision = decideAbsence(alert, work.stateOf(found), absence, at.wishes);
    work.tally(decision.reason);
    if (!alert || decision.action === "ignore") continue;
    const condition = decision.action === "clear" ? ("clear" as const) : ("unknown" as const);
    // When it ended nobody knows: a message that it fires on is believed, however long it has.
    const after: Alert = { ...alert, condition, clearedAt: null, waiting: null, reviewAt: null, remindAt: null };
    work.save(at, alert, after);
    if (found) tellTicket(work, at, found, { alert: after, absence, decision });
    work.record(at, after, decision, condition);
  }
}

type Effect = Exclude<AbsenceDecision, { action: "ignore" }>;

function tellTicket(
  work: BatchWork,
  at: EventAt,
  found: TicketWork,
  { alert: { title }, absence, decision }: { alert: Alert; absence: Absence; decision: Effect },
): void {
  const since = absence.since.toISOString();
  if (decision.ticket === "none") return;
  if (decision.ticket === "resolve") {
    const resolution = `The monitoring tool does not list the condition any more, since ${since}; no message said that it had cleared.`;
    return work.edit(at, found, { status: "resolved", resolution }, decision.reason);
  }
  const body =
    decision.action === "clear"
      ? `The monitoring tool does not list this alert any more, since ${since}: ${title}`
      : `Nothing was heard of this alert since before ${since}. Whether it still fires is not known, so the ticket stays as it is: ${title}`;
  work.comment(at, found, body, decision.reason);
}
