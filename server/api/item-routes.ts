import { Hono } from "hono";
import { z } from "zod";
import { ItemDraft } from "../../schemas/configuration-item.ts";
import { addAudit } from "../db/admin.ts";
import { importItems, listItems } from "../db/items.ts";
import { withTenant } from "../db/tenant.ts";
import { AppError } from "./problem.ts";
import { readJson } from "./read-json.ts";
import type { ApiDeps } from "./routes.ts";
import { actorNow } from "../access/acting.ts";

const limit = z.coerce.number().int().min(1).max(10_000).default(500);
const ImportRequest = z.strictObject({ items: z.array(ItemDraft).max(100_000) });

/** Configuration items: what alerts are about. */
export function createItemRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">): Hono {
  const app = new Hono();
  app.get("/items", async (context) => {
    const filter = { client: context.req.query("client"), limit: limit.parse(context.req.query("limit")) };
    return context.json(await listItems(hub.db, tenantId, filter));
  });
  app.post("/items", async (context) => {
    const { items } = ImportRequest.parse(await readJson(context));
    const { next } = hub.world.ids;
    const done = await withTenant(hub.db, tenantId, async (trx) => {
      const imported = await importItems(trx, tenantId, items, next);
      const entry = { actor: actorNow(), action: "items.import", object: "items", detail: { ...imported } };
      if (!("problems" in imported)) await addAudit(trx, tenantId, entry, next);
      return imported;
    });
    if ("problems" in done) {
      const told = done.problems.slice(0, 50).map(({ index, field, detail }) => `items.${index}.${field}: ${detail}.`);
      throw new AppError("invalid", `Nothing was imported.\n${told.join("\n")}`, { problems: done.problems });
    }
    return context.json(done, 201);
  });
  return app;
}
