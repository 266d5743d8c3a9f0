import { type ClientConfig, Pool } from "pg";
import { beginBackupRun, endBackupRun } from "../db/backup-runs.ts";
import { idSource } from "../ids.ts";
import { countRows, takeBackup } from "./backup.ts";
import type { Progress, Written } from "./write-backup.ts";
import { openKysely } from "../db/open-kysely.ts";

/** One that a person takes, which counts as those that are taken by the clock. */
export async function takeNotedBackup(app: ClientConfig, file: string, progress: Progress): Promise<Written> {
  const pool = new Pool({ ...app, max: 1, application_name: "interdesk-backup" });
  const db = openKysely(pool);
  try {
    const written = await takeBackup(app, file, { progress });
    const id = idSource.next();
    await beginBackupRun(db, id, file);
    await endBackupRun(db, id, { bytes: written.bytes, rows: countRows(written.totals) });
    return written;
  } finally {
    await db.destroy();
  }
}
