import type { Delivery } from "../../schemas/delivery.ts";
import type { ClientId, DeliveryId, ExternalId, TicketId } from "../../schemas/ids.ts";
import { type BatchInput, type BatchPlan, type EventAt, planBatch } from "../intake/plan-batch.ts";
import { isTouched } from "../intake/is-touched.ts";
import type { InboundAdapter, ParsedDelivery } from "../ports/inbound.ts";
import type { ConnectionLease, QuarantineEntry, Stores, TakenDelivery, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { decideResolutionClock } from "../sla/decide-clock.ts";

/** Work on one delivery may begin this often; a process that died with it each time will not get it again. */
const mostAttempts = 3;
const batchLimit = { rows: 500, bytes: 8_000_000 };

export interface TakeDeps extends World {
  unit: UnitOfWork;
  adapter: InboundAdapter;
  /** Whether an error of the database or network passes by itself. */
  isTransient: (error: unknown) => boolean;
}

export interface TakenSummary {
  deliveries: number;
  /** Whether links, hints or nothing became due. */
  wakes: ReadonlySet<"push" | "read">;
  more: boolean;
}

interface Readable {
  delivery: Delivery;
  ordinals: readonly number[] | null;
  parsed: ParsedDelivery;
}

/** Takes the next open deliveries of a leased connection through parsing, rules and one transaction. */
export async function takeDeliveries(deps: TakeDeps, lease: ConnectionLease): Promise<TakenSummary> {
  const taken = await deps.unit.inTenant(lease.tenantId, (stores) =>
    stores.deliveries.takeOpen(lease.connectionId, batchLimit),
  );
  if (taken.length === 0) return { deliveries: 0, wakes: new Set(), more: false };
  const { readable, refused } = sortOut(deps, lease, taken);
  try {
    const wakes = await applyOrIsolate(deps, lease, readable, refused);
    return { deliveries: taken.length, wakes, more: true };
  } catch (cause) {
    await giveBack(deps, lease, taken);
    throw cause;
  }
}

/** An attempt counts only if the process died with it; a database that was away is nobody's fault. */
async function giveBack(deps: TakeDeps, lease: ConnectionLease, taken: readonly TakenDelivery[]): Promise<void> {
  const ids = taken.map(({ delivery }) => delivery.id);
  try {
    await deps.unit.inTenant(lease.tenantId, (stores) => stores.deliveries.giveBack(lease.connectionId, ids));
  } catch (cause) {
    deps.log.warn({ connection: lease.connectionId, err: cause }, "attempts could not be given back");
  }
}

/** Parses each by itself: one that cannot be read harms no other. */
function sortOut(
  deps: TakeDeps,
  lease: ConnectionLease,
  taken: readonly TakenDelivery[],
): { readable: Readable[]; refused: Refused[] } {
  const readable: Readable[] = [];
  const refused: Refused[] = [];
  for (const { delivery, attempts, ordinals } of taken) {
    if (attempts >= mostAttempts) {
      const detail = `Work on this delivery was begun ${attempts} times and never ended: it may have ended the process.`;
      refused.push({ delivery, entry: buildEntry(lease, delivery, "crashed", detail) });
      continue;
    }
    const result = parseSafely(deps.adapter, delivery);
    if (result.ok) readable.push({ delivery, ordinals, parsed: result.value });
    else {
      const { path, expected, detail } = result.error;
      refused.push({ delivery, entry: { ...buildEntry(lease, delivery, "unreadable", detail), path, expected } });
    }
  }
  return { readable, refused };
}

interface Refused {
  delivery: Delivery;
  entry: QuarantineEntry;
}

function parseSafely(adapter: InboundAdapter, delivery: Delivery): ReturnType<InboundAdapter["parse"]> {
  try {
    return adapter.parse(delivery);
  } catch (cause) {
    const detail = `The connector failed on this body: ${cause instanceof Error ? cause.message : "unknown error"}.`;
    return { ok: false, error: { path: "", expected: "a body that the connector can read", detail } };
  }
}

function buildEntry(
  lease: ConnectionLease,
  delivery: Delivery,
  reason: QuarantineEntry["reason"],
  detail: string,
): QuarantineEntry {
  return {
    connectionId: lease.connectionId,
    deliveryId: delivery.id,
    ordinal: null,
    linkId: null,
    reason,
    path: null,
    expected: null,
    detail,
  };
}

/** All in one transaction; if that fails for good, each alone, and the culprit goes to quarantine. */
async function applyOrIsolate(
  deps: TakeDeps,
  lease: ConnectionLease,
  readable: readonly Readable[],
  refused: readonly Refused[],
): Promise<Set<"push" | "read">> {
  try {
    return await deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, readable, refused));
  } catch (cause) {
    if (deps.isTransient(cause)) throw cause;
    deps.log.error(
      { connection: lease.connectionId, err: cause },
      "a batch of deliveries failed; taking them one by one",
    );
  }
  const wakes = new Set<"push" | "read">();
  await deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, [], refused));
  for (const one of readable) {
    for (const wake of await applyAlone(deps, lease, one)) wakes.add(wake);
  }
  return wakes;
}

async function applyAlone(deps: TakeDeps, lease: ConnectionLease, one: Readable): Promise<Set<"push" | "read">> {
  try {
    return await deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, [one], []));
  } catch (cause) {
    if (deps.isTransient(cause)) throw cause;
    const detail = `It could not be applied: ${cause instanceof Error ? cause.message : "unknown error"}.`;
    const refused = [{ delivery: one.delivery, entry: buildEntry(lease, one.delivery, "failed", detail) }];
    return deps.unit.inTenant(lease.tenantId, (stores) => applyBatch(deps, stores, lease, [], refused));
  }
}

