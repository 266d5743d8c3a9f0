import type { Context } from "hono";
import { closedStatuses } from "./lists.ts";
import { isTrue, numbersOf } from "./read-body.ts";
import type { SimulatorState, Ticket } from "./state.ts";

/** Database names of dates for `datesearch`, one of them misspelled as there. */
const dates: Readonly<Record<string, (ticket: Ticket) => Date | null>> = {
  dateoccured: ({ createdAt }) => createdAt,
  datecleared: ({ closedAt }) => closedAt,
};

/** UTC, with or without saying so. */
function toMs(text: string): number {
  return new Date(/[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`).getTime();
}

/** Tickets that pass the filters that are known, in the order asked for; other parameters are passed over. */
export function queryTickets(state: SimulatorState, context: Context): Ticket[] {
  const filters = listFilters(state, context);
  const found = [...state.tickets.values()].filter((ticket) => filters.every((filter) => filter(ticket)));
  const order = context.req.query("order") ?? "id";
  const key = (ticket: Ticket) => (/^last_?update$/i.test(order) ? ticket.updatedAt.getTime() : ticket.id);
  // Without a word on order the newest come first.
  const falls = context.req.query("order") === undefined || isTrue(context, "orderdesc");
  return found.toSorted((a, b) => (falls ? key(b) - key(a) : key(a) - key(b)));
}

function listFilters(state: SimulatorState, context: Context): ((ticket: Ticket) => boolean)[] {
  const query = (name: string) => context.req.query(name);
  const filters: ((ticket: Ticket) => boolean)[] = [];
  const wantsDeleted = isTrue(context, "deleted");
  filters.push((ticket) => ticket.deleted === wantsDeleted);
  if (isTrue(context, "open_only")) filters.push((ticket) => !closedStatuses.includes(ticket.statusId));
  if (isTrue(context, "closed_only")) filters.push((ticket) => closedStatuses.includes(ticket.statusId));
  const lists: readonly [string, (ticket: Ticket) => number][] = [
    ["ticketids", ({ id }) => id],
    ["client_id", ({ clientId }) => clientId],
    ["client_ids", ({ clientId }) => clientId],
    ["agent_id", ({ agentId }) => agentId],
    ["status_id", ({ statusId }) => statusId],
    ["status", ({ statusId }) => statusId],
    ["requesttype", ({ typeId }) => typeId],
  ];
  for (const [name, read] of lists) {
    const wanted = numbersOf(context, name);
    if (wanted) filters.push((ticket) => wanted.includes(read(ticket)));
  }
  const excluded = numbersOf(context, "excludethese");
  if (excluded) filters.push(({ id }) => !excluded.includes(id));
  const from = query("lastupdatefromdate");
  if (from !== undefined && !state.quirks.ignoreUpdateFilter)
    filters.push(({ updatedAt }) => updatedAt.getTime() >= toMs(from));
  const until = query("lastupdatetodate");
  if (until !== undefined) filters.push(({ updatedAt }) => updatedAt.getTime() <= toMs(until));
  const search = query("search")?.toLowerCase();
  if (search) filters.push(({ summary, details }) => `${summary}\n${details}`.toLowerCase().includes(search));
  return [...filters, ...listDateFilters(context)];
}

function listDateFilters(context: Context): ((ticket: Ticket) => boolean)[] {
  const read = dates[context.req.query("datesearch") ?? ""];
  if (!read) return [];
  const start = context.req.query("startdate");
  const end = context.req.query("enddate");
  return [
    (ticket) => start === undefined || (read(ticket)?.getTime() ?? 0) >= toMs(start),
    (ticket) => end === undefined || (read(ticket)?.getTime() ?? 0) <= toMs(end),
  ];
}
