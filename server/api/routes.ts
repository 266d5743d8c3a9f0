import { timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { TenantId } from "../../schemas/ids.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { findTicket, listTickets, showTicket } from "../db/timeline.ts";
import type { Hub } from "../hub.ts";
import { createAlertRoutes } from "./alert-routes.ts";
import type { AuditService } from "../audit/audit-service.ts";
import { createAuditRoutes } from "./audit-routes.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { createConnectionRoutes } from "./connection-routes.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { createDeliveryRoutes } from "./delivery-routes.ts";
import { createItemRoutes } from "./item-routes.ts";
import { createKeyRoutes } from "./key-routes.ts";
import type { DutyService } from "../on-call/duty-service.ts";
import { createOnCallRoutes } from "./on-call-routes.ts";
import { AppError, answerProblem } from "./problem.ts";
import type { SyncService } from "../connections/sync-service.ts";
import { createSyncRoutes } from "./sync-routes.ts";
import { createPageRoutes } from "./page-routes.ts";
import { createQuarantineRoutes } from "./quarantine-routes.ts";
import type { RuleService } from "../rules/rule-service.ts";
import { createRuleRoutes } from "./rule-routes.ts";
import type { SlaService } from "../sla/sla-service.ts";
import { createSlaRoutes } from "./sla-routes.ts";

export interface ApiDeps {
  hub: Pick<Hub, "connections" | "db" | "node" | "signals" | "vault" | "world">;
  /** Where deliveries are stored that an admin hands in. */
  commit: GroupCommit;
  /** Reads the master keys anew. */
  loadRing: () => Promise<Keyring>;
  tenantId: TenantId;
  connections: ConnectionService;
  sync: SyncService;
  rules: RuleService;
  sla: SlaService;
  duty: DutyService;
  audit: AuditService;
  /** The local admin's token, from the data folder. */
  adminToken: string;
}

const limit = z.coerce.number().int().min(1).max(500).default(50);
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

  app.route("/", createConnectionRoutes(connections, hub.db, tenantId));
  app.route("/", createSyncRoutes(deps.sync));
  app.route("/", createAlertRoutes(deps));
  app.route("/", createQuarantineRoutes(deps));
  app.route("/", createRuleRoutes(deps.rules));
  app.route("/", createPageRoutes(deps.duty.pages));
  app.route(
    "/",
    createSlaRoutes(deps.sla, (wanted) => findTicket(hub.db, tenantId, wanted)),
  );
  app.route("/on-call", createOnCallRoutes(deps.duty));
  app.route("/", createItemRoutes(deps));
  app.route("/", createDeliveryRoutes(deps));
  app.route("/", createKeyRoutes(deps, deps.loadRing));
  app.route("/", createAuditRoutes(deps.audit));

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
