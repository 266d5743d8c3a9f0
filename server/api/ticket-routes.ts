import { Hono } from "hono";
import { z } from "zod";
import { TicketStatus, TicketType } from "../../schemas/ticket.ts";
import { principalOf, seesClient } from "../access/principal.ts";
import { toText } from "../db/clean.ts";
import { listTickets } from "../db/list-tickets.ts";
import { findTicket, showTicket } from "../db/timeline.ts";
import { linkNext, pageLimit, readCursor, writeCursor } from "./paging.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";

/** A parameter that may come several times; each time one value. */
const list = <T extends z.ZodType>(one: T) =>
  z.preprocess(
    (values) => (Array.isArray(values) && values.length > 0 ? (values as unknown[]) : undefined),
    z.array(one).max(100).optional(),
  );
/** A NUL, which the database cannot hold, is replaced as it is in everything that is stored. */
const text = z.string().min(1).max(500).transform(toText);
const priority = z.coerce.number().int().min(1).max(5);
const nobody = "none";

const Filter = z.strictObject({
  status: list(TicketStatus),
  client: list(text),
  priority: list(priority),
  type: list(TicketType),
  queue: list(text),
  /** E-mail addresses; `none` = nobody. */
  assignee: list(text),
  connection: list(text),
});
const Single = z.strictObject({
  stage: z.enum(["open", "ended"]).optional(),
  createdSince: z.coerce.date().optional(),
  createdBefore: z.coerce.date().optional(),
  dueBefore: z.coerce.date().optional(),
  /** Words of the title, or their beginnings. */
  search: z.string().trim().min(2).max(200).transform(toText).optional(),
  order: z.enum(["newest", "due", "priority"]).default("newest"),
  limit: pageLimit,
  cursor: z.string().max(500).optional(),
});
const Place = z.strictObject({ order: z.string(), id: z.uuid(), key: z.string().max(100).nullable() });

/** Tickets: listed by filters, a page at a time, and shown with all that led to them. */
export function createTicketRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">): Hono {
  const app = new Hono();
  app.get("/tickets", async (context) => {
    const { many, single } = splitQuery(context.req.queries());
    const filter = Filter.parse(many);
    const { order, limit, cursor, search, ...rest } = Single.parse(single);
    const place = readCursor(cursor, Place);
    if (place && place.order !== order)
      throw new AppError("invalid", `cursor: this one belongs to a list in the order "${place.order}".`);
    const page = await listTickets(
      hub.db,
      tenantId,
      {
        ...rest,
        statuses: filter.status,
        clients: filter.client,
        priorities: filter.priority,
        types: filter.type,
        queues: filter.queue,
        assignees: filter.assignee?.map((address) => (address === nobody ? null : address)),
        connections: filter.connection,
        words: search?.split(/\s+/),
        clientIds: principalOf(context).clients,
      },
      { order, limit, after: place && { id: place.id, key: place.key } },
    );
    linkNext(context, page.next && writeCursor({ order, ...page.next }));
    return context.json(page.tickets);
  });
  app.get("/tickets/:id", async (context) => {
    const id = await findTicket(hub.db, tenantId, context.req.param("id"));
    const view = id === undefined ? undefined : await showTicket(hub.db, tenantId, id);
    if (!view || !seesClient(principalOf(context), view.clientId))
      throw new AppError("notFound", "There is no ticket with this id, code or number.");
    return context.json(view);
  });
  return app;
}

/** What may come several times, and what comes once; of the latter the last counts. */
function splitQuery(queries: Readonly<Record<string, string[]>>): {
  many: Record<string, string[]>;
  single: Record<string, string | undefined>;
} {
  const names = Object.keys(Filter.shape);
  const given = Object.entries(queries);
  return {
    many: Object.fromEntries(names.map((name) => [name, queries[name] ?? []])),
    single: Object.fromEntries(
      given.flatMap(([name, values]) => (names.includes(name) ? [] : [[name, values.at(-1)] as const])),
    ),
  };
}
