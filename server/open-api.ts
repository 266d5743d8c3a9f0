import { Hono } from "hono";
import type { ConnectionId, TenantId } from "../schemas/ids.ts";
import { createAuthenticate } from "./access/authenticate.ts";
import { createGate, type TenantRoutes, tmfBase } from "./access/gate.ts";
import { createRateGuard } from "./access/rate-headers.ts";
import { createKeyService } from "./access/key-service.ts";
import type { TenantService } from "./api/access-routes.ts";
import { AppError } from "./api/problem.ts";
import { describeApi } from "./api/describe-api.ts";
import { type ApiDeps, createApiRoutes } from "./api/routes.ts";
import { createAuditService } from "./audit/audit-service.ts";
import type { Config } from "./config/config.ts";
import { createConfigurationService } from "./configuration/configuration-service.ts";
import { createConnectionService } from "./connections/connection-service.ts";
import { createSyncService, type SyncService } from "./connections/sync-service.ts";
import { addAudit, ensureTenant } from "./db/admin.ts";
import { countTenantRows, eraseTenant } from "./db/erase-tenant.ts";
import { listConnections } from "./db/list-connections.ts";
import { listTenants } from "./db/tenants.ts";
import type { Hub } from "./hub.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import { createDutyService } from "./on-call/duty-service.ts";
import { createErasureService } from "./operations/erasure-service.ts";
import type { InstanceService } from "./operations/instance-service.ts";
import { createRetention, type Retention } from "./operations/retention.ts";
import type { People } from "./people/people.ts";
import { createMcpRoutes } from "./mcp/mcp-routes.ts";
import { createRuleService } from "./rules/rule-service.ts";
import { loadKeyring } from "./secrets/keyring.ts";
import { createSimulatorService } from "./simulators/simulator-service.ts";
import { readConnection } from "./db/connections.ts";
import { createSlaService } from "./sla/sla-service.ts";
import { createTicketService } from "./tickets/ticket-service.ts";
import { createTmfRoutes } from "./tmf/tmf-routes.ts";
import { createTmfService } from "./tmf/tmf-service.ts";
import { createWebhookService } from "./webhooks/webhook-service.ts";
import { openDesk } from "./workers/node.ts";
import { actorNow } from "./access/acting.ts";

export interface ApiOptions {
  /** Whose the operator is, unless another is named. */
  ownTenant: TenantId;
  instance: InstanceService;
  /** The operator's token. */
  adminToken: string;
  /** Where deliveries are stored that an admin hands in. */
  commit: GroupCommit;
  people: People;
}

/** Tenants whose routes are kept open. */
const mostOpen = 500;

/** The API of all tenants behind one door; a tenant's own routes are made when it is first asked for. */
export function buildApi(config: Config, hub: Hub, options: ApiOptions): Hono {
  const { ownTenant, adminToken, commit, people, instance } = options;
  const { db, world } = hub;
  const tenants = createTenantService(hub, ownTenant);
  const opened = new Map<TenantId, TenantRoutes>();
  const openTenant = (tenantId: TenantId): TenantRoutes => {
    const known = opened.get(tenantId);
    if (known) return known;
    if (opened.size >= mostOpen) opened.clear();
    const routes = openRoutes(config, hub, { tenantId, commit, tenants, people, instance });
    opened.set(tenantId, routes);
    return routes;
  };
  const authenticate = createAuthenticate({
    db,
    clock: world.clock,
    adminToken,
    ownTenant,
    findPerson: people.recognise,
  });
  const rates = createRateGuard({ perMinute: config.api.requestsPerMinute, burst: config.api.burst }, () =>
    world.clock.now().getTime(),
  );
  return createGate({ authenticate, openTenant, describe: describeApi, rates, log: world.log });
}

function createTenantService({ db, vault, world }: Hub, ownTenant: TenantId): TenantService {
  const find = async (name: string) => {
    const found = (await listTenants(db)).find((tenant) => tenant.name === name || tenant.id === name);
    if (!found) throw new AppError("notFound", `There is no tenant "${name}".`);
    return found;
  };
  return {
    countRows: async (name) => countTenantRows(db, (await find(name)).id),
    async remove(name) {
      const { id, name: called } = await find(name);
      if (id === ownTenant)
        throw new AppError(
          "conflict",
          `${called} is this hub's own tenant: name another one in INTERDESK_TENANT first.`,
        );
      const entry = { actor: actorNow(), action: "tenant.delete", object: id, detail: { name: called } };
      await addAudit(db, ownTenant, entry, world.ids.next);
      await eraseTenant(db, id);
      return countTenantRows(db, id);
    },
    list: () => listTenants(db),
    async ensure(name) {
      const id = await ensureTenant(db, name, world.ids.next);
      await vault.check(id);
      // The first row of its own audit; asked for again, one more.
      await addAudit(db, id, { actor: actorNow(), action: "tenant.add", object: id, detail: { name } }, world.ids.next);
      return { id, name };
    },
  };
}

