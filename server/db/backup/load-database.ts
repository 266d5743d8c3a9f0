import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Snapshot, SnapshotHeader, TableShape } from "./snapshot.ts";

/** Rows that the database took, by table. */
export type Loaded = ReadonlyMap<string, number>;

/**
 * Makes the partitions that the rows need. Within a transaction; the schema is at the level of the snapshot.
 *
 * @param client of a role that may act as interdesk_owner
 */
export async function makePartitions(client: Client, tables: SnapshotHeader["tables"]): Promise<void> {
  await asOwner(client, async () => {
    for (const { name: parent, partitions } of tables)
      for (const { name, from, to } of partitions) {
        const child = client.escapeIdentifier(name);
        await client.query(
          `create table if not exists ${child} partition of ${client.escapeIdentifier(parent)}
          for values from (${client.escapeLiteral(from)}) to (${client.escapeLiteral(to)})`,
        );
        await client.query(`alter table ${child} enable row level security`);
        await client.query(`alter table ${child} force row level security`);
      }
  });
}

/**
 * Loads all rows into empty tables. References are checked while that is done, so that a broken one is found here; triggers are
 * not run, since what they do has been done.
 *
 * @throws Error of the database, with the table, when a row is not taken
 */
export async function loadRows(
  client: Client,
  { header, parts }: Snapshot,
  progress: (table: string, rows: number) => void = () => {},
): Promise<Loaded> {
  const byName = new Map(header.tables.map((table) => [table.name, table]));
  const rows = new Map(header.tables.map(({ name }) => [name, 0]));
  await actOnRows(client, [...byName.keys()], async () => {
    for await (const { table, chunks } of parts) {
      const shape = byName.get(table);
      if (!shape) throw new Error(`the backup has rows of ${table}, of which its header does not know`);
      const taken = await copyIn(client, shape, chunks);
      rows.set(table, (rows.get(table) ?? 0) + taken);
      progress(table, rows.get(table) ?? 0);
    }
  });
  return rows;
}

async function copyIn(client: Client, { name, columns }: TableShape, chunks: AsyncIterable<Buffer>): Promise<number> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const into = client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin`));
  await pipeline(Readable.from(chunks, { objectMode: false }), into);
  return into.rowCount;
}

/** Until the work is done; within a transaction. One that fails is void, and so is what it set. */
export async function asOwner<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("set local role interdesk_owner");
  const done = await work();
  await client.query("set local role none");
  return done;
}

/** Lets the owner see and write the rows of all tenants, without triggers, until the work is done; within a transaction. */
export function actOnRows<T>(client: Client, tables: readonly string[], work: () => Promise<T>): Promise<T> {
  return asOwner(client, async () => {
    const forced = await listForced(client, tables);
    await alterAll(client, forced, "no force row level security");
    await alterAll(client, tables, "disable trigger user");
    const done = await work();
    await alterAll(client, tables, "enable trigger user");
    await alterAll(client, forced, "force row level security");
    return done;
  });
}

async function alterAll(client: Client, tables: readonly string[], change: string): Promise<void> {
  for (const table of tables) await client.query(`alter table ${client.escapeIdentifier(table)} ${change}`);
}

async function listForced(client: Client, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relforcerowsecurity and relname = any($1)`,
    [[...tables]],
  );
  return rows.map(({ name }) => name);
}
