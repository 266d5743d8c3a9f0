import type { Alert } from "../../schemas/alert.ts";
import type { AlertId, ClientId, CommentId, FoldId, TicketId } from "../../schemas/ids.ts";
import { endedStatuses, type TicketFields } from "../../schemas/ticket.ts";
import type { IdSource } from "../ports/world.ts";
import { buildMarker, decideHome, decideMirrors } from "../sync/decide-mirrors.ts";
import { editTicket } from "../sync/edit-ticket.ts";
import type { BatchInput, BatchPlan, EventAt, TicketWork } from "./batch.ts";
import { buildAlertTicket } from "./build-ticket.ts";
import { decideEvent, type EventDecision } from "./decide-event.ts";
import { priorityOf } from "./route.ts";

/** Applies events in order to what was loaded; repeats are summed and cost no ticket write. Pure but for the ids. */
export function planBatch(input: BatchInput, events: readonly EventAt[], ids: IdSource): BatchPlan {
  const plan: BatchPlan = {
    alerts: new Map(),
    tickets: new Map(),
    events: [],
    folds: [],
    links: [],
    comments: [],
    held: [],
    reasons: new Map(),
  };
  for (const at of events) planEvent(input, plan, at, ids);
  return plan;
}

function planEvent(input: BatchInput, plan: BatchPlan, at: EventAt, ids: IdSource): void {
  const { event, route } = at;
  if (route.drop !== null) {
    countReason(plan, "dropped");
    return;
  }
  const alert = plan.alerts.get(event.dedupKey)?.alert ?? input.alerts.get(event.dedupKey);
  const work = alert?.ticketId ? findTicket(input, plan, alert.ticketId) : undefined;
  const state = work && { ended: endedStatuses.includes(work.ticket.fields.status), touched: work.touched };
  const policy = { ...input.policy, ...(route.onClear === null ? {} : { onClear: route.onClear }) };
  const decision = decideEvent(alert, state, event, policy);
  countReason(plan, decision.reason);
  switch (decision.action) {
    case "ignore":
      return;
    case "openTicket":
      return openTicket(input, plan, at, ids, alert, decision);
    case "rejoinTicket":
      if (alert && work) rejoinTicket(plan, at, ids, alert, work, decision);
      return;
    case "count":
      if (alert) countRepeat(plan, at, alert, work, decision);
      return;
    case "clear":
      if (alert) clearAlert(plan, at, ids, alert, work, decision);
      return;
  }
}

function countReason(plan: BatchPlan, reason: string): void {
  plan.reasons.set(reason, (plan.reasons.get(reason) ?? 0) + 1);
}

function findTicket(input: BatchInput, plan: BatchPlan, id: TicketId): TicketWork | undefined {
  const changed = plan.tickets.get(id);
  if (changed) return changed;
  const loaded = input.tickets.get(id);
  return loaded && { ...loaded, isNew: false, changes: [], startedAt: undefined };
}

type Opening = Extract<EventDecision, { action: "openTicket" }>;

function openTicket(
  input: BatchInput,
  plan: BatchPlan,
  at: EventAt,
  ids: IdSource,
  known: Alert | undefined,
  decision: Opening,
): void {
  const { event, route } = at;
  const clientId = known?.clientId ?? route.clientId;
  if (clientId === null) {
    const { clientHint } = event;
    const named = clientHint === null ? "The alert names no client" : `The client "${clientHint}" is not mapped`;
    const detail = `${named}. Tried: ${route.client.detail}.`;
    plan.held.push({ deliveryId: at.deliveryId, ordinal: at.ordinal, detail, clientHint });
    return;
  }
  const serving = input.desks.get(clientId) ?? [];
  const desks = serving.filter(({ name }) => route.desks?.includes(name) ?? true);
  const ticketId = ids.next() as TicketId;
  const foldId = ids.next() as FoldId;
  const created = {
    id: ticketId,
    clientId,
    code: ids.code(),
    origin: originOfEpisode(input, event, decision),
    homeConnectionId: decideHome(desks, null),
    at: at.receivedAt,
  };
  const ticket = buildAlertTicket(at, created);
  plan.tickets.set(ticketId, { ticket, isNew: true, touched: false, changes: [], startedAt: at.receivedAt });
  const alert = buildAlert(input, at, ids, known, { episode: decision.episode, ticketId, foldId, clientId });
  plan.alerts.set(event.dedupKey, { alert, isNew: known === undefined });
  plan.folds.push({ id: foldId, clientId, groupKey: `alert:${alert.id}`, ticketId, openedAt: at.receivedAt });
  const context = { client: input.clientNames.get(clientId) ?? "", desks, linked: new Set<never>() };
  for (const { connectionId, clientRef } of decideMirrors(ticket, context)) {
    const marker = buildMarker(ids, { tenantId: input.tenantId, connectionId }, ticket);
    const { priority } = ticket.fields;
    plan.links.push({ ticketId, connectionId, clientRef, marker, priority, wantedRev: 1, traceparent: at.traceparent });
  }
  recordEvent(plan, at, alert, decision);
}

