import type { Alert } from "../../schemas/alert.ts";
import type { AlertId } from "../../schemas/ids.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import type { IdSource } from "../ports/world.ts";
import type { BatchInput, BatchPlan, EventAt, TicketWork } from "./batch.ts";
import { BatchWork } from "./batch-work.ts";
import { type AbsenceAt, applyAbsences } from "./apply-absences.ts";
import { applyAcknowledgements } from "./apply-acknowledgements.ts";
import { decideEvent, type EventDecision } from "./decide-event.ts";
import { countFlip, isFlapping } from "./decide-flap.ts";
import { holdOld, mayOpen } from "./hold-event.ts";
import { planBegin } from "./plan-begin.ts";
import { endTicket } from "./plan-review.ts";
import { priorityOf } from "./route.ts";

/**
 * Applies events in order to what was loaded, then what was acknowledged in the tool, then what it is silent about; repeats are
 * summed and cost no ticket write. Pure but for the ids.
 */
export function planBatch(
  input: BatchInput,
  events: readonly EventAt[],
  ids: IdSource,
  absences: readonly AbsenceAt[] = [],
): BatchPlan {
  const work = new BatchWork(input, ids);
  for (const at of events) planEvent(work, at);
  applyAcknowledgements(work, events);
  applyAbsences(work, absences);
  return work.plan;
}

function planEvent(work: BatchWork, at: EventAt): void {
  const { event, wishes, receivedAt, route } = at;
  if (route.drop !== null) return work.tally("dropped");
  const alert = work.alertOf(at);
  const found = work.ticket(alert?.ticketId ?? null);
  const decision = decideEvent(alert, work.stateOf(found), event, { wishes, at: receivedAt });
  if (decision.action === "reopenTicket" && !mayOpen(at)) return holdOld(work, at);
  work.tally(decision.reason);
  switch (decision.action) {
    case "ignore":
      return;
    case "rememberClear":
      return rememberClear(work, at, decision);
    case "begin":
      return planBegin(work, at, alert, decision);
    case "rejoinTicket":
    case "reopenTicket":
      if (alert && found) goOn(work, at, alert, found, decision);
      return;
    case "count":
      if (alert) countRepeat(work, at, alert, found, decision);
      return;
    case "clear":
      if (alert) clearAlert(work, at, alert, found, decision);
      return;
  }
}

type Of<Action extends EventDecision["action"]> = Extract<EventDecision, { action: Action }>;

/** Nobody's, where nobody knows whose it is: then a late beginning is taken for a new one. */
function rememberClear(work: BatchWork, at: EventAt, decision: Of<"rememberClear">): void {
  const { clientId } = at.route;
  if (clientId === null) return;
  const { event, receivedAt, connectionId } = at;
  const alert: Alert = {
    id: work.ids.next() as AlertId,
    connectionId,
    dedupKey: event.dedupKey,
    clientId,
    condition: "clear",
    handling: "open",
    severity: event.severity,
    title: event.title,
    episode: 1,
    eventCount: 1,
    raisedAt: event.raisedAt,
    clearedAt: event.clearedAt ?? receivedAt,
    lastSeenAt: receivedAt,
    foldId: null,
    ticketId: null,
    resource: event.resource,
    waiting: null,
    flips: null,
    reviewAt: null,
    remindAt: null,
  };
  work.save(at, undefined, alert);
  work.record(at, alert, decision);
}

/** The condition is back, and its ticket goes on: still open, or opened again. */
function goOn(
  work: BatchWork,
  at: EventAt,
  alert: Alert,
  found: TicketWork,
  decision: Of<"rejoinTicket"> | Of<"reopenTicket">,
): void {
  const { event, receivedAt, wishes } = at;
  const flips = countFlip(alert.flips, receivedAt, wishes.flap);
  const again: Alert = {
    ...alert,
    condition: "firing",
    episode: decision.episode,
    eventCount: 1,
    severity: event.severity,
    title: event.title,
    raisedAt: event.raisedAt,
    clearedAt: null,
    lastSeenAt: receivedAt,
    resource: event.resource,
    flips,
    reviewAt: flips?.until ?? null,
    remindAt: null,
  };
  work.save(at, alert, again);
  if (decision.action === "reopenTicket") {
    work.edit(at, found, { status: "new", resolution: null }, decision.reason);
  } else if (decision.reason !== "flaps" || !isFlapping(alert.flips, receivedAt)) {
    work.comment(at, found, describeReturn(again));
  }
  work.record(at, again, decision);
}

function describeReturn({ title, flips }: Alert): string {
  const again = `The alert fires again: ${title}`;
  if (!flips?.until) return again;
  return `${again}\n\nIt flaps: ${flips.count} changes since ${flips.since.toISOString()}. Further changes are not told until it has been calm for a while; the ticket stays open until then.`;
}

function countRepeat(
  work: BatchWork,
  at: EventAt,
  alert: Alert,
  found: TicketWork | undefined,
  decision: Of<"count">,
): void {
  const counted: Alert = {
    ...alert,
    severity: decision.severity,
    eventCount: alert.eventCount + 1,
    lastSeenAt: at.receivedAt > alert.lastSeenAt ? at.receivedAt : alert.lastSeenAt,
    // What its ticket will be made of follows what the tool says.
    waiting: alert.waiting && { ...alert.waiting, event: { ...at.event, severity: decision.severity } },
  };
  work.save(at, alert, counted);
  // What a person has set as priority stays; what a rule has set follows the tool.
  const ruled = found?.ticket.meta.priority?.by.kind === "rule" && !endedStatuses.includes(found.ticket.fields.status);
  if (decision.severity === alert.severity || !found || !ruled) return;
  const priority = priorityOf(at.route, decision.severity);
  // With others on its ticket, one that gets better says nothing of them.
  if (work.firingOf(found.ticket.id) > 1 && priority > found.ticket.fields.priority) return;
  work.edit(at, found, { priority }, "severityChanged");
  work.record(at, counted, decision);
}

function clearAlert(
  work: BatchWork,
  at: EventAt,
  alert: Alert,
  found: TicketWork | undefined,
  decision: Of<"clear">,
): void {
  const clearedAt = at.event.clearedAt ?? at.receivedAt;
  const flips = countFlip(alert.flips, at.receivedAt, at.wishes.flap);
  const handling = alert.handling === "suppressed" ? ("open" as const) : alert.handling;
  const reviewAt = decision.reason === "flaps" ? (flips?.until ?? null) : null;
  const ended = { condition: "clear" as const, clearedAt, lastSeenAt: at.receivedAt };
  const cleared: Alert = { ...alert, ...ended, handling, flips, waiting: null, reviewAt, remindAt: null };
  work.save(at, alert, cleared);
  if (found) endTicket(work, at, found, cleared, decision);
  work.record(at, cleared, decision);
}
