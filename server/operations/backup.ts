import { Client, type ClientConfig } from "pg";
import packageFile from "../../package.json" with { type: "json" };
import { readDatabase } from "../db/backup/read-database.ts";
import type { SnapshotHeader, TableTotal } from "../db/backup/snapshot.ts";
import { hearClientErrors } from "../db/hear-errors.ts";
import { openBackup } from "./read-backup.ts";
import { type Progress, writeBackup, type Written } from "./write-backup.ts";

export interface TakeOptions {
  progress?: Progress;
  now?: () => Date;
}

/**
 * Writes all of a database, as it is at one instant, into one file.
 *
 * @param app the hub's own login
 * @throws OperationRefused with what to do
 */
export async function takeBackup(
  app: ClientConfig,
  file: string,
  { progress, now = () => new Date() }: TakeOptions = {},
): Promise<Written> {
  const client = hearClientErrors(new Client({ ...app, application_name: "interdesk-backup" }));
  await client.connect();
  try {
    const snapshot = await readDatabase(client, { version: packageFile.version, takenAt: now() });
    return await writeBackup(file, snapshot, progress);
  } finally {
    await client.end();
  }
}

export interface Checked {
  header: SnapshotHeader;
  totals: ReadonlyMap<string, TableTotal>;
}

/** Reads a backup to its end. @throws OperationRefused saying what is wrong with it */
export async function checkBackup(file: string, progress: Progress = () => {}): Promise<Checked> {
  const backup = await openBackup(file);
  try {
    for await (const { table, chunks } of backup.parts)
      for await (const _ of chunks) progress(table, backup.tally.rowsOf(table));
    return { header: backup.header, totals: backup.tally.totals() };
  } finally {
    backup.close();
  }
}

/** Rows of all tables. */
export function countRows(totals: ReadonlyMap<string, TableTotal>): number {
  return [...totals.values()].reduce((sum, { rows }) => sum + rows, 0);
}
