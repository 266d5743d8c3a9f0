import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ClientId, DeliveryId } from "../../schemas/ids.ts";
import type { EventAt } from "../intake/batch.ts";
import { planBatch } from "../intake/plan-batch.ts";
import { defaultWishes } from "../intake/wishes.ts";
import type { ConnectionLease, IntakeConnection, QuarantineEntry, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { saveIntake } from "./save-intake.ts";

/** An event as it came. */
export interface Arrival {
  event: MonitorEvent;
  deliveryId: DeliveryId;
  ordinal: number;
  receivedAt: Date;
  traceparent: string | null;
}

/**
 * Applies a batch of events in one transaction: finds whose they are, loads what they are about, lets the rules decide in
 * order, writes the outcome.
 *
 * @returns events that cannot go on, for quarantine
 */
export async function applyEvents(
  deps: World,
  stores: Stores,
  lease: ConnectionLease,
  arrivals: readonly Arrival[],
  wakes: Set<"push" | "read">,
): Promise<QuarantineEntry[]> {
  const { connectionId, tenantId } = lease;
  const connection = await stores.directory.connection(connectionId);
  const refs = [...new Set(arrivals.flatMap(({ event }) => event.clientHint ?? []))];
  const clients = await stores.directory.clientsByRef(connectionId, refs);
  const events = arrivals.map((arrival) => placeEvent(lease, connection, clients, arrival));
  const keys = [...new Set(arrivals.map(({ event }) => event.dedupKey))];
  const input = await loadIntake(stores, tenantId, events, (lock) =>
    stores.alerts.byKeys(connectionId, keys, { lock }),
  );
  const plan = planBatch(input, events, deps.ids);
  await saveIntake(stores, plan);
  for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
  if (plan.links.length > 0 || plan.tickets.size > 0) wakes.add("push");
  return plan.held.map(({ deliveryId, ordinal, detail }) => ({
    connectionId,
    deliveryId,
    ordinal,
    linkId: null,
    reason: "unknownClient",
    path: null,
    expected: null,
    detail,
  }));
}

/** Whose it is, and what is wished for it. */
function placeEvent(
  { connectionId }: ConnectionLease,
  connection: IntakeConnection | undefined,
  clients: ReadonlyMap<string, ClientId>,
  { event, deliveryId, ordinal, receivedAt, traceparent }: Arrival,
): EventAt {
  const mapped = event.clientHint === null ? undefined : clients.get(event.clientHint);
  const id = mapped ?? connection?.defaultClientId ?? undefined;
  const unknown =
    event.clientHint === null ? "The alert names no client." : `The client "${event.clientHint}" is not mapped.`;
  return {
    event,
    connectionId,
    delivery: { id: deliveryId, ordinal },
    receivedAt,
    traceparent,
    client: id === undefined ? { unknown } : { id },
    wishes: wishesOf(connection),
  };
}

export function wishesOf(connection: IntakeConnection | undefined): EventAt["wishes"] {
  return { ...defaultWishes, onClear: connection?.settings["onClear"] === "comment" ? "comment" : "resolve" };
}
