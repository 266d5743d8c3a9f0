import type { ClientId, DeliveryId, TicketId } from "../../schemas/ids.ts";
import { isTouched } from "../intake/is-touched.ts";
import type { ArrivedEvent, BatchInput, BatchPlan, EventAt, TicketWork } from "../intake/batch.ts";
import { planBatch } from "../intake/plan-batch.ts";
import { describeDropped } from "../intake/describe-dropped.ts";
import { applyRoute } from "../intake/route.ts";
import type { ConnectionLease, IntakeConnection, QuarantineEntry, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { decideResolutionClock } from "../sla/decide-clock.ts";
import { loadRules, routeEvents } from "./route-events.ts";

export interface AppliedEvents {
  /** Events that cannot go on, for quarantine. */
  held: QuarantineEntry[];
  /** Of deliveries with events that a rule has dropped: which rule, and why. */
  dropped: ReadonlyMap<DeliveryId, string>;
}

/**
 * Applies a batch of events in one transaction: loads what they are about, lets the rules decide in order, writes the
 * outcome.
 */
export async function applyEvents(
  deps: World,
  stores: Stores,
  lease: ConnectionLease,
  arrived: readonly ArrivedEvent[],
  wakes: Set<"push" | "read">,
): Promise<AppliedEvents> {
  const connection = await stores.directory.connection(lease.connectionId);
  const events = await routeAll(stores, lease, connection, arrived);
  const input = await loadBatch(stores, lease, connection, events);
  const plan = planBatch(input, events, deps.ids);
  await savePlan(stores, plan);
  for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
  if (plan.links.length > 0 || plan.tickets.size > 0) wakes.add("push");
  const held = plan.held.map(({ deliveryId, ordinal, detail, clientHint }) => ({
    connectionId: lease.connectionId,
    deliveryId,
    ordinal,
    linkId: null,
    clientHint,
    reason: "unknownClient" as const,
    path: null,
    expected: null,
    detail,
  }));
  return { held, dropped: describeDropped(events) };
}

/** What the rules say of each, before anything else; they are counted where they matched. */
async function routeAll(
  stores: Stores,
  { tenantId, connectionId }: ConnectionLease,
  connection: IntakeConnection | undefined,
  arrived: readonly ArrivedEvent[],
): Promise<EventAt[]> {
  const rules = await loadRules(stores, tenantId);
  const place = { connectionId, connection: connection ?? { name: "", connector: "", defaultClientId: null } };
  const routes = await routeEvents(
    stores,
    rules,
    place,
    arrived.map(({ event }) => event),
  );
  const times = new Map<string, number>();
  for (const ruleId of routes.flatMap(({ matched }) => matched)) times.set(ruleId, (times.get(ruleId) ?? 0) + 1);
  await stores.intake.countRules(connectionId, times);
  return arrived.flatMap((at, index) => {
    const route = routes[index];
    return route ? [{ ...at, event: applyRoute(at.event, route), route }] : [];
  });
}

/** Tickets are locked before alerts, as everywhere, so that two transactions cannot wait for each other. */
async function loadBatch(
  stores: Stores,
  lease: ConnectionLease,
  connection: IntakeConnection | undefined,
  events: readonly EventAt[],
): Promise<BatchInput> {
  const keys = [...new Set(events.map(({ event }) => event.dedupKey))];
  const found = await stores.alerts.byKeys(lease.connectionId, keys, { lock: false });
  const ticketIds = found.flatMap((alert) => (alert.ticketId === null ? [] : [alert.ticketId]));
  const tickets = ticketIds.length > 0 ? await stores.tickets.lock([...new Set(ticketIds)]) : [];
  const alerts = await stores.alerts.byKeys(lease.connectionId, keys, { lock: true });
  const routed = events.flatMap(({ route }) => (route.clientId === null ? [] : [route.clientId]));
  const ids = new Set<ClientId>([...routed, ...alerts.map((alert) => alert.clientId)]);
  return {
    connectionId: lease.connectionId,
    alerts: new Map(alerts.map((alert) => [alert.dedupKey, alert])),
    tickets: new Map(
      tickets.map(({ ticket, commented }) => [ticket.id, { ticket, touched: commented || isTouched(ticket) }]),
    ),
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
