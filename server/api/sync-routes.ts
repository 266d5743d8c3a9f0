import { Hono } from "hono";
import { z } from "zod";
import { ImportRequest, type SyncService } from "../connections/sync-service.ts";
import { readJson } from "./read-json.ts";

const most = z.coerce.number().int().min(1).max(1_000).default(200);
const RepairRequest = z.strictObject({ ticketId: z.uuid().optional() });

/** Previews, comparisons, repairs and imports of one connected desk. */
export function createSyncRoutes(sync: SyncService): Hono {
  const app = new Hono();
  app.get("/connections/:name/preview", async (context) =>
    context.json(await sync.preview(context.req.param("name"), most.parse(context.req.query("limit")))),
  );
  app.post("/connections/:name/drift", async (context) => context.json(await sync.compare(context.req.param("name"))));
  app.post("/connections/:name/drift/repair", async (context) => {
    const { ticketId } = RepairRequest.parse(await readJson(context));
    return context.json(await sync.repair(context.req.param("name"), ticketId), 202);
  });
  app.post("/connections/:name/import", async (context) =>
    context.json(await sync.importRecords(context.req.param("name"), ImportRequest.parse(await readJson(context)))),
  );
  return app;
}
