import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Hono } from "hono";
import type { ClientConfig } from "pg";
import type { TenantId } from "../schemas/ids.ts";
import { loadTokens } from "./access/token-file.ts";
import type { Config } from "./config/config.ts";
import { ensureTenant } from "./db/admin.ts";
import { embeddedLogin, startEmbedded } from "./db/embedded/index.ts";
import { migrate } from "./db/migrate.ts";
import { createDiskWatch } from "./disk-space.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { startHttpServer } from "./http-server.ts";
import { type Hub, openHub } from "./hub.ts";
import { buildAnswers, buildHooks, type Intake, noteRefusals, startMail } from "./doors.ts";
import { createHookDirectory } from "./ingest/hook-directory.ts";
import { startMaintenance } from "./maintenance.ts";
import { createInstanceService } from "./operations/instance-service.ts";
import { type InstanceWatch, watchInstance } from "./operations/instance-watch.ts";
import { createPeople, type People } from "./people/people.ts";
import { createCalendarRoutes } from "./routes/calendars.ts";
import { createConsoleRoutes } from "./routes/console.ts";
import { createOperationRoutes } from "./routes/operations.ts";
import { loadKeyring } from "./secrets/keyring.ts";
import { startTracing } from "./telemetry/traces.ts";
import { createMailer } from "./mail/mailer.ts";
import { startMailLoop } from "./workers/mail.ts";
import { startWorkers } from "./workers/index.ts";
import { buildApi, openRetention } from "./open-api.ts";

export interface Running {
  url: string;
  port: number;
  /** Where mails of monitoring tools are taken; undefined where none are. */
  mailPort: number | undefined;
  /** Where the first owner signs up, once; undefined when there is one. It holds a secret. */
  setupUrl: string | undefined;
  hub: Hub;
  /** Where the hub's own login signs in. */
  database: ClientConfig;
  /** Stops taking, ends what has begun, closes the database last. */
  stop(): Promise<void>;
}

/** @returns what ends them, in the order in which it is to be done */
async function startAllWorkers(config: Config, hub: Hub): Promise<(() => Promise<void>)[]> {
  const stopWorkers = await startWorkers(hub.node, hub.signals);
  const closers = [
    async () => {
      hub.stopping();
      await stopWorkers();
    },
  ];
  const mailer = createMailer(config.mail);
  if (!mailer) return closers;
  const loop = startMailLoop(hub, mailer);
  const stopMail = async () => {
    await loop.stop();
    mailer.close();
  };
  return [stopMail, ...closers];
}

/** What is done by the clock, and the workers: these as soon as it is known that this is no copy beside its original. */
async function startWork(
  config: Config,
  hub: Hub,
  { app, ownTenant, closers }: { app: ClientConfig; ownTenant: TenantId; closers: (() => Promise<void>)[] },
): Promise<InstanceWatch> {
  const found: { watch?: InstanceWatch } = {};
  const isHeld = () => found.watch?.isHeld() ?? true;
  const { backup } = config;
  closers.unshift(
    await startMaintenance(hub, app, { backup, ownTenant, isHeld, retention: openRetention(config, hub) }),
  );
  const workers: (() => Promise<void>)[] = [];
  closers.unshift(() => closeAll(workers));
  const watch = await watchInstance(config, hub, async () => {
    if (config.role !== "web") workers.push(...(await startAllWorkers(config, hub)));
  });
  closers.unshift(watch.stop);
  found.watch = watch;
  return watch;
}

