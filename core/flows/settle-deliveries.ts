import type { Delivery } from "../../schemas/delivery.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { InboundAdapter, Settled } from "../ports/inbound.ts";
import type { TakenDelivery } from "../ports/stores.ts";

export interface SettledDeliveries {
  settled: readonly TakenDelivery[];
  unverified: readonly { delivery: Delivery; detail: string }[];
  /** The first that its vendor could not be asked about, and all after it: order within a connection is kept. */
  waiting?: { deliveries: readonly TakenDelivery[]; error: ConnectorError };
}

/** Lets the connector do at the vendor what its deliveries need, one after the other. */
export async function settleDeliveries(
  { settle }: Pick<InboundAdapter, "settle">,
  taken: readonly TakenDelivery[],
): Promise<SettledDeliveries> {
  if (!settle) return { settled: taken, unverified: [] };
  const settled: TakenDelivery[] = [];
  const unverified: { delivery: Delivery; detail: string }[] = [];
  for (const [index, one] of taken.entries()) {
    const outcome: Settled = await settle(one.delivery);
    if (outcome.kind === "later")
      return { settled, unverified, waiting: { deliveries: taken.slice(index), error: outcome.error } };
    if (outcome.kind === "refused") unverified.push({ delivery: one.delivery, detail: outcome.detail });
    else settled.push(one);
  }
  return { settled, unverified };
}
