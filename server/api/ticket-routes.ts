import { z } from "zod";
import { TicketStatus, TicketType } from "../../schemas/ticket.ts";
import { type Principal, principalOf, seesClient, isPortal } from "../access/principal.ts";
import { toText } from "../db/clean.ts";
import { listTickets } from "../db/list-tickets.ts";
import { showTicket } from "../db/timeline.ts";
import { findTicket } from "../tickets/find-ticket.ts";
import { trimForPortal } from "../tickets/trim-for-portal.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import { linkNext, readCursor, writeCursor } from "./paging.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { byId, GivenInstant, listOf, manyOf as list, QueryText } from "./shapes/common.ts";
import { Ticket, TicketRow, TimelineEntry } from "./shapes/tickets.ts";

/** Of a parameter that came several times the last counts. */
const last = <T extends z.ZodType>(one: T) =>
  z.preprocess((given) => (Array.isArray(given) ? (given as unknown[]).at(-1) : given), one);
const text = QueryText.pipe(z.string().min(1));
const nobody = "none";

const Query = z.strictObject({
  status: list(TicketStatus, "Of these statuses; any one will do."),
  client: list(text, "Names of clients."),
  priority: list(z.coerce.number().int().min(1).max(5), "1 is the most urgent."),
  type: list(TicketType, "Of these types."),
  queue: list(text, "In these queues."),
  assignee: list(text, "E-mail addresses of technicians; none = nobody."),
  connection: list(text, "Names of connections on which it has a record."),
  stage: last(z.enum(["open", "ended"]))
    .optional()
    .describe("ended = resolved, closed or cancelled."),
  createdSince: last(GivenInstant).optional(),
  createdBefore: last(GivenInstant).optional(),
  dueBefore: last(GivenInstant).optional().describe("Open tickets that are due until then."),
  search: last(z.string().trim().min(2).max(200).transform(toText))
    .optional()
    .describe("Words of the title, or their beginnings; a word alone may be a number or code as well."),
  order: last(z.enum(["newest", "due", "priority"]))
    .default("newest")
    .describe("By due and priority: open tickets only. By due, those of which no clock runs come last."),
  limit: last(z.coerce.number().int().min(1).max(500)).default(50).describe("How many are answered at most."),
  cursor: last(z.string().max(500)).optional().describe("From the header Link of the page before."),
});
const Place = z.strictObject({ order: z.string(), id: z.uuid(), key: z.string().max(100).nullable() });

const tags = ["Tickets"];
const listRoute = describeRoute({
  method: "get",
  path: "/tickets",
  operationId: "listTickets",
  tags,
  summary: "Tickets that fit all that is asked for, a page at a time",
  description:
    'The header Link names the next page: `<…>; rel="next"`. A page costs the same however far behind it is.',
  request: { query: Query },
  responses: { 200: json(listOf(TicketRow), "One page.") },
});
const show = describeRoute({
  method: "get",
  path: "/tickets/{id}",
  operationId: "showTicket",
  tags,
  summary: "A ticket, with all that led to it",
  description:
    "By its id, its code, or its number in any desk. A number that several desks have given is answered 409, with the codes.",
  request: { params: byId },
  responses: { 200: json(Ticket, "The ticket.") },
});

const timeline = describeRoute({
  method: "get",
  path: "/tickets/{id}/timeline",
  operationId: "showTimeline",
  tags,
  summary: "All that happened on a ticket, in one line of time",
  request: { params: byId },
  responses: { 200: json(listOf(TimelineEntry), "The oldest first.") },
});

/** Tickets: listed by filters, a page at a time, and shown with all that led to them. */
export function createTicketRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  return openGroup()
    .openapi(listRoute, async (context) => {
      const { order, limit, cursor, ...asked } = context.req.valid("query");
      const place = readCursor(cursor, Place);
      if (place && place.order !== order)
        throw new AppError("invalid", `cursor: this one belongs to a list in the order "${place.order}".`);
      const filter = toFilter(asked, principalOf(context).clients);
      const page = await listTickets(hub.db, tenantId, filter, {
        order,
        limit,
        after: place && { id: place.id, key: place.key },
      });
      linkNext(context, page.next && writeCursor({ order, ...page.next }));
      return context.json(page.tickets, 200);
    })
    .openapi(show, async (context) => {
      const { id } = context.req.valid("param");
      return context.json(await find({ hub, tenantId }, id, principalOf(context)), 200);
    })
    .openapi(timeline, async (context) => {
      const { id } = context.req.valid("param");
      return context.json((await find({ hub, tenantId }, id, principalOf(context))).timeline, 200);
    });
}

async function find({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">, wanted: string, principal: Principal) {
  const id = await findTicket(hub.db, tenantId, wanted, principal);
  const view = id === undefined ? undefined : await showTicket(hub.db, tenantId, id);
  if (!view || !seesClient(principal, view.clientId))
    throw new AppError("notFound", "There is no ticket with this id, code or number.");
  return isPortal(principal) ? trimForPortal(view) : view;
}

type Asked = Omit<z.output<typeof Query>, "order" | "limit" | "cursor">;

function toFilter({ search, ...asked }: Asked, clientIds: Parameters<typeof listTickets>[2]["clientIds"]) {
  return {
    clientIds,
    statuses: asked.status,
    stage: asked.stage,
    clients: asked.client,
    priorities: asked.priority,
    types: asked.type,
    queues: asked.queue,
    assignees: asked.assignee?.map((address) => (address === nobody ? null : address)),
    connections: asked.connection,
    createdSince: asked.createdSince,
    createdBefore: asked.createdBefore,
    dueBefore: asked.dueBefore,
    words: search?.split(/\s+/),
  };
}
