import { type DeliveryFilter, outcomes, type Span, spans } from "./deliveries.ts";

export const deliveryTabs = ["all", "quarantine", "notices"] as const;

export interface DeliverySearch extends DeliveryFilter {
  tab?: (typeof deliveryTabs)[number] | undefined;
}

/** What stands in the address of the list; the unknown is dropped. */
export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  const { connection, outcome, since, tab } = search;
  return {
    tab: deliveryTabs.find((one) => one === tab && one !== "all"),
    connection: typeof connection === "string" && connection !== "" ? connection : undefined,
    outcome: outcomes.find((one) => one === outcome),
    since: (Object.keys(spans) as Span[]).find((one) => one === since),
  };
}
