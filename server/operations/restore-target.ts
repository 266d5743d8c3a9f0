import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { readMigrations, type Migration } from "../db/migrate.ts";
import { asOwner } from "../db/backup/load-database.ts";
import type { SnapshotHeader } from "../db/backup/snapshot.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { OperationRefused } from "./refused.ts";

/** Migrations that had run where the backup was taken, and those that come after it is loaded. */
export interface SchemaPlan {
  before: readonly Migration[];
  after: readonly Migration[];
}

/**
 * A backup is loaded into the schema that it was taken from and then migrated, as its database would have been: so migrations
 * that change rows change these, too.
 *
 * @throws OperationRefused when it has migrations that this Interdesk does not know
 */
export async function planSchema(schema: SnapshotHeader["schema"]): Promise<SchemaPlan> {
  const known = await readMigrations();
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of schema) {
    const ours = byName.get(name);
    if (ours?.checksum === checksum) continue;
    if (ours === undefined)
      throw new OperationRefused(
        `The backup was made by a newer Interdesk: its schema has ${name}, and this one ends with ${known.at(-1)?.name}. Restore it with that Interdesk, or a newer one.`,
      );
    throw new OperationRefused(
      `The backup's schema is not of this Interdesk: its ${name} is another one than here. Restore it with the build that made it.`,
    );
  }
  const had = new Set(schema.map(({ name }) => name));
  return { before: known.filter(({ name }) => had.has(name)), after: known.filter(({ name }) => !had.has(name)) };
}

/** @throws OperationRefused naming the keys that are missing */
export function checkKeys(
  keys: readonly string[],
  ring: Keyring | undefined,
  dataDir: string,
): asserts ring is Keyring {
  const missing = keys.filter((id) => ring?.has(id) !== true);
  if (missing.length === 0 && ring) return;
  const named = missing.map((id) => `"${id}"`).join(", ") || "that was used";
  throw new OperationRefused(
    `The master key ${named} is needed: secrets in the backup are sealed, and the key is never in it. Put the copy that you kept apart to ${dataDir}/master-key, or into INTERDESK_MASTER_KEY, and restore again. Nothing was changed.`,
  );
}

/** What is in a database before anything is restored into it. */
export interface TargetState {
  /** Whether it has a schema of ours, which is then made anew. */
  isOurs: boolean;
  epoch: number;
}

const ownPrograms = ["interdesk", "interdesk-ingest", "interdesk-signals", "interdesk-jobs"];

/** A hub that has just ended is seen by the database for a moment more. */
const lingerMs = 3_000;
const lookEveryMs = 100;

/** @throws OperationRefused where a hub runs on the database */
export async function refuseBusy(client: Client): Promise<void> {
  const until = performance.now() + lingerMs;
  for (;;) {
    const { rows } = await client.query<{ hubs: number }>(
      `select count(*)::int as hubs from pg_stat_activity where datname = current_database() and application_name = any($1)`,
      [ownPrograms],
    );
    if ((rows[0]?.hubs ?? 0) === 0) return;
    if (performance.now() > until)
      throw new OperationRefused("An Interdesk is running on this database. Stop all of its nodes, then try again.");
    await pause(lookEveryMs);
  }
}

/**
 * Within the transaction that restores.
 *
 * @throws OperationRefused where it has tables of something else, and where it has rows that are not to be replaced
 */
export async function judgeTarget(client: Client, replace: boolean): Promise<TargetState> {
  const { rows } = await client.query<{ tables: string[] }>(
    `select coalesce(array_agg(relname::text), '{}') as tables from pg_class
      where relnamespace = to_regnamespace('public') and relkind in ('r', 'p') and not relispartition`,
  );
  const [found] = rows;
  if (!found) throw new Error("the database did not answer");
  if (found.tables.length === 0) return { isOurs: false, epoch: 0 };
  if (!found.tables.includes("migration") || !found.tables.includes("tenant"))
    throw new OperationRefused(
      `This database holds tables of something else, such as ${found.tables[0]}. Restore into an empty one.`,
    );
  if (!replace) await refuseFilled(client, found.tables);
  return { isOurs: true, epoch: found.tables.includes("instance") ? await readEpoch(client) : 0 };
}

async function readEpoch(client: Client): Promise<number> {
  const { rows } = await asOwner(client, () => client.query<{ epoch: number }>("select epoch from instance"));
  return rows[0]?.epoch ?? 0;
}

/** A hub that was started and never used has a tenant and nothing else. */
async function refuseFilled(client: Client, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname = any($1) order by relname`,
    [[...tables]],
  );
  await asOwner(client, async () => {
    for (const { name } of rows) {
      const table = client.escapeIdentifier(name);
      await client.query(`alter table ${table} no force row level security`);
      const { rows: found } = await client.query<{ filled: boolean }>(
        `select exists (select 1 from ${table}) as filled`,
      );
      if (found[0]?.filled === true)
        throw new OperationRefused(
          `This database is not empty: ${name} has rows. Restore into an empty one, or replace all that it holds with --replace.`,
        );
      await client.query(`alter table ${table} force row level security`);
    }
  });
}
