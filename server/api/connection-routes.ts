import { Hono } from "hono";
import type { Kysely } from "kysely";
import { z } from "zod";
import { builtIn } from "../../connectors/registry.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AllowedFrom, ConnectionPatch } from "../connections/configure-connection.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { listConnections } from "../db/list-connections.ts";
import type { Database } from "../db/database.ts";
import { readJson } from "./read-json.ts";

const NewConnection = z.strictObject({
  name: z.string().min(1).max(100),
  connector: z.string(),
  settings: z.record(z.string(), z.json()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
  defaultClient: z.string().min(1).max(200).optional(),
  allowedFrom: AllowedFrom.default([]),
  mode: ConnectionPatch.shape.mode,
  reason: ConnectionPatch.shape.reason,
  rules: ConnectionPatch.shape.rules,
  maps: ConnectionPatch.shape.maps,
});
const NewMapping = z.strictObject({
  connection: z.string(),
  externalId: z.string().min(1).max(500),
  client: z.string().min(1).max(200),
});

/** Connectors, connections, their rules and tables, and whose customer is who. */
export function createConnectionRoutes(connections: ConnectionService, db: Kysely<Database>, tenantId: TenantId): Hono {
  const app = new Hono();
  app.get("/connectors", (context) => context.json(builtIn.map(({ manifest }) => describeConnector(manifest))));
  app.get("/connections", async (context) => context.json(await listConnections(db, tenantId)));
  app.post("/connections", async (context) =>
    context.json(await connections.add(NewConnection.parse(await readJson(context))), 201),
  );
  app.patch("/connections/:name", async (context) =>
    context.json(await connections.change(context.req.param("name"), ConnectionPatch.parse(await readJson(context)))),
  );
  app.delete("/connections/:name", async (context) =>
    context.json(await connections.remove(context.req.param("name"))),
  );
  app.post("/connections/:name/test", async (context) =>
    context.json(await connections.test(context.req.param("name"))),
  );
  app.post("/connections/:name/webhook", async (context) =>
    context.json(await connections.registerWebhook(context.req.param("name"))),
  );
  app.get("/connections/:name/setup", async (context) => {
    context.header("cache-control", "no-store");
    return context.json(await connections.setupTexts(context.req.param("name")));
  });
  app.post("/connections/:name/poll", async (context) => {
    await connections.poll(context.req.param("name"));
    return context.json({ asked: true }, 202);
  });
  app.post("/connections/:name/reconcile", async (context) => {
    await connections.reconcile(context.req.param("name"));
    return context.json({ asked: true }, 202);
  });
  app.get("/connections/:name/comparison", async (context) =>
    context.json(await connections.comparison(context.req.param("name"))),
  );
  app.post("/connections/:name/discover", async (context) =>
    context.json(await connections.discover(context.req.param("name"))),
  );
  app.get("/connections/:name/maps/proposal", async (context) =>
    context.json(await connections.proposeMaps(context.req.param("name"))),
  );
  app.get("/connections/:name/customers", async (context) =>
    context.json(await connections.customers(context.req.param("name"))),
  );
  app.post("/client-map", async (context) =>
    context.json(await connections.mapClient(NewMapping.parse(await readJson(context))), 201),
  );
  return app;
}

function describeConnector(manifest: (typeof builtIn)[number]["manifest"]) {
  const { name, title, kind, capabilities, contentTypes, signsBy, help, setupSteps } = manifest;
  return {
    name,
    title,
    kind,
    capabilities,
    contentTypes,
    signsBy,
    help,
    setupSteps,
    settings: z.toJSONSchema(manifest.settings, { io: "input" }),
    secrets: z.toJSONSchema(manifest.secrets, { io: "input" }),
  };
}
