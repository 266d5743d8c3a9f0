import type { Delivery } from "../../schemas/delivery.ts";
import type { EventAt } from "../intake/batch.ts";
import { endAbsent } from "../intake/end-absent.ts";
import type { ParsedDelivery } from "../ports/inbound.ts";
import type { ConnectionLease, Stores } from "../ports/stores.ts";

export interface ReadableDelivery {
  delivery: Delivery;
  ordinals: readonly number[] | null;
  parsed: ParsedDelivery;
}

/** What the deliveries say; and where one is a full list, what is over since it names it no more. */
export async function listEvents(
  stores: Stores,
  { connectionId }: ConnectionLease,
  fresh: readonly ReadableDelivery[],
): Promise<EventAt[]> {
  const delivered = fresh.map((one) => ({
    delivery: {
      deliveryId: one.delivery.id,
      receivedAt: one.delivery.receivedAt,
      traceparent: one.delivery.traceparent,
    },
    events: toEvents(one),
    // Of a replay of held items the others are not looked at again.
    isWhole: one.parsed.isWhole === true && one.ordinals === null,
  }));
  if (!delivered.some(({ isWhole }) => isWhole)) return delivered.flatMap(({ events }) => events);
  return endAbsent(await stores.alerts.open(connectionId), delivered);
}

function toEvents({ delivery, ordinals, parsed }: ReadableDelivery): EventAt[] {
  return parsed.items.flatMap((item, ordinal) =>
    item.kind === "event" && (ordinals === null || ordinals.includes(ordinal))
      ? [
          {
            event: item.event,
            deliveryId: delivery.id,
            ordinal,
            receivedAt: delivery.receivedAt,
            traceparent: delivery.traceparent,
          },
        ]
      : [],
  );
}
