import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";

export type ClientRow = InferResponseType<typeof api.clients.$get, 200>[number];
export type UnknownCustomer = InferResponseType<typeof api.clients.unknown.$get, 200>[number];

/** How many tickets and alerts each has changes all the time. */
export const clientsQuery = queryOptions({
  queryKey: ["clients"],
  queryFn: () => ask(api.clients.$get()),
  refetchInterval: 10_000,
});
export const unknownQuery = queryOptions({
  queryKey: ["clients", "unknown"],
  queryFn: () => ask(api.clients.unknown.$get()),
  refetchInterval: 10_000,
});
