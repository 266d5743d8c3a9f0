import { Hono } from "hono";
import type { InstanceService } from "../operations/instance-service.ts";

/** The installation as a whole, for whoever runs it. */
export function createInstanceRoutes(instance: InstanceService): Hono {
  const app = new Hono();
  app.get("/instance", async (context) => context.json(await instance.show()));
  app.post("/instance/adopt", async (context) => context.json(await instance.adopt()));
  app.post("/instance/new", async (context) => context.json(await instance.renew()));
  return app;
}
