import { Client, DatabaseError } from "pg";
import type { TestDatabase } from "../../../support/database.ts";

/** What is asked of a queue or of a desk belongs to now, whenever the ticket was made. */
const ofNow = new Set([
  "next_at",
  "lease_until",
  "seen_at",
  "seen_changed_at",
  "wrote_at",
  "create_sent_at",
  "answers_until",
]);

/**
 * As if so much time had passed since all that has happened on these tickets: the clocks of a hub are its database's, and there
 * is no other way to make it older.
 */
export async function letTimePass(
  { admin }: Pick<TestDatabase, "admin">,
  since: ReadonlyMap<string, number>,
): Promise<void> {
  const client = new Client(admin);
  await client.connect();
  try {
    await client.query("select ensure_partitions(200, 14)");
    await client.query("create temp table passed as select * from unnest($1::uuid[], $2::float8[]) p (id, ms)", [
      [...since.keys()],
      [...since.values()],
    ]);
    for (let tries = 0; !(await moveAll(client)); tries += 1)
      if (tries === 5) throw new Error("the hub's workers do not let go of these tickets");
  } finally {
    await client.end();
  }
}

/** One table after the other in one transaction, so that no worker sees a ticket that is half as old. @returns false = a worker was in the way */
async function moveAll(client: Client): Promise<boolean> {
  try {
    await client.query("begin");
    await client.query("select from ticket where id in (select id from passed) order by id for update");
    for (const { name, key, columns } of await listTables(client)) {
      const moved = columns.map((column) => `${column} = t.${column} - p.ms * interval '1 ms'`).join(", ");
      await client.query(`update ${name} t set ${moved} from passed p where t.${key} = p.id`);
    }
    await client.query("commit");
    return true;
  } catch (cause) {
    await client.query("rollback");
    if (cause instanceof DatabaseError && cause.code === "40P01") return false;
    throw cause;
  }
}

async function listTables(client: Client) {
  const { rows } = await client.query<{ name: string; key: string; columns: string[] }>(`
    select k.table_name as name, k.column_name as key, array_agg(c.column_name::text) as columns
    from information_schema.columns k join information_schema.columns c using (table_schema, table_name)
    join pg_class r on r.relname = k.table_name and r.relnamespace = 'public'::regnamespace and r.relkind in ('r', 'p') and not r.relispartition
    where k.table_schema = 'public' and (k.column_name = 'ticket_id' or k.table_name = 'ticket' and k.column_name = 'id')
      and c.data_type = 'timestamp with time zone' and c.is_generated = 'NEVER' group by 1, 2`);
  return rows.flatMap(({ columns, ...table }) => {
    const own = columns.filter((column) => !ofNow.has(column));
    return own.length > 0 ? [{ ...table, columns: own }] : [];
  });
}
