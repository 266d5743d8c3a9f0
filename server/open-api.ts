import type { Hono } from "hono";
import type { TenantId } from "../schemas/ids.ts";
import { createAuthenticate } from "./access/authenticate.ts";
import { createGate } from "./access/gate.ts";
import { createKeyService } from "./access/key-service.ts";
import type { TenantService } from "./api/access-routes.ts";
import { AppError } from "./api/problem.ts";
import { createApiRoutes } from "./api/routes.ts";
import { createAuditService } from "./audit/audit-service.ts";
import type { Config } from "./config/config.ts";
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
import { createRuleService } from "./rules/rule-service.ts";
import { loadKeyring } from "./secrets/keyring.ts";
import { createSlaService } from "./sla/sla-service.ts";
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
}

/** Tenants whose routes are kept open. */
const mostOpen = 500;

/** The API of all tenants behind one door; a tenant's own routes are made when it is first asked for. */
export function buildApi(config: Config, hub: Hub, options: ApiOptions): Hono {
  const { ownTenant, adminToken, commit, instance } = options;
  const { db, world } = hub;
  const tenants = createTenantService(hub, ownTenant);
  const opened = new Map<TenantId, Hono>();
  const openTenant = (tenantId: TenantId): Hono => {
    const known = opened.get(tenantId);
    if (known) return known;
    if (opened.size >= mostOpen) opened.clear();
    const routes = openRoutes(config, hub, { tenantId, commit, tenants, instance });
    opened.set(tenantId, routes);
    return routes;
  };
  const authenticate = createAuthenticate({ db, clock: world.clock, adminToken, ownTenant });
  return createGate({ authenticate, openTenant, log: world.log });
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

function openRoutes(
  config: Config,
  hub: Hub,
  {
    tenantId,
    commit,
    tenants,
    instance,
  }: { tenantId: TenantId; tenants: TenantService } & Pick<ApiOptions, "commit" | "instance">,
): Hono {
  const { db, world, publicUrl } = hub;
  const { ids, clock } = world;
  const { unit } = hub.node;
  return createApiRoutes({
    hub,
    tenantId,
    commit,
    connections: createConnectionService({
      db,
      tenantId,
      vault: hub.vault,
      open: hub.connections,
      ids,
      wake: (queue) => hub.signals.wake(queue),
      publicUrl,
      mailDomain: config.smtp?.domain,
    }),
    sync: openSync(hub, tenantId),
    rules: createRuleService({ db, tenantId, unit, open: hub.connections, ids, clock }),
    sla: createSlaService({ db, tenantId, unit, ids, clock }),
    duty: createDutyService({ ...world, db, tenantId, unit, publicUrl }),
    webhooks: createWebhookService({
      ...world,
      db,
      tenantId,
      vault: hub.vault,
      receivers: hub.node.webhooks.receivers,
      allowedPrivate: config.outbound.allowedPrivate,
      wake: () => hub.signals.wake("push"),
    }),
    audit: createAuditService({ ...hub, tenantId }),
    keys: createKeyService({ db, tenantId, ids, clock }),
    tenants,
    instance,
    retention: openRetention(config, hub),
    erasure: createErasureService({ db, tenantId, vault: hub.vault, ids }),
    loadRing: () => loadKeyring(config.dataDir, config.masterKey),
  });
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
