import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { orderTables } from "./order-tables.ts";
import { format, type Snapshot, type SnapshotHeader, type TablePart, type TableShape } from "./snapshot.ts";

/** Of one process or of the schema itself: made anew wherever a backup is restored. */
const leftOut = [
  "hub_node",
  "instance",
  "migration",
  "partition_rule",
  "backup_run",
  // A session that was ended since must not come back to life.
  "person_session",
  "person_proof",
  "guess",
];

/** What is to be said of who takes it. */
export interface Taking {
  version: string;
  takenAt: Date;
}

/**
 * Reads a whole database as it was at one instant, while others write. Every row is read as one of its tenant, so that the hub's
 * own login is enough; the caller ends the transaction by closing the client.
 *
 * @param client of the hub's own login, used for nothing else meanwhile
 * @throws Error when the schema is older than backups are
 */
export async function readDatabase(client: Client, { version, takenAt }: Taking): Promise<Snapshot> {
  await client.query(
    "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1",
  );
  await client.query("begin isolation level repeatable read read only");
  await refuseOldSchema(client);
  const tables = await readTables(client);
  const tenants = await query<{ id: string; name: string }>(client, "select id, name from list_tenants()");
  const [server] = await query<{ version: string }>(client, "select current_setting('server_version') as version");
  const [instance] = await query<SnapshotHeader["instance"]>(client, "select id, epoch, places from instance");
  if (!server || !instance) throw new Error("the database has no row that says which installation it is");
  const header: SnapshotHeader = {
    kind: "interdesk backup",
    format,
    takenAt: takenAt.toISOString(),
    version,
    postgres: server.version,
    instance,
    schema: await query(client, "select name, checksum from migration order by name"),
    tenants,
    keys: await readKeyIds(client, tenants),
    tables,
  };
  return { header, parts: readParts(client, header) };
}

async function query<Row extends object>(client: Client, text: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(text, values)).rows;
}

async function refuseOldSchema(client: Client): Promise<void> {
  const [found] = await query<{ ready: boolean }>(
    client,
    "select to_regclass('public.instance') is not null and has_table_privilege('public.migration', 'select') as ready",
  );
  if (found?.ready) return;
  throw new Error(
    'The database is empty, or of an Interdesk that had no backups yet. Bring it up to date first: with "interdesk migrate", or by a start where it is the embedded one.',
  );
}

/** Those that others refer to come first, so that they can be loaded in this order. */
async function readTables(client: Client): Promise<TableShape[]> {
  const shapes = await query<TableShape>(
    client,
    `select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      case when c.relname = 'tenant' then 'id'
        when exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') then 'tenant_id' end as "tenantColumn"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relname = any($1)
    order by c.relname`,
    [leftOut],
  );
  const references = await query<{ from: string; to: string }>(
    client,
    `select f.relname as from, t.relname as to from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and not f.relispartition and k.conrelid <> k.confrelid`,
  );
  const partitions = await readPartitions(client);
  return orderTables(shapes, references).map((shape) => ({
    ...shape,
    partitions: partitions
      .filter(({ parent }) => parent === shape.name)
      .map(({ name, from, to }) => ({ name, from, to })),
  }));
}

async function readPartitions(client: Client): Promise<{ parent: string; name: string; from: string; to: string }[]> {
  const rows = await query<{ parent: string; name: string; bounds: string }>(
    client,
    `select p.relname as parent, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds
    from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
    where p.relnamespace = 'public'::regnamespace and p.relkind = 'p' order by c.relname`,
  );
  return rows.map(({ parent, name, bounds }) => {
    const [, from, to] = /^FOR VALUES FROM \('([^']+)'\) TO \('([^']+)'\)$/.exec(bounds) ?? [];
    if (from === undefined || to === undefined)
      throw new Error(`the partition ${name} has bounds that are not ours: ${bounds}`);
    return { parent, name, from, to };
  });
}

async function readKeyIds(client: Client, tenants: SnapshotHeader["tenants"]): Promise<string[]> {
  const ids = new Set<string>();
  for (const { id } of tenants) {
    await client.query("select set_config('app.tenant_id', $1, true)", [id]);
    const rows = await query<{ key: string }>(
      client,
      "select split_part(wrapped, '.', 2) as key from tenant_key where tenant_id = $1",
      [id],
    );
    for (const { key } of rows) ids.add(key);
  }
  return [...ids].toSorted();
}

async function* readParts(client: Client, { tables, tenants }: SnapshotHeader): AsyncGenerator<TablePart> {
  for (const { name, columns, tenantColumn } of tables) {
    const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
    const rows = `select ${list} from ${client.escapeIdentifier(name)}`;
    if (tenantColumn === null) yield readPart(client, name, rows);
    else
      for (const { id } of tenants) {
        await client.query("select set_config('app.tenant_id', $1, true)", [id]);
        yield readPart(client, name, `${rows} where ${tenantColumn} = ${client.escapeLiteral(id)}`);
      }
  }
}

function readPart(client: Client, table: string, rows: string): TablePart {
  return { table, chunks: client.query(copyTo(`copy (${rows}) to stdout`)) };
}
