import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { takeBackup } from "../../server/operations/backup.ts";
import { type Outcome, restoreBackup } from "../../server/operations/restore-backup.ts";
import type { DeskWorld } from "./desk-world.ts";

type Context = { after(run: () => Promise<void>): void };

/** A folder of its own for backups. */
export async function openBackupFolder(context: Context): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-backups-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface DeskBackups {
  /** While the hub runs. @returns the file */
  take(name: string): Promise<string>;
  /** Puts a backup in the place of what the database holds; the hub does not run. */
  restore(file: string): Promise<Outcome>;
}

/** Backups of a hub with desks, and back. */
export async function openDeskBackups(context: Context, world: DeskWorld): Promise<DeskBackups> {
  const folder = await openBackupFolder(context);
  return {
    async take(name) {
      const file = path.join(folder, name);
      await takeBackup(world.database.app, file);
      return file;
    },
    restore: (file) =>
      restoreBackup({ ...world.config, databaseAdminUrl: world.database.adminUrl }, file, { replace: true }),
  };
}
