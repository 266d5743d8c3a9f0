import { useQueries } from "@tanstack/react-query";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import type { UnknownCustomer } from "./client-queries.ts";

/** A customer as its desk tells of it. */
export interface ToldCustomer {
  name: string;
  /** Clients that are called much like it. */
  suggestions: readonly string[];
}

/**
 * What desks call the customers whose numbers nobody knows here. Each desk is asked once in a while; of one that cannot be asked
 * the numbers stay.
 */
export function useCustomerNames(unknown: readonly UnknownCustomer[], mayAsk: boolean) {
  const desks = [...new Set(unknown.filter(({ records }) => records > 0).map(({ connection }) => connection))];
  const told = useQueries({
    queries: desks.map((name) => ({
      queryKey: ["connections", name, "customers"],
      queryFn: () => ask(api.connections[":name"].customers.$get({ param: { name } })),
      enabled: mayAsk,
      staleTime: 300_000,
      retry: false,
    })),
  });
  return ({ connection, externalId }: Pick<UnknownCustomer, "connection" | "externalId">): ToldCustomer | undefined =>
    told[desks.indexOf(connection)]?.data?.find((one) => one.externalId === externalId);
}
