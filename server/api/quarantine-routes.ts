import { z } from "zod";
import { decideOpensSince } from "../../core/intake/decide-replay.ts";
import { actorNow } from "../access/acting.ts";
import { addAudit } from "../db/admin.ts";
import { listNotices } from "../db/notices.ts";
import { listQuarantine, retryQuarantined } from "../db/quarantine.ts";
import { withTenant } from "../db/tenant.ts";
import { ReplayOptions } from "./delivery-routes.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { byId, Limit, listOf, Switch } from "./shapes/common.ts";
import { Notice, Quarantined, Retried } from "./shapes/deliveries.ts";

const tags = ["Quarantine"];
const list = describeRoute({
  method: "get",
  path: "/quarantine",
  operationId: "listQuarantine",
  tags,
  summary: "What waits for a person",
  request: { query: z.strictObject({ limit: Limit }) },
  responses: { 200: json(listOf(Quarantined), "The oldest first.") },
});
const retry = describeRoute(
  {
    method: "post",
    path: "/quarantine/{id}/retry",
    operationId: "retryQuarantined",
    tags,
    summary: "Let what waits try again",
    request: { params: byId, body: body(ReplayOptions) },
    responses: { 202: json(Retried, "It is tried again.") },
  },
  { bodyIsOptional: true },
);
const notices = describeRoute({
  method: "get",
  path: "/notices",
  operationId: "listNotices",
  tags,
  summary: "What people were told that needs them",
  request: { query: z.strictObject({ all: Switch.describe("true = also what is settled."), limit: Limit }) },
  responses: { 200: json(listOf(Notice), "The newest first.") },
});

type Deps = Pick<ApiDeps, "hub" | "tenantId">;

/** What waits for a person, and how it goes on. */
export function createQuarantineRoutes({ hub, tenantId }: Deps) {
  return openGroup()
    .openapi(list, async (context) =>
      context.json(await listQuarantine(hub.db, tenantId, context.req.valid("query").limit), 200),
    )
    .openapi(notices, async (context) =>
      context.json(await listNotices(hub.db, tenantId, context.req.valid("query")), 200),
    )
    .openapi(retry, async (context) => {
      const id = z.uuid().safeParse(context.req.valid("param").id);
      const opensSince = decideOpensSince(hub.world.clock.now(), context.req.valid("json").openOld);
      const done = id.success ? await retryOne({ hub, tenantId }, id.data, opensSince) : undefined;
      if (!done) throw new AppError("notFound", "Nothing of this id waits in quarantine.");
      hub.signals.wake(done.wakes);
      return context.json({ retried: true as const, opens: done.opens, deliveryId: done.deliveryId }, 202);
    });
}

function retryOne({ hub, tenantId }: Deps, id: string, opensSince: Date | null) {
  return withTenant(hub.db, tenantId, async (trx) => {
    const done = await retryQuarantined(trx, tenantId, id, opensSince);
    const detail = { openOld: opensSince === null, deliveryId: done?.deliveryId ?? null };
    const entry = { actor: actorNow(), action: "quarantine.retry", object: id, detail };
    if (done) await addAudit(trx, tenantId, entry, hub.world.ids.next);
    return done;
  });
}
