import { OpenAPIHono } from "@hono/zod-openapi";
import type { TenantId } from "../../schemas/ids.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { findTicket } from "../tickets/find-ticket.ts";
import type { Hub } from "../hub.ts";
import { apiBase, guardRoutes, nothingHere } from "../access/gate.ts";
import type { KeyService } from "../access/key-service.ts";
import type { ApiEnv } from "../access/principal.ts";
import { createAccessRoutes, type TenantService } from "./access-routes.ts";
import { createAlertRoutes } from "./alert-routes.ts";
import type { AuditService } from "../audit/audit-service.ts";
import { createAttachmentRoutes } from "./attachment-routes.ts";
import { createAuditRoutes } from "./audit-routes.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { createClientRoutes } from "./client-routes.ts";
import type { ConfigurationService } from "../configuration/configuration-service.ts";
import { createConfigurationRoutes } from "./configuration-routes.ts";
import { createConnectionRoutes } from "./connection-routes.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { createDeliveryRoutes } from "./delivery-routes.ts";
import { createErasureRoutes } from "./erasure-routes.ts";
import { createInstanceRoutes } from "./instance-routes.ts";
import { createItemRoutes } from "./item-routes.ts";
import { createKeyRoutes } from "./key-routes.ts";
import type { ErasureService } from "../operations/erasure-service.ts";
import type { InstanceService } from "../operations/instance-service.ts";
import { createMaintenanceRoutes } from "./maintenance-routes.ts";
import type { DutyService } from "../on-call/duty-service.ts";
import { createOnCallRoutes } from "./on-call-routes.ts";
import { AppError, answerProblem } from "./problem.ts";
import type { SyncService } from "../connections/sync-service.ts";
import { createSyncRoutes } from "./sync-routes.ts";
import { createOverviewRoutes } from "./overview-routes.ts";
import { createPageRoutes } from "./page-routes.ts";
import type { MeService } from "../people/me-service.ts";
import type { PeopleService } from "../people/people-service.ts";
import { createMeRoutes } from "./me-routes.ts";
import { createPeopleRoutes } from "./people-routes.ts";
import { createQuarantineRoutes } from "./quarantine-routes.ts";
import type { Retention } from "../operations/retention.ts";
import { createReportRoutes } from "./report-routes.ts";
import { createRetentionRoutes } from "./retention-routes.ts";
import type { RuleService } from "../rules/rule-service.ts";
import { createRuleRoutes } from "./rule-routes.ts";
import type { SlaService } from "../sla/sla-service.ts";
import { createSlaRoutes } from "./sla-routes.ts";
import type { SimulatorService } from "../simulators/simulator-service.ts";
import { createSimulatorRoutes } from "./simulator-routes.ts";
import { createStreamRoutes } from "./stream-routes.ts";
import { createTicketRoutes } from "./ticket-routes.ts";
import type { TicketService } from "../tickets/ticket-service.ts";
import { createTicketWorkRoutes } from "./ticket-work-routes.ts";
import { createVendorRoutes } from "./vendor-routes.ts";
import type { WebhookService } from "../webhooks/webhook-service.ts";
import { createWebhookRoutes } from "./webhook-routes.ts";

export interface ApiDeps {
  hub: Pick<Hub, "connections" | "db" | "live" | "node" | "signals" | "vault" | "world">;
  /** Where deliveries are stored that an admin hands in. */
  commit: GroupCommit;
  /** Reads the master keys anew. */
  loadRing: () => Promise<Keyring>;
  tenantId: TenantId;
  connections: ConnectionService;
  sync: SyncService;
  simulators: SimulatorService;
  rules: RuleService;
  sla: SlaService;
  duty: DutyService;
  keys: KeyService;
  people: PeopleService;
  me: MeService;
  tenants: TenantService;
  webhooks: WebhookService;
  audit: AuditService;
  configuration: ConfigurationService;
  tickets: TicketService;
  instance: InstanceService;
  retention: Retention;
  erasure: ErasureService;
}

/** `/api/v1` of one tenant: what the command line, other systems and the console speak. Who asks is known already. */
export function createApiRoutes(deps: ApiDeps) {
  const { hub, tenantId, connections } = deps;
  const app = new OpenAPIHono<ApiEnv>().basePath(apiBase);
  app.onError((error, context) => answerProblem(error, context, hub.world.log));
  app.notFound((context) => answerProblem(new AppError("notFound", nothingHere), context, hub.world.log));
  guardRoutes(app);
  app.use("*", async (context, next) => {
    context.set("repeats", { db: hub.db, tenantId });
    await next();
  });
  return app
    .route("/", createTicketRoutes(deps))
    .route("/", createTicketWorkRoutes(deps.tickets))
    .route("/", createAttachmentRoutes(deps))
    .route("/", createStreamRoutes(deps))
    .route("/", createOverviewRoutes(deps))
    .route("/", createAlertRoutes(deps))
    .route("/", createMaintenanceRoutes(deps))
    .route("/", createItemRoutes(deps))
    .route("/", createConnectionRoutes(connections, hub.db, tenantId))
    .route("/", createVendorRoutes(connections))
    .route("/", createSyncRoutes(deps.sync))
    .route("/", createClientRoutes(deps))
    .route("/", createDeliveryRoutes(deps))
    .route("/", createQuarantineRoutes(deps))
    .route("/", createRuleRoutes(deps.rules))
    .route(
      "/",
      createSlaRoutes(deps.sla, (wanted, by) => findTicket(hub.db, tenantId, wanted, by)),
    )
    .route("/", createOnCallRoutes(deps.duty))
    .route("/", createPageRoutes(deps.duty.pages))
    .route("/", createWebhookRoutes(deps.webhooks))
    .route("/", createAuditRoutes(deps.audit))
    .route("/", createConfigurationRoutes(deps.configuration))
    .route("/", createKeyRoutes(deps, deps.loadRing))
    .route("/", createAccessRoutes(deps.keys, deps.tenants))
    .route("/", createPeopleRoutes(deps.people))
    .route("/", createMeRoutes(deps.me))
    .route("/", createInstanceRoutes(deps.instance))
    .route("/", createReportRoutes(deps))
    .route("/", createRetentionRoutes(deps.retention))
    .route("/", createErasureRoutes(deps.erasure))
    .route("/", createSimulatorRoutes(deps.simulators));
}

/** The API as its clients see it, by types alone. */
export type Api = ReturnType<typeof createApiRoutes>;
