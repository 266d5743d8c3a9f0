import { Hono } from "hono";
import { z } from "zod";
import { decideOpensSince } from "../../core/intake/decide-replay.ts";
import { addAudit } from "../db/admin.ts";
import { listNotices } from "../db/notices.ts";
import { listQuarantine, retryQuarantined } from "../db/quarantine.ts";
import { withTenant } from "../db/tenant.ts";
import { AppError } from "./problem.ts";
import { ReplayOptions } from "./delivery-routes.ts";
import { readOptions } from "./read-json.ts";
import type { ApiDeps } from "./routes.ts";
import { actorNow } from "../access/acting.ts";

const limit = z.coerce.number().int().min(1).max(500).default(50);

/** What waits for a person, and how it goes on. */
export function createQuarantineRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">): Hono {
  const app = new Hono();
  app.get("/quarantine", async (context) =>
    context.json(await listQuarantine(hub.db, tenantId, limit.parse(context.req.query("limit")))),
  );
  app.get("/notices", async (context) => {
    const all = context.req.query("all") === "true";
    return context.json(await listNotices(hub.db, tenantId, { all, limit: limit.parse(context.req.query("limit")) }));
  });
  app.post("/quarantine/:id/retry", async (context) => {
    const id = z.uuid().safeParse(context.req.param("id"));
    const { openOld } = ReplayOptions.parse(await readOptions(context));
    const opensSince = decideOpensSince(hub.world.clock.now(), openOld);
    const done = id.success ? await retry({ hub, tenantId }, id.data, opensSince) : undefined;
    if (!done) throw new AppError("notFound", "Nothing of this id waits in quarantine.");
    hub.signals.wake(done.wakes);
    return context.json({ retried: true, opens: done.opens, deliveryId: done.deliveryId }, 202);
  });
  return app;
}

function retry({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">, id: string, opensSince: Date | null) {
  return withTenant(hub.db, tenantId, async (trx) => {
    const done = await retryQuarantined(trx, tenantId, id, opensSince);
    const detail = { openOld: opensSince === null, deliveryId: done?.deliveryId ?? null };
    const entry = { actor: actorNow(), action: "quarantine.retry", object: id, detail };
    if (done) await addAudit(trx, tenantId, entry, hub.world.ids.next);
    return done;
  });
}
