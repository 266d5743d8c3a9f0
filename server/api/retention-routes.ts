import { Hono } from "hono";
import { z } from "zod";
import type { Retention } from "../operations/retention.ts";
import { readJson } from "./read-json.ts";

const Run = z.strictObject({
  table: z.enum(["deliveries", "events", "observations", "vendorWrites", "changes", "audit", "webhookLog"]).optional(),
  dryRun: z.boolean().default(false),
});

/** What is old and goes, for whoever runs the hub. */
export function createRetentionRoutes(retention: Retention): Hono {
  const app = new Hono();
  app.get("/retention", async (context) => context.json(await retention.show()));
  app.post("/retention/run", async (context) => {
    const { table: wanted, dryRun } = Run.parse(await readJson(context));
    return context.json(await retention.run({ wanted, dryRun }));
  });
  return app;
}
