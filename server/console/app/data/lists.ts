import type { InferRequestType, InferResponseType } from "hono/client";
import { api } from "./api.ts";
import { ask, askPage } from "./ask.ts";
import type { Page } from "./use-pages.ts";

export type TicketRow = InferResponseType<typeof api.tickets.$get, 200>[number];
export type TicketQuery = InferRequestType<typeof api.tickets.$get>["query"];
export type AlertRow = InferResponseType<typeof api.alerts.$get, 200>[number];
export type AlertQuery = InferRequestType<typeof api.alerts.$get>["query"];
export type Overview = InferResponseType<typeof api.overview.$get, 200>;

/** As many as come at once: what a page shows, and some more. */
const perPage = "200";

export async function readTickets(query: TicketQuery, cursor: string | undefined): Promise<Page<TicketRow>> {
  return askPage(
    api.tickets.$get({ query: { limit: perPage, ...query, ...(cursor === undefined ? {} : { cursor }) } }),
  );
}

export async function readAlerts(query: AlertQuery, cursor?: string): Promise<Page<AlertRow>> {
  return askPage(api.alerts.$get({ query: { limit: perPage, ...query, ...(cursor === undefined ? {} : { cursor }) } }));
}

/** What needs somebody now. How connections do is in no stream, so it is asked for again every ten seconds. */
export const overviewQuery = {
  queryKey: ["overview"],
  queryFn: () => ask(api.overview.$get()),
  refetchInterval: 10_000,
} as const;

/** Names by which lists are narrowed. */
export const choicesQuery = {
  queryKey: ["choices"],
  queryFn: () => ask(api.choices.$get()),
  staleTime: 60_000,
} as const;
