import { type Context, Hono } from "hono";
import type { Kysely } from "kysely";
import { z } from "zod";
import { selectHeaders } from "../../connectors/contract.ts";
import { decideOpensSince } from "../../core/intake/decide-replay.ts";
import { DeliveryId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { listDeliveries, replayDelivery, showDelivery } from "../db/deliveries.ts";
import { listConnections } from "../db/list-connections.ts";
import { replayHeld } from "../db/quarantine.ts";
import { withTenant } from "../db/tenant.ts";
import { readLimited } from "../routes/read-limited.ts";
import { AppError } from "./problem.ts";
import { readJson, readOptions } from "./read-json.ts";
import type { ApiDeps } from "./routes.ts";
import { actorNow } from "../access/acting.ts";

const limit = z.coerce.number().int().min(1).max(500).default(50);
/** Whether what is older than 24 hours opens tickets, too. */
export const ReplayOptions = z.strictObject({ openOld: z.boolean().default(false) });
/** @see replayHeld */
const ReplayRequest = ReplayOptions.extend({ clientHint: z.string().min(1).max(500).nullable() });

/** What an admin hands in may be larger than what a webhook may send: a scan of a whole network. */
const mostBytes = 32_000_000;

/** What vendors handed us, and what admins hand in for them. */
export function createDeliveryRoutes(deps: Pick<ApiDeps, "hub" | "tenantId" | "commit">): Hono {
  const { hub, tenantId } = deps;
  const note = (db: Kysely<Database>, action: string, object: string, detail: Record<string, Json>) =>
    addAudit(db, tenantId, { actor: actorNow(), action, object, detail }, hub.world.ids.next);
  const app = new Hono();
  app.get("/deliveries", async (context) => {
    const quarantined = context.req.query("quarantined") === "true";
    return context.json(
      await listDeliveries(hub.db, tenantId, { quarantined, limit: limit.parse(context.req.query("limit")) }),
    );
  });
  app.get("/deliveries/:id", async (context) => {
    const found = await showDelivery(hub.db, tenantId, parseDeliveryId(context));
    if (!found) throw new AppError("notFound", "There is no such delivery.");
    return context.json(found);
  });
  app.post("/deliveries/replay", async (context) => {
    const { clientHint, openOld } = ReplayRequest.parse(await readJson(context));
    const opensSince = decideOpensSince(hub.world.clock.now(), openOld);
    const done = await withTenant(hub.db, tenantId, async (trx) => {
      const replayed = await replayHeld(trx, tenantId, clientHint, opensSince);
      await note(trx, "delivery.replay", clientHint ?? "all that is held", { openOld, ...replayed });
      return replayed;
    });
    if (done.replayed > 0) hub.signals.wake("intake");
    return context.json(done, 202);
  });
  app.post("/deliveries/:id/replay", async (context) => {
    const { openOld } = ReplayOptions.parse(await readOptions(context));
    const opensSince = decideOpensSince(hub.world.clock.now(), openOld);
    const id = parseDeliveryId(context);
    const done = await withTenant(hub.db, tenantId, async (trx) => {
      const replayed = await replayDelivery(trx, tenantId, id, opensSince);
      if (replayed) await note(trx, "delivery.replay", id, { openOld, ...replayed });
      return replayed;
    });
    if (!done) throw new AppError("notFound", "There is no such delivery.");
    hub.signals.wake("intake");
    return context.json({ replayed: true, opens: done.opens }, 202);
  });
  app.post("/connections/:name/deliveries", async (context) => {
    const name = context.req.param("name");
    const deliveryId = await handIn(deps, context, name);
    // Many deliveries share one commit, of a role that may add nothing else: so this follows.
    await note(hub.db, "delivery.add", deliveryId, { connection: name });
    return context.json({ deliveryId }, 202);
  });
  return app;
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
      "invalid",
      `Content-Type "${contentType}" is not accepted; expected ${manifest.contentTypes.join(" or ")}.`,
    );
  const body = await readLimited(context.req.raw.body, mostBytes);
  if (typeof body === "string")
    throw new AppError("invalid", `The body is larger than ${mostBytes} bytes, or was cut off.`);
  return commit.add({
    tenantId,
    connectionId: opened.connection.id,
    receivedAt: hub.world.clock.now(),
    contentType,
    headers: selectHeaders(headers, manifest.keepHeaders),
    body: inbound.redact?.(body) ?? body,
    traceparent: null,
  });
}

function parseDeliveryId(context: Context): DeliveryId {
  const id = DeliveryId.safeParse(context.req.param("id"));
  if (!id.success) throw new AppError("notFound", "There is no such delivery.");
  return id.data;
}
