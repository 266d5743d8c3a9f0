import type { Delivery } from "../../schemas/delivery.ts";
import type { ConnectionId } from "../../schemas/ids.ts";
import type { ArrivedEvent } from "../intake/batch.ts";
import { type FiringAlert, listAbsent } from "../intake/list-absent.ts";
import type { ParsedDelivery } from "../ports/inbound.ts";
import type { Stores } from "../ports/stores.ts";

/** A delivery that was understood. */
export interface ReadDelivery {
  delivery: Delivery;
  /** Only these items count; null = all. */
  ordinals: readonly number[] | null;
  /** Whether its events may open tickets. */
  opens: boolean;
  parsed: ParsedDelivery;
}

/** Events of deliveries in order, with the ends of what their full scans no longer find. */
export async function listEvents(
  { alerts }: Pick<Stores, "alerts">,
  connectionId: ConnectionId,
  read: readonly ReadDelivery[],
): Promise<ArrivedEvent[]> {
  const prefixes = read.flatMap(({ parsed }) => (parsed.scans ?? []).map(({ keyPrefix }) => keyPrefix));
  const found = prefixes.length > 0 ? await alerts.firingBy(connectionId, [...new Set(prefixes)]) : [];
  const firing = new Map<string, FiringAlert>(found.map((alert) => [alert.dedupKey, alert]));
  return read.flatMap((one) => {
    const told = toEvents(one);
    const events = [...told, ...listEnds(one, told, firing)];
    if (prefixes.length > 0) for (const event of events) follow(firing, event);
    return events;
  });
}

/** A replay of single items is no scan. */
function listEnds(
  { delivery, ordinals, opens, parsed }: ReadDelivery,
  told: readonly ArrivedEvent[],
  firing: ReadonlyMap<string, FiringAlert>,
): ArrivedEvent[] {
  if (ordinals !== null) return [];
  const keys = new Set(told.map(({ event }) => event.dedupKey));
  const { id: deliveryId, receivedAt, traceparent } = delivery;
  const ended = (parsed.scans ?? []).flatMap((scan) => listAbsent(scan, keys, firing, receivedAt));
  return ended.map((event, index) => ({
    event,
    deliveryId,
    ordinal: parsed.items.length + index,
    opens,
    receivedAt,
    traceparent,
  }));
}

/** What fires after an event, for the deliveries after it in the same batch. */
function follow(firing: Map<string, FiringAlert>, { event, receivedAt }: ArrivedEvent): void {
  if (event.condition === "clear") firing.delete(event.dedupKey);
  else firing.set(event.dedupKey, { ...event, lastSeenAt: receivedAt });
}

function toEvents({ delivery, ordinals, opens, parsed }: ReadDelivery): ArrivedEvent[] {
  return parsed.items.flatMap((item, ordinal) =>
    item.kind === "event" && (ordinals === null || ordinals.includes(ordinal))
      ? [
          {
            event: item.event,
            deliveryId: delivery.id,
            ordinal,
            opens,
            receivedAt: delivery.receivedAt,
            traceparent: delivery.traceparent,
          },
        ]
      : [],
  );
}
