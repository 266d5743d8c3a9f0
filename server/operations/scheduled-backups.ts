import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { Client, type ClientConfig } from "pg";
import type { TenantId } from "../../schemas/ids.ts";
import type { Config } from "../config/config.ts";
import { beginBackupRun, endBackupRun, readBackupAge, takeBackupTurn } from "../db/backup-runs.ts";
import { settleOwn, tellOwn } from "../db/notices.ts";
import { hearClientErrors } from "../db/hear-errors.ts";
import type { Hub } from "../hub.ts";
import { checkBackup, countRows, takeBackup } from "./backup.ts";

type BackupSettings = NonNullable<Config["backup"]>;

export interface ScheduleDeps {
  hub: Pick<Hub, "db" | "world">;
  /** The hub's own login. */
  app: ClientConfig;
  /** Who is told. */
  ownTenant: TenantId;
  settings: BackupSettings;
}

const hourMs = 3_600_000;
/** A schedule that looks every ten minutes is not put off by seconds. */
const slackMs = 60_000;
const ownName = /^interdesk-\d{8}T\d{6}Z\.backup$/;

export type BackupPass = "notDue" | "busy" | "taken" | "failed";

/** Takes a backup where the last good one is old enough, whichever node comes first, and tells a person when that goes wrong. */
export async function backUpWhenDue(deps: ScheduleDeps): Promise<BackupPass> {
  const turn = hearClientErrors(new Client({ ...deps.app, application_name: "interdesk-jobs" }));
  await turn.connect();
  try {
    if (!(await takeBackupTurn(turn))) return "busy";
    const { ageMs } = await readBackupAge(deps.hub.db);
    const isDue = ageMs === null || ageMs >= deps.settings.everyHours * hourMs - slackMs;
    const done = isDue ? await backUp(deps) : "notDue";
    await judgeAge(deps);
    return done;
  } finally {
    await turn.end();
  }
}

async function backUp({ hub, app, settings }: ScheduleDeps): Promise<BackupPass> {
  const { db, world } = hub;
  const folder = path.resolve(settings.folder);
  const file = path.join(folder, nameAt(world.clock.now()));
  const id = world.ids.next();
  await beginBackupRun(db, id, file);
  try {
    await mkdir(folder, { recursive: true });
    const { bytes } = await takeBackup(app, file, { now: () => world.clock.now() });
    // What cannot be read back is no backup, and older ones stay until one can.
    const rows = countRows((await checkBackup(file)).totals);
    await endBackupRun(db, id, { bytes, rows });
    await prune(folder, settings.keep);
    world.metrics.count("interdesk_backups", { outcome: "taken" });
    world.log.info({ file, bytes, rows }, "a backup was taken");
    return "taken";
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : "unknown error";
    await endBackupRun(db, id, { error });
    world.metrics.count("interdesk_backups", { outcome: "failed" });
    world.log.error({ file, err: cause }, "a backup failed and will be tried again");
    return "failed";
  }
}

/** `interdesk-20261128T211800Z.backup`: names in order are in the order of their times. */
function nameAt(now: Date): string {
  return `interdesk-${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}.backup`;
}

async function prune(folder: string, keep: number): Promise<void> {
  const ours = (await readdir(folder)).filter((name) => ownName.test(name)).toSorted();
  for (const name of ours.slice(0, Math.max(0, ours.length - keep))) await rm(path.join(folder, name), { force: true });
}

/** A person is told when the last good one is older than twice the interval, and no more once there is a new one. */
async function judgeAge({ hub, ownTenant, settings }: ScheduleDeps): Promise<void> {
  const { db, world } = hub;
  const { ageMs, triedForMs, lastError } = await readBackupAge(db);
  const withoutMs = ageMs ?? triedForMs ?? 0;
  if (withoutMs <= 2 * settings.everyHours * hourMs) return settleOwn(db, ownTenant, "backup");
  const hours = Math.round(withoutMs / hourMs);
  return tellOwn(
    db,
    ownTenant,
    {
      kind: "backup",
      title: `No good backup for ${hours} hours`,
      body:
        `Backups are to be taken every ${settings.everyHours} hours into ${settings.folder}. ` +
        (ageMs === null ? "None was ever taken. " : `The last good one is ${hours} hours old. `) +
        (lastError === null ? "" : `The last try failed: ${lastError}\n\n`) +
        "Put that right, and see that it works with: interdesk backup FILE. It is tried again every ten minutes.",
    },
    world.ids.next,
  );
}
