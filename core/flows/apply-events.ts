import type { ClientId, TicketId } from "../../schemas/ids.ts";
import { applyAbsences } from "../intake/apply-absences.ts";
import { applyAcknowledgements } from "../intake/apply-acknowledgements.ts";
import { isTouched } from "../intake/is-touched.ts";
import type { BatchInput, BatchPlan, EventAt, TicketWork } from "../intake/batch.ts";
import type { Absence } from "../intake/decide-absence.ts";
import { planBatch } from "../intake/plan-batch.ts";
import type { ConnectionLease, QuarantineEntry, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { decideResolutionClock } from "../sla/decide-clock.ts";
import { noteSources } from "./note-sources.ts";

/**
 * Applies a batch of events in one transaction: loads what they are about, lets the rules decide in order, writes the
 * outcome.
 *
 * @param absences alerts of which nothing was heard; decided after the events
 * @returns events that cannot go on, for quarantine
 */
export async function applyEvents(
  deps: World,
  stores: Stores,
  lease: Pick<ConnectionLease, "tenantId" | "connectionId">,
  events: readonly EventAt[],
  wakes: Set<"push" | "read">,
  absences: readonly Absence[] = [],
): Promise<QuarantineEntry[]> {
  const input = await loadBatch(stores, lease, events, absences);
  const plan = planBatch(input, events, deps.ids);
  applyAcknowledgements(input, plan, events, deps.ids);
  applyAbsences(input, plan, absences, { at: deps.clock.now(), ids: deps.ids });
  await savePlan(stores, plan);
  await noteSources(stores, lease.connectionId, input, plan, events);
  for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
  if (plan.links.length > 0 || plan.tickets.size > 0) wakes.add("push");
  return plan.held.map(({ deliveryId, ordinal, detail }) => ({
    connectionId: lease.connectionId,
    deliveryId,
    ordinal,
    linkId: null,
    reason: "unknownClient",
    path: null,
    expected: null,
    detail,
  }));
}

/** Tickets are locked before alerts, as everywhere, so that two transactions cannot wait for each other. */
async function loadBatch(
  stores: Stores,
  lease: Pick<ConnectionLease, "tenantId" | "connectionId">,
  events: readonly EventAt[],
  absences: readonly Absence[],
): Promise<BatchInput> {
  const keys = [...new Set([...events.map(({ event }) => event), ...absences].map(({ dedupKey }) => dedupKey))];
  const connection = await stores.directory.connection(lease.connectionId);
  const found = await stores.alerts.byKeys(lease.connectionId, keys, { lock: false });
  const ticketIds = found.flatMap((alert) => (alert.ticketId === null ? [] : [alert.ticketId]));
  const tickets = ticketIds.length > 0 ? await stores.tickets.lock([...new Set(ticketIds)]) : [];
  const alerts = await stores.alerts.byKeys(lease.connectionId, keys, { lock: true });
  const refs = [...new Set(events.flatMap(({ event }) => (event.clientHint === null ? [] : [event.clientHint])))];
  const clients = await stores.directory.clientsByRef(lease.connectionId, refs);
  const ids = new Set<ClientId>([...clients.values(), ...alerts.map((alert) => alert.clientId)]);
  if (connection?.defaultClientId) ids.add(connection.defaultClientId);
  return {
    connectionId: lease.connectionId,
    alerts: new Map(alerts.map((alert) => [alert.dedupKey, alert])),
    tickets: new Map(
      tickets.map(({ ticket, commented }) => [ticket.id, { ticket, touched: commented || isTouched(ticket) }]),
    ),
    clients,
    defaultClientId: connection?.defaultClientId ?? null,
    clientNames: await stores.directory.clientNames([...ids]),
    desks: await stores.directory.desksOf([...ids]),
    policy: { onClear: connection?.settings["onClear"] === "comment" ? "comment" : "resolve" },
    tenantId: lease.tenantId,
  };
}

async function savePlan(stores: Stores, plan: BatchPlan): Promise<void> {
  const works = [...plan.tickets.values()];
  // A comment is owed to the links like a field: the ticket's revision rises with it.
  const commented = new Set<TicketId>(plan.comments.map((comment) => comment.ticketId));
  const raised = works.map((work) =>
    commented.has(work.ticket.id) && !work.isNew
      ? { ...work, ticket: { ...work.ticket, rev: work.ticket.rev + 1 } }
      : work,
  );
  await stores.tickets.insert(raised.filter((work) => work.isNew).map((work) => work.ticket));
  await stores.tickets.update(raised.filter((work) => !work.isNew).map((work) => work.ticket));
  await stores.tickets.addChanges(raised.flatMap((work) => work.changes));
  await stores.alerts.save([...plan.alerts.values()]);
  await stores.alerts.addFolds(plan.folds);
  await stores.alerts.addEvents(plan.events);
  await stores.links.insert(plan.links);
  await stores.comments.insert(plan.comments);
  await stores.comments.wantCopies(plan.comments, null);
  await stores.links.want(
    raised.map(({ ticket }) => ({ id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority })),
    null,
  );
  await saveClocks(stores, raised);
}

async function saveClocks(stores: Stores, works: readonly TicketWork[]): Promise<void> {
  const moved = works.filter((work) => work.isNew || work.changes.length > 0);
  const starts = await stores.tickets.clockStarts(moved.filter((work) => !work.isNew).map((work) => work.ticket.id));
  const clocks = moved.map(({ ticket, startedAt, changes }) => ({
    ticketId: ticket.id,
    clock: decideResolutionClock(
      ticket,
      starts.get(ticket.id) ?? startedAt ?? ticket.createdAt,
      changes.at(-1)?.at ?? null,
    ),
  }));
  await stores.tickets.saveClocks(clocks);
  const ended = clocks.filter(({ clock }) => clock.stage !== "inProgress");
  for (const { ticketId, clock } of ended) await stores.alerts.closeFolds([ticketId], clock.endedAt ?? clock.startedAt);
}
