import type { Alert } from "../../schemas/alert.ts";
import type { EventAt } from "./batch.ts";

/** What one delivery says, in the order in which the deliveries came. */
export interface DeliveredEvents {
  delivery: Pick<EventAt, "deliveryId" | "receivedAt" | "traceparent">;
  events: readonly EventAt[];
  /** All that fires there; what it does not name is over. */
  isWhole: boolean;
}

type Open = Pick<Alert, "title" | "severity" | "raisedAt" | "lastSeenAt">;

/**
 * The events with an end for each alert that a full list does not name any more.
 *
 * @param open alerts of the connection that are not clear, by key, as left by the deliveries before
 * @returns the events in order; an end stands behind the list that does not name its alert, and its ordinal behind the list's items.
 *   A list that is older than the last sight of an alert says nothing of it
 */
export function endAbsent(open: readonly Alert[], deliveries: readonly DeliveredEvents[]): EventAt[] {
  const known = new Map<string, Open>(open.map((alert) => [alert.dedupKey, alert]));
  return deliveries.flatMap(({ delivery, events, isWhole }) => {
    for (const { event, receivedAt } of events) {
      if (event.condition === "firing") known.set(event.dedupKey, { ...event, lastSeenAt: receivedAt });
      else known.delete(event.dedupKey);
    }
    if (!isWhole) return events;
    const listed = new Set(events.map(({ event }) => event.dedupKey));
    const over = [...known].filter(([key, { lastSeenAt }]) => !listed.has(key) && lastSeenAt <= delivery.receivedAt);
    for (const [key] of over) known.delete(key);
    return [...events, ...over.map(([key, alert], index) => buildEnd(delivery, key, alert, events.length + index))];
  });
}

function buildEnd(delivery: DeliveredEvents["delivery"], dedupKey: string, alert: Open, ordinal: number): EventAt {
  return {
    ...delivery,
    ordinal,
    event: {
      dedupKey,
      episodeId: null,
      condition: "clear",
      severity: alert.severity,
      title: alert.title,
      description: null,
      raisedAt: alert.raisedAt,
      clearedAt: delivery.receivedAt,
      clientHint: null,
      resource: null,
      service: null,
      url: null,
      labels: {},
      heartbeat: false,
    },
  };
}
