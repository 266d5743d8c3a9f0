import type { InferResponseType } from "hono/client";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";

export type Connection = InferResponseType<typeof api.connections.$get, 200>[number];
export type Connector = InferResponseType<typeof api.connectors.$get, 200>[number];
export type Kind = Connection["kind"];
export const kinds = ["desk", "monitor", "pager"] as const;

/** How a connection is named in a path; a name may hold whatever somebody typed. */
export const named = (name: string) => ({ param: { name: encodeURIComponent(name) } });

/** What is not in the stream of changes is read again every ten seconds. */
const everyMs = 10_000;

export const connectionsQuery = {
  queryKey: ["connections"],
  queryFn: () => ask(api.connections.$get()),
  refetchInterval: everyMs,
} as const;

export const connectorsQuery = {
  queryKey: ["connectors"],
  queryFn: () => ask(api.connectors.$get()),
  staleTime: Number.POSITIVE_INFINITY,
} as const;

export const connectionQuery = (name: string) =>
  ({
    queryKey: ["connections", name],
    queryFn: () => ask(api.connections[":name"].$get(named(name))),
    refetchInterval: everyMs,
  }) as const;

/** Vendors that the hub simulates; only admins may ask. */
export const simulatorsQuery = {
  queryKey: ["simulators"],
  queryFn: () => ask(api.simulators.$get()),
  refetchInterval: everyMs,
} as const;

/** How many are not counted any further. */
export const mostWaiting = 1_000;
