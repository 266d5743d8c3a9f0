import type { Context } from "hono";
import type { Kysely } from "kysely";
import { z } from "zod";
import { selectHeaders } from "../../connectors/contract.ts";
import { decideOpensSince } from "../../core/intake/decide-replay.ts";
import { DeliveryId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { actorNow } from "../access/acting.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { deliveryOutcomes, listDeliveries, replayDelivery, showDelivery } from "../db/deliveries.ts";
import { listConnections } from "../db/list-connections.ts";
import { replayHeld } from "../db/quarantine.ts";
import { withTenant } from "../db/tenant.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import { linkNext, readCursor, writeCursor } from "./paging.ts";
import { readBytes } from "./read-body.ts";
import type { ApiDeps } from "./routes.ts";
import { byId, byName, GivenInstant, Id, Limit, listOf, QueryText, Switch } from "./shapes/common.ts";
import { Delivery, DeliveryDetail, Replayed, ReplayedAll } from "./shapes/deliveries.ts";

export const ReplayOptions = z.strictObject({
  openOld: z.boolean().default(false).describe("Whether what is older than 24 hours opens tickets, too."),
});
/** @see replayHeld */
const ReplayRequest = ReplayOptions.extend({
  clientHint: z
    .string()
    .min(1)
    .max(500)
    .nullable()
    .describe("What the tool calls the client; null = whatever it calls it."),
});

/** What an admin hands in may be larger than what a webhook may send: a scan of a whole network. */
const mostBytes = 32_000_000;

const Place = z.object({ before: Id });

const tags = ["Deliveries"];
const list = describeRoute({
  method: "get",
  path: "/deliveries",
  operationId: "listDeliveries",
  tags,
  summary: "What vendors handed us",
  request: {
    query: z.strictObject({
      quarantined: Switch.describe("true = only what waits in quarantine."),
      connection: QueryText.optional().describe("Name or id of a connection."),
      outcome: z.enum(deliveryOutcomes).optional(),
      since: GivenInstant.optional().describe("Received then or later."),
      until: GivenInstant.optional().describe("Received before."),
      cursor: z.string().max(500).optional().describe("Of the page before; the header Link names it."),
      limit: Limit,
    }),
  },
  responses: { 200: json(listOf(Delivery), "The newest first.") },
});
const show = describeRoute({
  method: "get",
  path: "/deliveries/{id}",
  operationId: "showDelivery",
  tags,
  summary: "One delivery as it came",
  request: { params: byId },
  responses: { 200: json(DeliveryDetail, "The delivery.") },
});
const replayAll = describeRoute({
  method: "post",
  path: "/deliveries/replay",
  operationId: "replayHeldDeliveries",
  tags,
  summary: "Let what waited for its client go on",
  request: { body: body(ReplayRequest) },
  responses: { 202: json(ReplayedAll, "How much goes on.") },
});
const replay = describeRoute(
  {
    method: "post",
    path: "/deliveries/{id}/replay",
    operationId: "replayDelivery",
    tags,
    summary: "Work on a delivery again",
    description: "It runs with its own time, and what it did before is not done twice.",
    request: { params: byId, body: body(ReplayOptions) },
    responses: { 202: json(Replayed, "It is worked on again.") },
  },
  { bodyIsOptional: true },
);
const add = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/deliveries",
    operationId: "handInDelivery",
    tags,
    summary: "Hand in a request as if its vendor had sent it",
    description: `For example the report of a scan. Its type is one that the connector takes; it may have ${mostBytes / 1_000_000} MB. Who may call this needs no signature.`,
    request: {
      params: byName,
      body: { required: true, content: { "*/*": { schema: z.string().meta({ format: "binary" }) } } },
    },
    responses: { 202: json(z.object({ deliveryId: Id }), "It is stored, and is worked on next.") },
  },
  { limits: { bytes: mostBytes, keys: Number.POSITIVE_INFINITY } },
);

