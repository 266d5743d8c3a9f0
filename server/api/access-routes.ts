import { Hono } from "hono";
import { z } from "zod";
import { type KeyService, NewApiKey } from "../access/key-service.ts";
import { principalOf } from "../access/principal.ts";
import type { TenantView } from "../db/tenants.ts";
import { readJson } from "./read-json.ts";

const NewTenant = z.strictObject({ name: z.string().trim().min(1).max(200) });

/** Tenants of the instance, for whoever runs it. */
export interface TenantService {
  list(): Promise<readonly TenantView[]>;
  /** Made if there is none of this name. */
  ensure(name: string): Promise<TenantView>;
  /** What is kept of it, by table. @throws AppError `notFound` */
  countRows(name: string): Promise<Record<string, number>>;
  /** All of it, its key first. @returns what is left, by table. @throws AppError `conflict` where it is the hub's own */
  remove(name: string): Promise<Record<string, number>>;
}

/** Who may speak to the API, and for whom. */
export function createAccessRoutes(keys: KeyService, tenants: TenantService): Hono {
  const app = new Hono();
  app.get("/api-keys", async (context) => context.json(await keys.list()));
  app.post("/api-keys", async (context) =>
    context.json(await keys.add(principalOf(context), NewApiKey.parse(await readJson(context))), 201),
  );
  app.delete("/api-keys/:id", async (context) => {
    await keys.revoke(context.req.param("id"));
    return context.json({ revoked: true });
  });
  app.get("/tenants", async (context) => context.json(await tenants.list()));
  app.post("/tenants", async (context) =>
    context.json(await tenants.ensure(NewTenant.parse(await readJson(context)).name), 201),
  );
  app.get("/tenants/:name/rows", async (context) =>
    context.json({ rows: await tenants.countRows(context.req.param("name")) }),
  );
  app.delete("/tenants/:name", async (context) =>
    context.json({ left: await tenants.remove(context.req.param("name")) }),
  );
  return app;
}