/** Thrown when another worker took the connection over: the transaction is void, and that worker does it again. */
export class LeaseLost extends Error {}

async function applyBatch(
  deps: TakeDeps,
  stores: Stores,
  lease: ConnectionLease,
  readable: readonly Readable[],
  refused: readonly Refused[],
): Promise<Set<"push" | "read">> {
  if (!(await stores.deliveries.holdLease(lease))) throw new LeaseLost("the lease of the connection was taken over");
  const fresh = await dropDuplicates(stores, lease, readable);
  const wakes = new Set<"push" | "read">();
  const hints = fresh.flatMap(({ parsed }) =>
    parsed.items.flatMap((item) => (item.kind === "hint" ? [item.externalId] : [])),
  );
  if (hints.length > 0) {
    await stores.hints.add(
      lease.connectionId,
      [...new Set<ExternalId>(hints)],
      fresh.at(-1)?.delivery.traceparent ?? null,
    );
    wakes.add("read");
  }
  const events = fresh.flatMap(toEvents);
  const held =
    events.length > 0
      ? await applyEvents(deps, stores, lease, events, wakes, fresh.at(-1)?.delivery.traceparent ?? null)
      : [];
  await stores.deliveries.quarantine([...refused.map(({ entry }) => entry), ...held]);
  await closeAll(stores, lease, readable, fresh, refused);
  return wakes;
}

function toEvents({ delivery, ordinals, parsed }: Readable): EventAt[] {
  return parsed.items.flatMap((item, ordinal) =>
    item.kind === "event" && (ordinals === null || ordinals.includes(ordinal))
      ? [{ event: item.event, deliveryId: delivery.id, ordinal, receivedAt: delivery.receivedAt }]
      : [],
  );
}

/** Duplicates by the vendor's own delivery id, and deliveries that were applied before. */
async function dropDuplicates(
  stores: Stores,
  lease: ConnectionLease,
  readable: readonly Readable[],
): Promise<readonly Readable[]> {
  if (readable.length === 0) return [];
  const keys = readable.flatMap(({ delivery, parsed }) =>
    parsed.deliveryKey === null ? [] : [{ key: parsed.deliveryKey, deliveryId: delivery.id }],
  );
  const seen = keys.length > 0 ? await stores.deliveries.rememberKeys(lease.connectionId, keys) : new Set<DeliveryId>();
  const applied = await stores.deliveries.appliedBefore(readable.map(({ delivery }) => delivery.id));
  return readable.filter(({ delivery, ordinals }) => !seen.has(delivery.id) && (ordinals !== null || !applied.has(delivery.id)));
}

async function closeAll(
  stores: Stores,
  lease: ConnectionLease,
  readable: readonly Readable[],
  fresh: readonly Readable[],
  refused: readonly Refused[],
): Promise<void> {
  const applied = new Set(fresh.map(({ delivery }) => delivery.id));
  await stores.deliveries.close(lease.connectionId, [
    ...readable.map(({ delivery, parsed }) => ({
      delivery,
      outcome: applied.has(delivery.id) ? ("applied" as const) : ("duplicate" as const),
      items: parsed.items.length,
      detail: null,
    })),
    ...refused.map(({ delivery, entry }) => ({
      delivery,
      outcome: "quarantined" as const,
      items: 0,
      detail: entry.detail,
    })),
  ]);
}

async function applyEvents(
  deps: TakeDeps,
  stores: Stores,
  lease: ConnectionLease,
  events: readonly EventAt[],
  wakes: Set<"push" | "read">,
  traceparent: string | null,
): Promise<QuarantineEntry[]> {
  const input = await loadBatch(stores, lease, events);
  const plan = planBatch(input, events, deps.ids);
  await savePlan(stores, plan, traceparent);
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
async function loadBatch(stores: Stores, lease: ConnectionLease, events: readonly EventAt[]): Promise<BatchInput> {
  const keys = [...new Set(events.map(({ event }) => event.dedupKey))];
  const connection = await stores.alerts.connection(lease.connectionId);
  const found = await stores.alerts.byKeys(lease.connectionId, keys, { lock: false });
  const ticketIds = found.flatMap((alert) => (alert.ticketId === null ? [] : [alert.ticketId]));
  const tickets = ticketIds.length > 0 ? await stores.tickets.lock([...new Set(ticketIds)]) : [];
  const alerts = await stores.alerts.byKeys(lease.connectionId, keys, { lock: true });
  const refs = [...new Set(events.flatMap(({ event }) => (event.clientHint === null ? [] : [event.clientHint])))];
  const clients = await stores.alerts.clientsByRef(lease.connectionId, refs);
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
    desks: await stores.alerts.desksOf([...ids]),
    policy: { onClear: connection?.settings["onClear"] === "comment" ? "comment" : "resolve" },
    tenantName: connection?.tenantName ?? "",
  };
}

async function savePlan(stores: Stores, plan: BatchPlan, traceparent: string | null): Promise<void> {
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
  await stores.links.insert(plan.links, traceparent);
  await stores.comments.insert(plan.comments);
  await stores.comments.wantCopies(plan.comments, null);
  await stores.links.want(
    raised.map(({ ticket }) => ({ id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority })),
    null,
  );
  await saveClocks(stores, raised);
}

async function saveClocks(
  stores: Stores,
  works: readonly (BatchPlan["tickets"] extends Map<TicketId, infer W> ? W : never)[],
): Promise<void> {
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
