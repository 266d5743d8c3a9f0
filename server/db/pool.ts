import type { Kysely } from "kysely";
import { Pool, type PoolConfig } from "pg";
import type { Database } from "./database.ts";
import { hearPoolErrors } from "./hear-errors.ts";
import { openKysely } from "./open-kysely.ts";

/** A delivery is answered within five seconds, one way or the other. */
const ingestStatementMs = 4_500;
const mostIdleMs = 15_000;
/** Longer than any statement of ours takes: one that was planned badly ends, and is planned anew when it is repeated. */
const mostStatementMs = 60_000;
const leastVersion: Readonly<Record<number, number>> = { 15: 14, 16: 10, 17: 6 };

export interface OpenDatabase {
  db: Kysely<Database>;
  /** Signed in as the role that may only add deliveries. */
  ingest: Pool;
  close(): Promise<void>;
}

/**
 * Opens the pools of a process.
 *
 * @param config of the hub's own login, never of an owner or superuser
 * @throws Error naming what is wrong with the server or the role
 */
export async function openDatabase(
  config: PoolConfig,
  options: { max: number; onError: (error: Error) => void },
): Promise<OpenDatabase> {
  const pool = new Pool({
    ...config,
    max: options.max,
    application_name: "interdesk",
    // A process that is paused in the middle of a transaction must not keep its locks from all others.
    idle_in_transaction_session_timeout: mostIdleMs,
    statement_timeout: mostStatementMs,
  });
  hearPoolErrors(pool, options.onError);
  try {
    await checkServer(pool);
  } catch (cause) {
    await pool.end();
    throw cause;
  }
  const ingest = new Pool({
    ...config,
    max: 4,
    application_name: "interdesk-ingest",
    connectionTimeoutMillis: ingestStatementMs,
    query_timeout: ingestStatementMs,
    options: `-c role=interdesk_ingest -c statement_timeout=${ingestStatementMs}`,
  });
  hearPoolErrors(ingest, options.onError);
  const db = openKysely(pool);
  return {
    db,
    ingest,
    async close() {
      await Promise.all([db.destroy(), ingest.end()]);
    },
  };
}

interface ServerFacts {
  user: string;
  version: string;
  number: string;
  sync: string;
  powerful: boolean;
  owns: string;
}

/** The promises rest on row-level security and on commits that are on disk; without either the hub does not start. */
async function checkServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<ServerFacts>(`
    select current_user as user, current_setting('server_version') as version, current_setting('server_version_num') as number,
      current_setting('synchronous_commit') as sync,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as powerful,
      (select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user) as owns`);
  const [facts] = rows;
  if (!facts) throw new Error("the database did not tell its version");
  const role = `the database role "${facts.user}"`;
  const cure =
    "Run `interdesk migrate` with DATABASE_ADMIN_URL set; it makes the ordinary role that DATABASE_URL names.";
  if (facts.powerful)
    throw new Error(
      `${role} is a superuser or bypasses row-level security, so tenants would not be kept apart. ${cure}`,
    );
  if (Number(facts.owns) > 0)
    throw new Error(`${role} owns the tables, so row-level security could be switched off by it. ${cure}`);
  if (facts.sync === "off")
    throw new Error("synchronous_commit is off: what is answered 2xx could be lost. Set it to on.");
  const major = Math.floor(Number(facts.number) / 10_000);
  const minor = Number(facts.number) % 10_000;
  if (major < 15 || minor < (leastVersion[major] ?? 0)) {
    throw new Error(`PostgreSQL ${facts.version} is too old; 15.14, 16.10, 17.6 or newer is needed.`);
  }
}