interface TenantDeps extends Pick<ApiOptions, "commit" | "people" | "instance"> {
  tenantId: TenantId;
  tenants: TenantService;
}

/** Our own API, the same tickets as others' standards have them, and what models are given of all this. */
function openRoutes(config: Config, hub: Hub, deps: TenantDeps): TenantRoutes {
  const { db, world, publicUrl, node } = hub;
  const { tenantId } = deps;
  const services = openServices(config, hub, deps);
  const wake = () => hub.signals.wake("push");
  const tmf = createTmfService({ ...world, db, tenantId, unit: node.unit, publicUrl, wake });
  const app = new Hono();
  app.route("/", createApiRoutes(services));
  app.route(tmfBase, createTmfRoutes(tmf, world.log));
  app.route("/", createMcpRoutes({ ...world, ...services, db }));
  return app;
}

function openServices(config: Config, hub: Hub, { tenantId, commit, tenants, people, instance }: TenantDeps): ApiDeps {
  const { db, vault, world, publicUrl } = hub;
  const { ids, clock } = world;
  const { unit, webhooks } = hub.node;
  const wake = (queue: "read" | "push") => hub.signals.wake(queue);
  const common = { db, tenantId, vault, ids, clock };
  const connectionDeps = {
    ...common,
    wake,
    publicUrl,
    open: hub.connections,
    mailDomain: config.smtp?.domain,
  };
  const webhookDeps = {
    ...common,
    receivers: webhooks.receivers,
    allowedPrivate: config.outbound.allowedPrivate,
    wake: () => wake("push"),
  };
  const setup = { connections: connectionDeps, webhooks: webhookDeps };
  const openTarget = (id: ConnectionId) => openDesk(hub.node, tenantId, id);
  const connections = createConnectionService(connectionDeps);
  const tickets = createTicketService({ ...world, db, tenantId, unit, openTarget, wake });
  return {
    hub,
    tenantId,
    commit,
    connections,
    simulators: createSimulatorService({
      ...hub,
      ...common,
      connections,
      tickets,
      secretsOf: openSecrets(hub, tenantId),
    }),
    sync: openSync(hub, tenantId),
    rules: createRuleService({ db, tenantId, unit, open: hub.connections, ids, clock }),
    sla: createSlaService({ db, tenantId, unit, ids, clock }),
    duty: createDutyService({ ...world, db, tenantId, unit, publicUrl }),
    webhooks: createWebhookService(webhookDeps),
    configuration: createConfigurationService({ db, tenantId, clock, ...setup }),
    tickets,
    audit: createAuditService({ ...hub, tenantId }),
    keys: createKeyService({ db, tenantId, ids, clock }),
    people: people.serviceOf(tenantId),
    me: people.meOf(tenantId),
    tenants,
    instance,
    retention: openRetention(config, hub),
    erasure: createErasureService({ db, tenantId, vault: hub.vault, ids }),
    loadRing: () => loadKeyring(config.dataDir, config.masterKey),
  };
}

function openSecrets({ db, vault }: Hub, tenantId: TenantId) {
  return async (id: ConnectionId) => {
    const row = await readConnection(db, tenantId, id);
    return row ? vault.open(tenantId, id, row.secrets, row.secretsVersion) : {};
  };
}

export function openRetention({ retention: settings }: Config, { db, world, node }: Hub): Retention {
  return createRetention({ db, world, settings, sealAudit: node.sealAudit });
}

function openSync(hub: Hub, tenantId: TenantId): SyncService {
  const openTarget = async (name: string) => {
    const found = (await listConnections(hub.db, tenantId)).find((one) => one.name === name || one.id === name);
    const target = found && (await openDesk(hub.node, tenantId, found.id));
    if (!target) throw new AppError(found ? "invalid" : "notFound", `There is no service desk "${name}".`);
    return target;
  };
  return createSyncService({ pushDeps: hub.node.pushDeps, openTarget, wake: (queue) => hub.signals.wake(queue) });
}
