import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import path from "node:path";
import type { Kysely } from "kysely";
import type { ClientConfig } from "pg";
import { createLocalSlots } from "../connectors/http/local-slots.ts";
import type { UnitOfWork } from "../core/ports/stores.ts";
import type { IdSource, Log, Trace, World } from "../core/ports/world.ts";
import type { TenantId } from "../schemas/ids.ts";
import { type AnchorFile, openAnchorFile } from "./audit/anchors.ts";
import { createSealer } from "./audit/sealer.ts";
import { type Config, simulates } from "./config/config.ts";
import { type CallDeps, openAll } from "./connections/open-all.ts";
import { createRefusals, tellRefusals } from "./connections/refusals.ts";
import type { OpenConnections } from "./connections/open-connections.ts";
import { isUrgent } from "./db/call-gate.ts";
import { createClaims } from "./db/claims.ts";
import type { Database } from "./db/database.ts";
import { createConnectionHealth } from "./db/health.ts";
import { type OpenDatabase, openDatabase } from "./db/pool.ts";
import { openNotifications } from "./db/notifications.ts";
import { createSignals, type Signals } from "./db/signals.ts";
import type { Touched } from "./db/touched.ts";
import { dropCrowds, listDueWebhooks } from "./db/webhooks.ts";
import { createDatabaseSlots } from "./db/slots.ts";
import { isTransient } from "./db/failures.ts";
import { createUnitOfWork } from "./db/unit-of-work.ts";
import { createAnswerLink } from "./on-call/answer-link.ts";
import { createLiveFeed, type LiveFeed } from "./live/live-feed.ts";
import { shareChanges } from "./live/share.ts";
import { createGroupCommit } from "./ingest/group-commit.ts";
import { idSource } from "./ids.ts";
import { watchLoopLag } from "./loop-lag.ts";
import { createLeaseWatch, LeasesLost, type LeaseWatch } from "./lease-watch.ts";
import { createVault, type Vault } from "./secrets/vault.ts";
import { createReceivers } from "./webhooks/receivers.ts";
import type { Keyring } from "./secrets/keyring.ts";
import { createLog } from "./telemetry/log.ts";
import { createMetrics, type MetricsRegistry } from "./telemetry/metrics.ts";
import { inSpan } from "./telemetry/traces.ts";
import { createWebhookKeeper, type KeepDeps } from "./workers/keep-webhook.ts";
import type { Node } from "./workers/node.ts";
import { buildPushDeps } from "./workers/push-deps.ts";
import { createReach, type Reach } from "./reach.ts";
import { createSimulators, type Simulators } from "./simulators/running.ts";

/** Everything one process is made of, put together in one place. */
export interface Hub extends Reach {
  world: World & { metrics: MetricsRegistry };
  database: OpenDatabase;
  db: Kysely<Database>;
  signals: Signals;
  vault: Vault;
  connections: OpenConnections;
  /** Vendors that are simulated in this process. */
  simulators: Simulators;
  /** Beside the database: what the end of the audit's chain was. */
  anchors: AnchorFile;
  /** What changes, for those who look. */
  live: LiveFeed;
  node: Node;
  /** Work that has begun is ended, new work is not begun. */
  stopping: () => void;
  close(): Promise<void>;
}

/** Requests that have waited longer are sent away, so that those who come again are answered soon. */
const mostLagMs = 2_000;

