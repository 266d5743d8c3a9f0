import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { Client, type ClientConfig } from "pg";
import { ensureRoles } from "./roles.ts";

const folder = new URL("./migrations/", import.meta.url);
/** Any constant: all migrators of a database take the same lock. */
export const migrationLock = 7_264_017;

export interface Migration {
  name: string;
  text: string;
  checksum: string;
}

/** The numbered files, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), "utf8");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

export interface MigrateOptions {
  /** A role that may create roles and schemas: a superuser, or one that has been given as much. */
  admin: ClientConfig;
  /** The role that the hub signs in as; made if it does not exist. */
  login: { user: string; password: string | undefined };
}

/**
 * Brings a database to the newest schema, forward only; many may try at once, one does it and the others wait.
 *
 * @returns the names of the migrations that ran
 * @throws Error when a migration that has run before was edited since
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const client = new Client(options.admin);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await ensureRoles(client, options.login);
    await prepareSchema(client, options.login.user);
    return await runPending(client);
  } finally {
    await client.end();
  }
}

/** What stands before the first migration; harmless to repeat. */
export async function prepareSchema(client: Client, login: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const database = client.escapeIdentifier(rows[0]?.name ?? "");
  await client.query(`grant connect, temporary on database ${database} to interdesk_app`);
  await client.query("alter schema public owner to interdesk_owner");
  await client.query("grant usage on schema public to interdesk_app, interdesk_ingest, interdesk_claimer");
  await client.query("grant create on schema public to interdesk_claimer");
  await client.query(`create schema if not exists pgboss authorization ${client.escapeIdentifier(login)}`);
  await client.query(
    "create table if not exists public.migration (name text primary key, checksum text not null, at timestamptz not null default now())",
  );
  await client.query("alter table public.migration owner to interdesk_owner");
}

async function runPending(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>("select name, checksum from migration");
  const done = new Map(rows.map((row) => [row.name, row.checksum]));
  const ran: string[] = [];
  for (const migration of await readMigrations()) {
    const checksum = done.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined)
      throw new Error(`migration ${migration.name} was edited after it had run; add a new one instead`);
    await runOne(client, migration);
    ran.push(migration.name);
  }
  await client.query("select ensure_partitions(3, 14)");
  return ran;
}

async function runOne(client: Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await applyMigration(client, migration);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw cause;
  }
}

/** Within a transaction of the caller's, which goes on as who it was before. */
export async function applyMigration(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query("set local role interdesk_owner");
    await client.query(migration.text);
    await client.query("insert into migration (name, checksum) values ($1, $2)", [migration.name, migration.checksum]);
    await client.query("set local role none");
  } catch (cause) {
    throw new Error(`migration ${migration.name} failed`, { cause });
  }
}