/** What vendors handed us, and what admins hand in for them. */
export function createDeliveryRoutes(deps: Pick<ApiDeps, "hub" | "tenantId" | "commit">) {
  const { hub, tenantId } = deps;
  const note = (db: Kysely<Database>, action: string, object: string, detail: Record<string, Json>) =>
    addAudit(db, tenantId, { actor: actorNow(), action, object, detail }, hub.world.ids.next);
  return openGroup()
    .openapi(list, async (context) => {
      const { cursor, ...query } = context.req.valid("query");
      const before = readCursor(cursor, Place)?.before;
      const rows = await listDeliveries(hub.db, tenantId, { ...query, before });
      const last = rows.length < query.limit ? undefined : rows.at(-1);
      linkNext(context, last ? writeCursor({ before: last.id }) : null);
      return context.json(rows, 200);
    })
    .openapi(show, async (context) => {
      const found = await showDelivery(hub.db, tenantId, parseDeliveryId(context.req.valid("param").id));
      if (!found) throw new AppError("notFound", "There is no such delivery.");
      return context.json(found, 200);
    })
    .openapi(replayAll, async (context) => {
      const { clientHint, openOld } = context.req.valid("json");
      const opensSince = decideOpensSince(hub.world.clock.now(), openOld);
      const done = await withTenant(hub.db, tenantId, async (trx) => {
        const replayed = await replayHeld(trx, tenantId, clientHint, opensSince);
        await note(trx, "delivery.replay", clientHint ?? "all that is held", { openOld, ...replayed });
        return replayed;
      });
      if (done.replayed > 0) hub.signals.wake("intake");
      return context.json(done, 202);
    })
    .openapi(replay, async (context) => {
      const { openOld } = context.req.valid("json");
      const opensSince = decideOpensSince(hub.world.clock.now(), openOld);
      const id = parseDeliveryId(context.req.valid("param").id);
      const done = await withTenant(hub.db, tenantId, async (trx) => {
        const replayed = await replayDelivery(trx, tenantId, id, opensSince);
        if (replayed) await note(trx, "delivery.replay", id, { openOld, ...replayed });
        return replayed;
      });
      if (!done) throw new AppError("notFound", "There is no such delivery.");
      hub.signals.wake("intake");
      return context.json({ replayed: true as const, opens: done.opens }, 202);
    })
    .openapi(add, async (context) => {
      const { name } = context.req.valid("param");
      const deliveryId = await handIn(deps, context, name);
      // Many deliveries share one commit, of a role that may add nothing else: so this follows.
      await note(hub.db, "delivery.add", deliveryId, { connection: name });
      return context.json({ deliveryId }, 202);
    });
}

/** Stores a request as if its vendor had sent it; who may call this API needs no signature. @returns the delivery's id */
async function handIn(
  { hub, tenantId, commit }: Pick<ApiDeps, "hub" | "tenantId" | "commit">,
  context: Context,
  name: string,
): Promise<string> {
  const found = (await listConnections(hub.db, tenantId)).find((one) => one.name === name || one.id === name);
  const opened = found && (await hub.connections.open(tenantId, found.id));
  if (!opened) throw new AppError("notFound", `There is no connection "${name}".`);
  const { manifest } = opened.connector;
  const { inbound } = opened.instance;
  if (manifest.kind !== "monitor" || !inbound) throw new AppError("invalid", `"${name}" takes no alerts.`);
  const headers = context.req.header();
  const contentType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!manifest.contentTypes.includes(contentType))
    throw new AppError(
      "unsupportedType",
      `Content-Type "${contentType}" is not accepted; expected ${manifest.contentTypes.join(" or ")}.`,
    );
  const bytes = await readBytes(context, mostBytes);
  return commit.add({
    tenantId,
    connectionId: opened.connection.id,
    receivedAt: hub.world.clock.now(),
    contentType,
    headers: selectHeaders(headers, manifest.keepHeaders),
    body: inbound.redact?.(bytes) ?? bytes,
    traceparent: null,
  });
}

function parseDeliveryId(text: string): DeliveryId {
  const id = DeliveryId.safeParse(text);
  if (!id.success) throw new AppError("notFound", "There is no such delivery.");
  return id.data;
}
