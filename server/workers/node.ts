import type { ClearTrust } from "../../connectors/contract.ts";
import type { PushDeps, PushTarget } from "../../core/flows/push-deps.ts";
import type { PageDeps } from "../../core/flows/send-pages.ts";
import type { SourceTarget } from "../../core/flows/push-sources.ts";
import type { ConnectionHealth, UnitOfWork } from "../../core/ports/stores.ts";
import type { World } from "../../core/ports/world.ts";
import type { ConnectionId, TenantId, WebhookId } from "../../schemas/ids.ts";
import type { OpenConnections } from "../connections/open-connections.ts";
import type { SealTenant } from "../audit/sealer.ts";
import type { LeaseWatch } from "../lease-watch.ts";
import type { Claims } from "../db/claims.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Receivers } from "../webhooks/receivers.ts";

/** What every worker of this process works with. */
export interface Node {
  /** Names this process as the owner of leases; new at each start. */
  name: string;
  world: World;
  unit: UnitOfWork;
  /** Stores deliveries. */
  commit: GroupCommit;
  claims: Claims;
  /** Whether work that was begun may go on. */
  leases: LeaseWatch;
  health: ConnectionHealth;
  connections: OpenConnections;
  pushDeps: PushDeps;
  pageDeps: PageDeps;
  signals: { wake(queue: "intake" | "push" | "read"): void };
  pollIntervalMs: number;
  /** Sees to it that the vendor's webhooks still call us; undefined = nobody has said how we are reached. */
  keepWebhook: ((target: PushTarget) => Promise<void>) | undefined;
  /** Other systems that are told of what happens. */
  webhooks: {
    receivers: Receivers;
    listDue(most: number): Promise<readonly { tenantId: TenantId; webhookId: WebhookId }[]>;
    /** Gives up what waits for one webhook beyond so many. @returns how many */
    dropCrowds(most: number): Promise<number>;
  };
  /** Gives rows of the audit that wait their places in its chain. */
  sealAudit: SealTenant;
  isTransient: (error: unknown) => boolean;
  stopping: () => boolean;
  /** How late this process is with what is due; ms. */
  lagMs: () => number;
}

/** The desk behind a connection; undefined when it was removed meanwhile, or parked because its settings do not open. */
export async function openDesk(
  node: Node,
  tenantId: TenantId,
  connectionId: ConnectionId,
): Promise<PushTarget | undefined> {
  const opened = await node.connections.open(tenantId, connectionId);
  if (!opened?.instance.desk) return undefined;
  return {
    tenantId,
    connectionId,
    version: opened.connection.version,
    desk: opened.instance.desk,
    name: opened.connection.name,
    rules: opened.connection.rules,
    startedAt: opened.startedAt,
  };
}

/**
 * The monitoring tool behind a connection; one that can be told and asked nothing has no methods.
 *
 * @returns undefined when it was removed meanwhile; with how far its clears are trusted
 */
export async function openMonitor(
  node: Node,
  tenantId: TenantId,
  connectionId: ConnectionId,
): Promise<{ target: SourceTarget; trust: ClearTrust | undefined } | undefined> {
  const opened = await node.connections.open(tenantId, connectionId);
  if (!opened) return undefined;
  const { name, version } = opened.connection;
  const monitor = opened.instance.monitor ?? { listEveryMs: 0, opensListed: false };
  const trust = opened.connector.manifest.monitor;
  return { target: { tenantId, connectionId, version, name, monitor }, trust };
}
