import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";

type TicketRoute = (typeof api.tickets)[":id"];
export type TicketView = InferResponseType<TicketRoute["$get"], 200>;
export type TicketSides = InferResponseType<TicketRoute["sides"]["$get"], 200>;
export type TicketSla = InferResponseType<TicketRoute["sla"]["$get"], 200>;
export type TimelineEntry = TicketView["timeline"][number];
export type TicketAlert = TicketView["alerts"][number];
export type RecordOfTicket = TicketSides["records"][number];
export type SideOfRecord = NonNullable<RecordOfTicket["sides"]>[number];
export type ExplainedClock = TicketSla["clocks"][number];

/** A ticket with all that led to it. @param id its id, code, or number in a desk */
export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: () => ask(api.tickets[":id"].$get({ param: { id } })),
  });

export const sidesQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id, "sides"],
    queryFn: () => ask(api.tickets[":id"].sides.$get({ param: { id } })),
  });

/** Read anew each minute as well: what lies ahead changes with the time alone. */
export const slaQuery = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id, "sla"],
    queryFn: () => ask(api.tickets[":id"].sla.$get({ param: { id } })),
    refetchInterval: 60_000,
  });