/** The first alert's key and episode, so that a replay or a restore names the same record again. */
function originOfEpisode(input: BatchInput, event: EventAt["event"], decision: Opening): string {
  const parts = [input.connectionId, event.dedupKey, event.raisedAt.toISOString(), String(decision.episode)];
  return `alert:${[...parts, decision.reason, event.severity].join(":")}`;
}

function buildAlert(
  input: BatchInput,
  at: EventAt,
  ids: IdSource,
  known: Alert | undefined,
  to: { episode: number; ticketId: TicketId; foldId: FoldId; clientId: ClientId },
): Alert {
  const { event } = at;
  return {
    id: known?.id ?? (ids.next() as AlertId),
    connectionId: input.connectionId,
    dedupKey: event.dedupKey,
    condition: "firing",
    handling: "open",
    severity: event.severity,
    title: event.title,
    eventCount: 1,
    raisedAt: event.raisedAt,
    clearedAt: null,
    lastSeenAt: at.receivedAt,
    ...to,
  };
}

function rejoinTicket(
  plan: BatchPlan,
  at: EventAt,
  ids: IdSource,
  alert: Alert,
  work: TicketWork,
  decision: EventDecision,
): void {
  const { event } = at;
  const again: Alert = {
    ...alert,
    condition: "firing",
    episode: alert.episode + 1,
    eventCount: 1,
    severity: event.severity,
    title: event.title,
    raisedAt: event.raisedAt,
    clearedAt: null,
    lastSeenAt: at.receivedAt,
  };
  plan.alerts.set(event.dedupKey, { alert: again, isNew: plan.alerts.get(event.dedupKey)?.isNew ?? false });
  comment(plan, ids, work.ticket.id, at.receivedAt, `The alert fires again: ${event.title}`);
  plan.tickets.set(work.ticket.id, work);
  recordEvent(plan, at, again, decision);
}

function countRepeat(
  plan: BatchPlan,
  at: EventAt,
  alert: Alert,
  work: TicketWork | undefined,
  decision: Extract<EventDecision, { action: "count" }>,
): void {
  const counted: Alert = {
    ...alert,
    severity: decision.severity,
    eventCount: alert.eventCount + 1,
    lastSeenAt: at.receivedAt > alert.lastSeenAt ? at.receivedAt : alert.lastSeenAt,
  };
  plan.alerts.set(at.event.dedupKey, { alert: counted, isNew: plan.alerts.get(at.event.dedupKey)?.isNew ?? false });
  // What a person has set as priority stays; what a rule has set follows the tool.
  const ruled = work?.ticket.meta.priority?.by.kind === "rule" && !endedStatuses.includes(work.ticket.fields.status);
  if (decision.severity === alert.severity || !work || !ruled) return;
  edit(plan, at, work, { priority: priorityOf(at.route, decision.severity) }, "severityChanged");
  recordEvent(plan, at, counted, decision);
}

function clearAlert(
  plan: BatchPlan,
  at: EventAt,
  ids: IdSource,
  alert: Alert,
  work: TicketWork | undefined,
  decision: Extract<EventDecision, { action: "clear" }>,
): void {
  const clearedAt = at.event.clearedAt ?? at.receivedAt;
  const cleared: Alert = { ...alert, condition: "clear", clearedAt, lastSeenAt: at.receivedAt };
  plan.alerts.set(at.event.dedupKey, { alert: cleared, isNew: plan.alerts.get(at.event.dedupKey)?.isNew ?? false });
  if (work && decision.ticket === "resolve") {
    const resolution = `The monitoring tool reported at ${clearedAt.toISOString()} that the condition has cleared.`;
    edit(plan, at, work, { status: "resolved", resolution }, decision.reason);
  } else if (work && decision.ticket === "comment") {
    comment(plan, ids, work.ticket.id, at.receivedAt, `The alert has cleared: ${at.event.title}`);
    plan.tickets.set(work.ticket.id, work);
  }
  recordEvent(plan, at, cleared, decision);
}

function edit(plan: BatchPlan, at: EventAt, work: TicketWork, edits: Partial<TicketFields>, rule: string): void {
  const cause = {
    by: { kind: "rule" as const, rule },
    reason: rule,
    after: at.receivedAt,
    until: at.receivedAt,
    at: at.receivedAt,
  };
  const { ticket, changes } = editTicket(work.ticket, edits, cause);
  plan.tickets.set(ticket.id, { ...work, ticket, changes: [...work.changes, ...changes] });
}

function comment(plan: BatchPlan, ids: IdSource, ticketId: TicketId, at: Date, body: string): void {
  plan.comments.push({
    id: ids.next() as CommentId,
    ticketId,
    rev: 1,
    body,
    format: "plain",
    visibility: "internal",
    authorKind: "automation",
    authorName: "Interdesk",
    by: { kind: "rule", rule: "alertComment" },
    createdAt: at,
  });
}

function recordEvent(plan: BatchPlan, at: EventAt, alert: Alert, decision: EventDecision): void {
  plan.events.push({
    alertId: alert.id,
    at: at.receivedAt,
    deliveryId: at.deliveryId,
    ordinal: at.ordinal,
    episode: alert.episode,
    condition: at.event.condition,
    severity: at.event.severity,
    decision: decision.action,
    reason: decision.reason,
    ticketId: alert.ticketId,
    because: at.route.because,
  });
}
