import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../data/api.ts";
import { askPage } from "../../data/ask.ts";
import { type DeliveryFilter, spans } from "./deliveries.ts";

/** Deliveries page by page, the newest first, and read again every ten seconds. */
export function useDeliveries(filter: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: ["deliveries", filter],
    queryFn: ({ pageParam }) =>
      askPage(
        api.deliveries.$get({
          query: {
            limit: "100",
            ...(filter.connection === undefined ? {} : { connection: filter.connection }),
            ...(filter.outcome === undefined ? {} : { outcome: filter.outcome }),
            ...(filter.since === undefined ? {} : { since: new Date(Date.now() - spans[filter.since]).toISOString() }),
            ...(pageParam === undefined ? {} : { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 10_000,
  });
}
