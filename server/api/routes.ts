import { timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { DeliveryId, type TenantId } from "../../schemas/ids.ts";
import { builtIn } from "../../connectors/registry.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { listDeliveries, replayDelivery, showDelivery } from "../db/admin.ts";
import { listConnections } from "../db/connections.ts";
import { findTicket, listTickets, showTicket } from "../db/timeline.ts";
import type { Hub } from "../hub.ts";
import { AppError, answerProblem } from "./problem.ts";

export interface ApiDeps {
  hub: Pick<Hub, "db" | "world" | "signals">;
  tenantId: TenantId;
  connections: ConnectionService;
  /** The local admin's token, from the data folder. */
  adminToken: string;
}

const limit = z.coerce.number().int().min(1).max(500).default(50);
const NewConnection = z.strictObject({
  name: z.string().min(1).max(100),
  connector: z.string(),
  settings: z.record(z.string(), z.json()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
  defaultClient: z.string().min(1).max(200).optional(),
});
const NewMapping = z.strictObject({
  connection: z.string(),
  externalId: z.string().min(1).max(500),
  client: z.string().min(1).max(200),
});

/** `/api/v1`: what the command line and, later, the console speak. */
export function createApiRoutes(deps: ApiDeps): Hono {
  const { hub, tenantId, connections } = deps;
  const app = new Hono();
  app.use("*", async (context, next) => {
    requireAdmin(context, deps.adminToken);
    await next();
  });
  app.onError((error, context) => answerProblem(error, context, hub.world.log));
  app.notFound((context) =>
    answerProblem(new AppError("notFound", "There is no such thing here."), context, hub.world.log),
  );

  app.get("/connectors", (context) => context.json(builtIn.map(({ manifest }) => describeConnector(manifest))));
  app.get("/connections", async (context) => context.json(await listConnections(hub.db, tenantId)));
  app.post("/connections", async (context) =>
    context.json(await connections.add(NewConnection.parse(await readJson(context))), 201),
  );
  app.post("/connections/:name/test", async (context) =>
    context.json(await connections.test(context.req.param("name"))),
  );
  app.post("/connections/:name/discover", async (context) =>
    context.json(await connections.discover(context.req.param("name"))),
  );
  app.post("/client-map", async (context) =>
    context.json(await connections.mapClient(NewMapping.parse(await readJson(context))), 201),
  );

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
  app.post("/deliveries/:id/replay", async (context) => {
    if (!(await replayDelivery(hub.db, tenantId, parseDeliveryId(context))))
      throw new AppError("notFound", "There is no such delivery.");
    hub.signals.wake("intake");
    return context.json({ replayed: true }, 202);
  });

  app.get("/tickets", async (context) =>
    context.json(await listTickets(hub.db, tenantId, limit.parse(context.req.query("limit")))),
  );
  app.get("/tickets/:id", async (context) => {
    const id = await findTicket(hub.db, tenantId, context.req.param("id"));
    const view = id === undefined ? undefined : await showTicket(hub.db, tenantId, id);
    if (!view) throw new AppError("notFound", "There is no ticket with this id, code or number.");
    return context.json(view);
  });
  return app;
}

function requireAdmin(context: Context, token: string): void {
  const given = Buffer.from((context.req.header("authorization") ?? "").replace(/^Bearer /, ""));
  const expected = Buffer.from(token);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AppError(
      "unauthorized",
      "Send the admin token (the file admin-token in the data folder) as a bearer token.",
    );
  }
}

async function readJson(context: Context): Promise<unknown> {
  if (!(context.req.header("content-type") ?? "").startsWith("application/json"))
    throw new AppError("invalid", "Content-Type must be application/json.");
  try {
    return await context.req.json();
  } catch {
    throw new AppError("invalid", "The body is not JSON.");
  }
}

function parseDeliveryId(context: Context): DeliveryId {
  const id = DeliveryId.safeParse(context.req.param("id"));
  if (!id.success) throw new AppError("notFound", "There is no such delivery.");
  return id.data;
}

function describeConnector(manifest: (typeof builtIn)[number]["manifest"]) {
  const { name, title, kind, capabilities, contentTypes, help, setupSteps } = manifest;
  return {
    name,
    title,
    kind,
    capabilities,
    contentTypes,
    help,
    setupSteps,
    settings: z.toJSONSchema(manifest.settings, { io: "input" }),
    secrets: z.toJSONSchema(manifest.secrets, { io: "input" }),
  };
}