export async function openHub(config: Config, keyring: Keyring, app: ClientConfig, failAt?: string): Promise<Hub> {
  const world = createWorld(config);
  const database = await openDatabase(app, {
    max: 20,
    onError: (cause) => world.log.warn({ err: cause }, "an idle database connection was lost"),
  });
  const { db } = database;
  const { signals, live, ...talk } = openTalk(app, world.log);
  const vault = createVault(db, keyring);
  const anchors = openAnchorFile(path.resolve(config.dataDir, "audit-anchors.jsonl"));
  const name = `${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`;
  const slots = createDatabaseSlots(db, name, createLocalSlots(isUrgent));
  const leases = createLeaseWatch();
  const unit = openUnit(config, { db, ids: world.ids, leases, onTouched: talk.share });
  const door = openDoor(database.ingest, signals);
  const reach = createReach(config);
  const simulators = createSimulators(config.dataDir, simulates(config));
  const { refusals, health } = openHealth(db, world);
  const opening = { ...reach, db, vault, unit, slots, leases, refusals, alsoAllowed: simulators.addresses };
  const connections = openAll(config, world, opening);
  const pushDeps = buildPushDeps(config, world, unit, health, failAt);
  const own = { name, world, unit, leases, health, connections, pushDeps, signals };
  let stopping = false;
  const node: Node = {
    ...own,
    commit: door.commit,
    lagMs: door.lagMs,
    claims: createClaims(db),
    pageDeps: { ...pushDeps, newLink: () => createAnswerLink(reach.publicUrl()) },
    pollIntervalMs: config.poll.intervalSeconds * 1_000,
    keepWebhook: keepWebhooks(config, { world, unit, health, db, vault }),
    webhooks: openWebhooks(config, world, { db, vault, leases }),
    sealAudit: createSealer({ db, vault, anchors, world }),
    isTransient,
    stopping: () => stopping,
  };
  return {
    world,
    database,
    db,
    signals,
    vault,
    connections,
    simulators,
    anchors,
    live,
    ...reach,
    node,
    stopping: () => void (stopping = true),
    async close() {
      door.close();
      await talk.close();
      await connections.closeAll();
      await simulators.closeAll();
      await node.webhooks.receivers.closeAll();
      await database.close();
      await world.metrics.close();
    },
  };
}

function openHealth(db: Hub["db"], world: Hub["world"]) {
  const refusals = createRefusals();
  return { refusals, health: tellRefusals(createConnectionHealth(db, world.ids.next), refusals) };
}

function createWorld(config: Config): Hub["world"] {
  return {
    clock: { now: () => new Date() },
    ids: idSource,
    log: createLog(config.logLevel),
    metrics: createMetrics(),
    trace,
  };
}

/** How the nodes tell one another that there is work, and those who look what has changed. */
function openTalk(app: ClientConfig, log: Log) {
  const notifications = openNotifications(app, log);
  const signals = createSignals(notifications);
  const live = createLiveFeed();
  const shared = shareChanges(live, notifications);
  return {
    signals,
    live,
    share: (tenantId: TenantId, { tickets, alerts }: Touched) =>
      shared.note(tenantId, { tickets: [...tickets], alerts: [...alerts] }),
    async close() {
      shared.close();
      live.close();
      signals.close();
      await notifications.close();
    },
  };
}

/** Where deliveries are stored, and how late this process is in taking them. */
function openDoor(ingest: OpenDatabase["ingest"], signals: Signals) {
  const lag = watchLoopLag();
  const wake = () => signals.wake("intake");
  const commit = createGroupCommit(ingest, wake, () => lag.ms() > mostLagMs);
  return { commit, lagMs: () => lag.ms(), close: () => lag.close() };
}

function openUnit(
  { poll }: Config,
  {
    db,
    ids,
    leases,
    onTouched,
  }: {
    db: Kysely<Database>;
    ids: IdSource;
    leases: LeaseWatch;
    onTouched: (tenantId: TenantId, touched: Touched) => void;
  },
): UnitOfWork {
  const checkLeases = () => {
    if (!leases.holds()) throw new LeasesLost();
  };
  return createUnitOfWork(db, ids.next, poll.recordSeconds, checkLeases, onTouched);
}

/** Only a hub that knows how it is reached can say where vendors shall call. */
function keepWebhooks({ http, poll }: Config, deps: Omit<KeepDeps, "publicUrl" | "everyMs">): Node["keepWebhook"] {
  if (!http.publicUrl) return undefined;
  const publicUrl = http.publicUrl.replace(/\/$/, "");
  return createWebhookKeeper({ ...deps, publicUrl, everyMs: poll.webhookSeconds * 1_000 });
}

function openWebhooks(
  { outbound }: Config,
  { clock, ids, metrics }: Hub["world"],
  { db, vault, leases }: Pick<CallDeps, "db" | "leases"> & { vault: Vault },
): Node["webhooks"] {
  const receivers = createReceivers({
    db,
    vault,
    clock,
    slots: createLocalSlots(),
    allowedPrivate: outbound.allowedPrivate,
    mayChange: () => leases.holds(),
    onCall: ({ outcome, ms }) => {
      metrics.count("interdesk_webhook_calls", { outcome });
      metrics.observe("interdesk_webhook_call_ms", {}, ms);
    },
  });
  return {
    receivers,
    listDue: (most) => listDueWebhooks(db, most),
    dropCrowds: (most) => dropCrowds(db, most, ids.next),
  };
}

const trace: Trace = (name, traceparent, run) => inSpan(name, { traceparent }, run);
