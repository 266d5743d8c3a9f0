import type { EventAt } from "./batch.ts";
import type { BatchWork } from "./batch-work.ts";

/** It waits until somebody says whose it is. */
export function holdUnknown(work: BatchWork, { event: { clientHint }, delivery, route }: EventAt): void {
  const named = clientHint === null ? "The alert names no client" : `The client "${clientHint}" is not mapped`;
  const detail = `${named}. Tried: ${route.client.detail}.`;
  const place = { deliveryId: delivery?.id ?? null, ordinal: delivery?.ordinal ?? null };
  work.plan.held.push({ ...place, reason: "unknownClient", detail, clientHint });
}

/** Whether it may open a ticket, or wait for one: a replay of what is old may join one at the most. */
export function mayOpen({ delivery }: Pick<EventAt, "delivery">): boolean {
  return delivery === null || delivery.opens;
}

/** It goes back to quarantine, from where a person can let it open its ticket all the same. */
export function holdOld(work: BatchWork, { event: { clientHint }, delivery, receivedAt }: EventAt): void {
  const detail = `It came at ${receivedAt.toISOString()}, more than 24 hours before it was replayed, so it opened no ticket. To let it: interdesk deliveries replay ${delivery?.id ?? ""} --open-old`;
  const place = { deliveryId: delivery?.id ?? null, ordinal: delivery?.ordinal ?? null };
  work.plan.held.push({ ...place, reason: "tooOld", detail, clientHint });
  work.tally("tooOldToOpen");
}
