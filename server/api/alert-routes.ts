import { z } from "zod";
import { splitAlert } from "../../core/flows/split-alert.ts";
import { AlertCondition, AlertHandling, Severity } from "../../schemas/alert.ts";
import { AlertId } from "../../schemas/ids.ts";
import { actorNow } from "../access/acting.ts";
import { principalOf, seesClient } from "../access/principal.ts";
import { listAlerts, showAlert } from "../db/list-alerts.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import { linkNext, readCursor, writeCursor } from "./paging.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { Alert, AlertStory } from "./shapes/alerts.ts";
import { byId, Id, Limit, listOf, manyOf, QueryText } from "./shapes/common.ts";

const Place = z.strictObject({ order: z.string(), id: z.uuid(), key: z.iso.datetime() });

const refusals = {
  unknown: ["notFound", "There is no such alert."],
  clear: ["conflict", "The alert does not fire: there is nothing to open a ticket for."],
  waiting: ["conflict", "The alert has no ticket that it could be taken out of."],
  alone: ["conflict", "The alert is the only one of its ticket."],
} as const;

const tags = ["Alerts"];
const list = describeRoute({
  method: "get",
  path: "/alerts",
  operationId: "listAlerts",
  tags,
  summary: "Alerts, and why those without a ticket have none",
  request: {
    query: z.strictObject({
      which: z
        .enum(["all", "firing", "waiting"])
        .default("all")
        .describe("`firing`: only what is wrong now; `waiting`: only what opens no ticket."),
      condition: manyOf(AlertCondition, "What the tool says; any one will do."),
      handling: manyOf(AlertHandling, "What was done about it; any one will do."),
      severity: manyOf(Severity, "Of these severities."),
      client: manyOf(QueryText.pipe(z.string().min(1)), "Names of clients."),
      connection: manyOf(QueryText.pipe(z.string().min(1)), "Names of connections that report it."),
      ticket: z.uuid().optional().describe("Id of a ticket: only what it holds."),
      order: z
        .enum(["heard", "changed"])
        .default("heard")
        .describe("`changed`: those that began or ended last come first, whatever was repeated."),
      limit: Limit,
      cursor: z.string().max(500).optional().describe("From the header Link of the page before."),
    }),
  },
  description: 'The header Link names the next page: `<…>; rel="next"`.',
  responses: { 200: json(listOf(Alert), "Those that were heard of last come first, or that changed last.") },
});
const show = describeRoute({
  method: "get",
  path: "/alerts/{id}",
  operationId: "showAlert",
  tags,
  summary: "One alert, and what was decided about it",
  request: { params: byId },
  responses: { 200: json(AlertStory, "The alert.") },
});
const split = describeRoute(
  {
    method: "post",
    path: "/alerts/{id}/split",
    operationId: "splitAlert",
    tags,
    summary: "Give an alert a ticket of its own",
    description:
      "It is taken out of the ticket that it shares with others; the clocks of the new one start at its own first event.",
    request: { params: byId },
    responses: { 201: json(z.object({ ticketId: Id.nullable() }), "The new ticket.") },
  },
  { conflicts: true },
);

/** Alerts and why they are as they are, and taking one out of its group. */
export function createAlertRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  return openGroup()
    .openapi(list, async (context) => {
      const { cursor, order, ...asked } = context.req.valid("query");
      const after = readCursor(cursor, Place);
      if (after && after.order !== order)
        throw new AppError("invalid", `cursor: this one belongs to a list in the order "${after.order}".`);
      const page = await listAlerts(hub.db, tenantId, {
        which: asked.which,
        limit: asked.limit,
        clientIds: principalOf(context).clients,
        conditions: asked.condition,
        handlings: asked.handling,
        severities: asked.severity,
        clients: asked.client,
        connections: asked.connection,
        ticketId: asked.ticket,
        order,
        after,
      });
      linkNext(context, page.next && writeCursor({ order, ...page.next }));
      return context.json(page.alerts, 200);
    })
    .openapi(show, async (context) => {
      const id = AlertId.safeParse(context.req.valid("param").id);
      const found = id.success ? await showAlert(hub.db, tenantId, id.data) : undefined;
      if (!found || !seesClient(principalOf(context), found.clientId))
        throw new AppError("notFound", "There is no such alert.");
      return context.json(found, 200);
    })
    .openapi(split, async (context) => {
      const id = AlertId.safeParse(context.req.valid("param").id);
      const deps = { ...hub.world, unit: hub.node.unit };
      const outcome = id.success
        ? await splitAlert(deps, tenantId, id.data, actorNow())
        : ({ action: "refuse", reason: "unknown" } as const);
      if (outcome.action === "refuse") {
        const [code, words] = refusals[outcome.reason];
        throw new AppError(code, words);
      }
      hub.signals.wake("push");
      return context.json({ ticketId: outcome.ticketId }, 201);
    });
}
