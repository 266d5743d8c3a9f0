import { createHash, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client, type ClientConfig } from "pg";
import { migrate, readMigrations } from "../../server/db/migrate.ts";
import { startShared } from "./shared-postgres.ts";

export interface TestDatabase {
  /** The hub's ordinary login on a database of its own. */
  app: ClientConfig;
  /** A superuser of the same database. */
  admin: ClientConfig;
  /** `postgres://…` of the hub's login, for a hub in another process. */
  url: string;
  /** The same of the superuser. */
  adminUrl: string;
  drop(): Promise<void>;
}

const login = { user: "interdesk_hub", password: undefined };
/** Any constant: one process at a time makes the template. */
const templateLock = 7_264_018;

/** A copy of a database that nobody is connected to. */
export async function cloneTestDatabase({ admin, app }: TestDatabase): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await findServer();
  const name = `${admin.database}_copy`;
  await onServer(server, (client) => client.query(`create database ${name} template ${admin.database}`));
  return {
    url: urlOf({ ...app, database: name }),
    drop: () => onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** A database cloned from a migrated template, on TEST_DATABASE_URL or on an embedded PostgreSQL that all tests share. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = await findServer();
  const template = await ensureTemplate(admin);
  const name = `interdesk_test_${randomBytes(6).toString("hex")}`;
  await onServer(admin, (client) => client.query(`create database ${name} template ${template}`));
  // The template may be weeks old.
  await onServer({ ...admin, database: name }, (client) => client.query("select ensure_partitions(3, 14)"));
  const at = (user: string): ClientConfig => ({ host: admin.host, port: admin.port, user, database: name });
  return {
    app: at(login.user),
    admin: at(admin.user ?? "postgres"),
    url: urlOf(at(login.user)),
    adminUrl: urlOf(at(admin.user ?? "postgres")),
    drop: () => onServer(admin, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** A socket's folder goes as a parameter, which wins over the host in the address. */
function urlOf({ host, port, user, database }: ClientConfig): string {
  return host?.startsWith("/")
    ? `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
    : `postgres://${user}@${host}:${port}/${database}`;
}

interface ServerConfig {
  host: string | undefined;
  port: number;
  user: string;
  database: string;
}

async function findServer(): Promise<ServerConfig> {
  const url = process.env["TEST_DATABASE_URL"];
  if (url) {
    const { hostname, port, username, pathname } = new URL(url);
    return {
      host: hostname,
      port: Number(port || 5432),
      user: username || "postgres",
      database: pathname.slice(1) || "postgres",
    };
  }
  const home = path.join(os.tmpdir(), `interdesk-tests-${process.getuid?.() ?? 0}`);
  await mkdir(home, { recursive: true });
  return startShared(home);
}

/** Named by its migrations: another checkout's template is never taken for ours. */
async function ensureTemplate(admin: ServerConfig): Promise<string> {
  const migrations = await readMigrations();
  const hash = createHash("sha256")
    .update(migrations.map(({ name, checksum }) => `${name}:${checksum}`).join("\n"))
    .digest("hex");
  const name = `interdesk_template_${hash.slice(0, 12)}`;
  await onServer(admin, async (client) => {
    await client.query("select pg_advisory_lock($1)", [templateLock]);
    const { rows } = await client.query<{ ready: boolean }>(
      "select datistemplate as ready from pg_database where datname = $1",
      [name],
    );
    if (rows[0]?.ready) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    await migrate({ admin: { ...admin, database: name }, login });
    // Only a finished template is marked as one.
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}

async function onServer(admin: ServerConfig, run: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(admin);
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
