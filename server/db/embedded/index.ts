import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, open, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client, type ClientConfig } from "pg";
import {
  type Binaries,
  exists,
  findBinaries,
  findOwner,
  initialise,
  makeFolder,
  makeReachable,
  mayEnter,
  type Owner,
} from "./binaries.ts";
import { lockFolder } from "./folder-lock.ts";
import { awaitReady, readPostmaster, stopPostmaster } from "./postmaster.ts";

const major = "18";
const databaseName = "interdesk";
/** What the hub signs in as. */
export const embeddedLogin = "interdesk_hub";
const startDeadlineMs = 60_000;

export interface EmbeddedPostgres {
  /** The cluster's owner: for migrations only. */
  admin: ClientConfig;
  /** The hub's own ordinary login. */
  app: ClientConfig;
  /** Whether a server that was left behind by a killed hub has been taken over. */
  adopted: boolean;
  /** After all pools have closed. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** False only for tests: then a crash of the machine loses data. */
  durable?: boolean;
}

/** Starts the PostgreSQL that npm brought, in our own data folder and on a socket only, or takes over one left running there. */
export async function startEmbedded({ dataDir, durable = true }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = path.resolve(dataDir);
  await mkdir(home, { recursive: true });
  const unlock = await lockFolder(home);
  try {
    const owner = await findOwner();
    const clusterHome = await findClusterHome(home, owner);
    const data = path.join(clusterHome, "postgres");
    await refuseOtherMajor(data);
    const left = await readPostmaster(data);
    const server = left
      ? { pid: left.pid, socketFolder: left.socketFolder }
      : await startServer(clusterHome, data, owner, durable);
    const app = appOf(server.socketFolder);
    const admin = { ...app, user: "interdesk_cluster" };
    await ensureDatabase({ ...admin, database: "postgres" });
    return {
      admin,
      app,
      adopted: left !== undefined,
      async stop() {
        await stopPostmaster(server.pid, startDeadlineMs);
        await unlock();
      },
    };
  } catch (cause) {
    await unlock();
    throw cause;
  }
}

/** The hub's own login on the server that runs on a data folder, whoever has started it; undefined = none does. */
export async function findEmbedded(dataDir: string): Promise<ClientConfig | undefined> {
  const owner = await findOwner();
  const running = await readPostmaster(path.join(await findClusterHome(path.resolve(dataDir), owner), "postgres"));
  return running?.ready === true ? appOf(running.socketFolder) : undefined;
}

function appOf(socketFolder: string): ClientConfig {
  return { host: socketFolder, port: 5432, user: embeddedLogin, database: databaseName };
}

/** As root, PostgreSQL's own user must reach the folder; where it cannot (below /root, say), the cluster lives in /var/lib. */
async function findClusterHome(home: string, owner: Owner | undefined): Promise<string> {
  if (!owner) return home;
  await chmod(home, 0o711);
  if (mayEnter(home, owner)) return home;
  const elsewhere = path.join("/var/lib", `interdesk-${nameOf(home)}`);
  await makeFolder(elsewhere, owner, 0o711);
  return elsewhere;
}

function nameOf(home: string): string {
  return createHash("sha256").update(home).digest("hex").slice(0, 12);
}

async function refuseOtherMajor(data: string): Promise<void> {
  const version = (await readFile(path.join(data, "PG_VERSION"), "utf8").catch(() => major)).trim();
  if (version === major) return;
  throw new Error(
    `The data folder ${data} was made by PostgreSQL ${version}, this Interdesk carries ${major}. ` +
      `Start the Interdesk that made it, run "interdesk backup", and restore that backup into a new folder (INTERDESK_DATA).`,
  );
}

async function startServer(
  home: string,
  data: string,
  owner: Owner | undefined,
  durable: boolean,
): Promise<{ pid: number; socketFolder: string }> {
  const binaries = await makeReachable(await findBinaries(), owner, path.join(home, "postgres-binaries"));
  if (!(await exists(path.join(data, "PG_VERSION")))) {
    await makeFolder(data, owner, 0o700);
    await initialise(binaries, data, owner);
  }
  // Sockets have a short path limit (107 bytes), data folders do not.
  const socketFolder = path.join(os.tmpdir(), `interdesk-${nameOf(home)}`);
  await makeFolder(socketFolder, owner, 0o700);
  return { pid: await spawnServer(binaries, { home, data, socketFolder, owner, durable }), socketFolder };
}

interface ServerPlace {
  home: string;
  data: string;
  socketFolder: string;
  owner: Owner | undefined;
  durable: boolean;
}

async function spawnServer(binaries: Binaries, place: ServerPlace): Promise<number> {
  // One serves all hubs of a test run, and loses what it likes; a hub of its own has its pools.
  const kind = place.durable
    ? ["max_connections=100"]
    : ["max_connections=400", "fsync=off", "synchronous_commit=on", "full_page_writes=off"];
  const options = [
    "-D",
    place.data,
    "-k",
    place.socketFolder,
    "-p",
    "5432",
    "-c",
    "listen_addresses=",
    "-c",
    "shared_buffers=64MB",
    ...kind.flatMap((setting) => ["-c", setting]),
  ];
  const logFile = path.join(place.home, "postgres.log");
  const log = await open(logFile, "a");
  // Detached: Ctrl-C is for the hub, which stops PostgreSQL after its own work is done.
  const child = spawn(binaries.postgres, options, {
    ...place.owner,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  await log.close();
  let failure: string | undefined;
  child.on("error", (cause) => (failure = cause.message));
  child.on("exit", (code) => (failure = `it ended with code ${code}; see ${logFile}`));
  child.unref();
  return (await awaitReady(place.data, startDeadlineMs, () => failure)).pid;
}

async function ensureDatabase(admin: ClientConfig): Promise<void> {
  const client = new Client(admin);
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (rows.length === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
