import { Hono } from "hono";
import { z } from "zod";
import { NewWebhook, Replay, Rotation, WebhookPatch } from "../webhooks/webhook-requests.ts";
import type { WebhookService } from "../webhooks/webhook-service.ts";
import { readJson, readOptions } from "./read-json.ts";

const LogQuery = z.strictObject({
  state: z.enum(["waiting", "done", "failed", "dropped"]).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** Other systems that are told of what happens. */
export function createWebhookRoutes(webhooks: WebhookService): Hono {
  const app = new Hono();
  app.get("/webhooks", async (context) => context.json(await webhooks.list()));
  app.post("/webhooks", async (context) => {
    context.header("cache-control", "no-store");
    return context.json(await webhooks.add(NewWebhook.parse(await readJson(context))), 201);
  });
  app.get("/webhooks/:id", async (context) => context.json(await webhooks.show(context.req.param("id"))));
  app.patch("/webhooks/:id", async (context) =>
    context.json(await webhooks.change(context.req.param("id"), WebhookPatch.parse(await readJson(context)))),
  );
  app.delete("/webhooks/:id", async (context) => {
    await webhooks.remove(context.req.param("id"));
    return context.body(null, 204);
  });
  app.post("/webhooks/:id/rotate", async (context) => {
    context.header("cache-control", "no-store");
    return context.json(await webhooks.rotate(context.req.param("id"), Rotation.parse(await readOptions(context))));
  });
  app.post("/webhooks/:id/test", async (context) => context.json(await webhooks.test(context.req.param("id"))));
  app.get("/webhooks/:id/deliveries", async (context) =>
    context.json(await webhooks.log(context.req.param("id"), logQuery(context.req.query()))),
  );
  app.get("/webhooks/:id/deliveries/:event", async (context) =>
    context.json(await webhooks.event(context.req.param("id"), context.req.param("event"))),
  );
  app.post("/webhooks/:id/replay", async (context) =>
    context.json(await webhooks.replay(context.req.param("id"), Replay.parse(await readJson(context))), 202),
  );
  return app;
}

function logQuery(query: Record<string, string>) {
  const { state, limit } = LogQuery.parse(query);
  return { state, limit };
}
