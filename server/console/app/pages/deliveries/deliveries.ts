import type { InferResponseType } from "hono/client";
import type { api } from "../../data/api.ts";

export type Delivery = InferResponseType<typeof api.deliveries.$get, 200>[number];
export type Detail = InferResponseType<(typeof api.deliveries)[":id"]["$get"], 200>;
export type Quarantined = InferResponseType<typeof api.quarantine.$get, 200>[number];

export const outcomes = ["open", "applied", "duplicate", "quarantined"] as const;
export type Outcome = (typeof outcomes)[number];

export function outcomeOf({ outcome }: { outcome: string }): Outcome {
  return outcomes.find((one) => one === outcome) ?? "open";
}

export const spans = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
export type Span = keyof typeof spans;

export interface DeliveryFilter {
  connection?: string | undefined;
  outcome?: Outcome | undefined;
  since?: Span | undefined;
}
