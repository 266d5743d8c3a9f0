import { Client, type ClientConfig } from "pg";

/** A sum over every row of every table, whatever their order: equal for equal contents. @param admin of a superuser */
export async function digestTables(admin: ClientConfig): Promise<Map<string, string>> {
  const client = new Client(admin);
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and not relname in ('hub_node', 'instance', 'migration', 'partition_rule', 'backup_run',
        'person_session', 'person_proof', 'guess') order by 1`,
    );
    const digests = new Map<string, string>();
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ digest: string }>(
        `select count(*) || ':' || coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint::numeric), 0) as digest from ${name} t`,
      );
      digests.set(name, found[0]?.digest ?? "");
    }
    return digests;
  } finally {
    await client.end();
  }
}