/** Starts a whole hub: database, migrations where they are ours to run, workers, and the listener last. */
export async function startInterdesk(
  config: Config,
  options: { failpoint?: string | undefined } = {},
): Promise<Running> {
  await mkdir(config.dataDir, { recursive: true });
  const endTracing = await startTracing({ endpoint: config.otlpEndpoint });
  const database = await prepareDatabase(config);
  const closers: (() => Promise<void>)[] = [database.stop, endTracing];
  try {
    const keyring = await loadKeyring(config.dataDir, config.masterKey);
    const hub = await openHub(config, keyring, database.app, options.failpoint);
    closers.unshift(() => hub.close());
    const tenantId = await ensureTenant(hub.db, config.tenant, hub.world.ids.next);
    await hub.vault.checkAll();
    await hub.simulators.parkEnded(hub.db, hub.world.ids.next);
    const watch = await startWork(config, hub, { app: database.app, ownTenant: tenantId, closers });
    const { commit } = hub.node;
    // The disk of a database server is its own operator's to watch.
    const diskIsFull = config.databaseUrl ? async () => false : createDiskWatch(config.dataDir, hub.world.clock);
    const app = new Hono();
    const tokens = await loadTokens(config);
    const people = createPeople(config, hub, tenantId);
    closers.unshift(people.close);
    const instance = createInstanceService({ db: hub.db, newId: hub.world.ids.next, watch });
    app.route("/", buildApi(config, hub, { ownTenant: tenantId, commit, adminToken: tokens.admin, people, instance }));
    app.route("/", createOperationRoutes({ hub, diskIsFull, isHeld: watch.isHeld, tokens }));
    const intake = {
      commit,
      isFull: diskIsFull,
      hooks: createHookDirectory(hub.db, hub.world.clock),
      noteRefused: noteRefusals(hub),
    };
    if (config.role !== "worker") mountDoors(app, config, hub, { intake, people });
    const stopHeartbeat = startHeartbeat(config, { hub, diskIsFull });
    if (stopHeartbeat) closers.unshift(stopHeartbeat);
    const server = await startHttpServer(app, config.http);
    const ownUrl = `http://${config.http.host}:${server.port}`;
    hub.listensAt(ownUrl);
    closers.unshift(async () => hub.live.end(), server.close, commit.close);
    const mail = config.role === "worker" ? undefined : await startMail(config, hub, intake);
    if (mail) closers.unshift(mail.close);
    await announce(config, ownUrl);
    const setupUrl = config.role === "worker" ? undefined : await people.offerSetup();
    hub.world.log.info(
      { url: ownUrl, database: config.databaseUrl ? "server" : "embedded", adopted: database.adopted },
      "Interdesk is running",
    );
    return {
      url: ownUrl,
      port: server.port,
      mailPort: mail?.port,
      setupUrl,
      hub,
      database: database.app,
      stop: once(() => closeAll(closers)),
    };
  } catch (cause) {
    await closeAll(closers);
    throw cause;
  }
}

/** What others than the API's callers reach: vendors, whoever answers a page, calendar programs, and who signs in. */
function mountDoors(app: Hono, config: Config, hub: Hub, { intake, people }: { intake: Intake; people: People }): void {
  app.route("/", buildHooks(config, hub, intake));
  app.route("/", buildAnswers(hub));
  app.route("/", people.routes);
  app.route("/", createCalendarRoutes({ ...hub.world, db: hub.db, unit: hub.node.unit }));
  // Last: it answers whatever address a browser opens that is nobody else's.
  app.route("/", createConsoleRoutes());
}

/** The configured server, or our own PostgreSQL, brought up to date since nobody else does. */
async function prepareDatabase(
  config: Config,
): Promise<{ app: ClientConfig; adopted: boolean; stop: () => Promise<void> }> {
  if (config.databaseUrl)
    return { app: { connectionString: config.databaseUrl }, adopted: false, stop: async () => {} };
  const embedded = await startEmbedded({ dataDir: config.dataDir });
  try {
    await migrate({
      admin: embedded.admin,
      login: { user: embeddedLogin, password: undefined },
    });
  } catch (cause) {
    await embedded.stop();
    throw cause;
  }
  return { app: embedded.app, adopted: embedded.adopted, stop: embedded.stop };
}

/** Where the command line finds the hub that runs on this data folder. */
async function announce(config: Config, url: string): Promise<void> {
  await writeFile(path.join(config.dataDir, "hub-url"), `${url}\n`);
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}
