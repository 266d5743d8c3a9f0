import { type Kysely, sql } from "kysely";
import type { ClientBase } from "pg";
import type { Database } from "./database.ts";

/** Any constant: one node at a time takes a backup of a database. */
const turn = 7_264_019;

/** @returns whether this session takes backups now; until it ends */
export async function takeBackupTurn(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [turn]);
  return rows[0]?.taken === true;
}

export async function beginBackupRun(db: Kysely<Database>, id: string, file: string): Promise<void> {
  await sql`insert into backup_run (id, started_at, file) values (${id}, now(), ${file})`.execute(db);
  await sql`delete from backup_run where started_at < now() - interval '1 year'`.execute(db);
}

export async function endBackupRun(
  db: Kysely<Database>,
  id: string,
  end: { bytes: number; rows: number } | { error: string },
): Promise<void> {
  const { bytes, rows, error } = { bytes: null, rows: null, error: null, ...end };
  await sql`update backup_run set ended_at = now(), bytes = ${bytes}, rows = ${rows}, error = ${error} where id = ${id}`.execute(
    db,
  );
}

export interface BackupAge {
  /** Of the last good one; null = there was none. */
  ageMs: number | null;
  /** Since one was tried for the first time; null = none ever was. */
  triedForMs: number | null;
  /** Why the last one failed; null = it is good, or runs. */
  lastError: string | null;
}

/** By the database's time. */
export async function readBackupAge(db: Kysely<Database>): Promise<BackupAge> {
  const { rows } = await sql<BackupAge>`
    select (select (extract(epoch from now() - max(started_at)) * 1000)::float8 from backup_run where ended_at is not null and error is null) as "ageMs",
      (select (extract(epoch from now() - min(started_at)) * 1000)::float8 from backup_run) as "triedForMs",
      (select error from backup_run order by started_at desc limit 1) as "lastError"`.execute(db);
  return rows[0] ?? { ageMs: null, triedForMs: null, lastError: null };
}
