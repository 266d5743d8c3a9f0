import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";

export type SavedPlan = InferResponseType<typeof api.sla.$get, 200>;

/** Kept as it was read while somebody works on it: what others save meanwhile is told when one saves. */
export const planQuery = queryOptions({
  queryKey: ["sla", "plan"],
  queryFn: () => ask(api.sla.$get()),
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnMount: "always",
});
export const versionsQuery = queryOptions({
  queryKey: ["sla", "versions"],
  queryFn: () => ask(api.sla.versions.$get({ query: { limit: "50" } })),
});
