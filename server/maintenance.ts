import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import type { ClientConfig } from "pg";
import type { TenantId } from "../schemas/ids.ts";
import { clearRequests } from "./db/repeated-requests.ts";
import { clearPeople } from "./db/sessions.ts";
import { startAnchorLoop } from "./audit/anchor-loop.ts";
import type { Config } from "./config/config.ts";
import { readBackupAge } from "./db/backup-runs.ts";
import type { Retention } from "./operations/retention.ts";
import { backUpWhenDue } from "./operations/scheduled-backups.ts";
import type { Hub } from "./hub.ts";

const queue = "maintenance";
const backupQueue = "backup";
/** A job that takes longer counts as lost. */
const longestBackupSeconds = 86_000;
/** Vendor delivery ids are remembered this long; their retries last minutes. */
const keepKeysDays = 7;

export interface MaintenanceOptions {
  backup: Config["backup"];
  /** Who is told of the installation. */
  ownTenant: TenantId;
  isHeld: () => boolean;
  retention: Retention;
}

/** What is done by the clock: once over all nodes, partitions ahead and old keys away; on each, the ends of audits written down. */
export async function startMaintenance(
  hub: Hub,
  database: ClientConfig,
  { backup, ownTenant, isHeld, retention }: MaintenanceOptions,
): Promise<() => Promise<void>> {
  await maintain(hub);
  const boss = new PgBoss({
    ...database,
    schema: "pgboss",
    createSchema: false,
    max: 2,
    application_name: "interdesk-jobs",
  } as ConstructorParameters<typeof PgBoss>[0]);
  boss.on("error", (cause) => hub.world.log.warn({ err: cause }, "the job queue reported an error"));
  await boss.start();
  await boss.createQueue(queue);
  await boss.schedule(queue, "17 * * * *");
  await boss.work(queue, async () => {
    await maintain(hub);
    await retention.run({ dryRun: false });
  });
  watchBackups(hub);
  await boss.createQueue(backupQueue, { policy: "short", expireInSeconds: longestBackupSeconds, retryLimit: 0 });
  if (backup) {
    await boss.schedule(backupQueue, "*/10 * * * *");
    await boss.work(backupQueue, async () => {
      // A copy would take away what its original has kept.
      if (!isHeld()) await backUpWhenDue({ hub, app: database, ownTenant, settings: backup });
    });
  }
  const anchors = startAnchorLoop(hub);
  return async () => {
    await anchors.stop();
    await boss.stop({ graceful: true, timeout: 5_000 });
  };
}

/** Whoever has taken it: also one that a person takes counts. */
function watchBackups({ db, world }: Hub): void {
  world.metrics.gauge("interdesk_backup_age_seconds", "since the last good backup was begun", async () => {
    const { ageMs } = await readBackupAge(db);
    return ageMs === null ? [] : [{ labels: {}, value: ageMs / 1_000 }];
  });
}

async function maintain(hub: Hub): Promise<void> {
  await sql`select ensure_partitions(3, 14)`.execute(hub.db);
  await clearPeople(hub.db);
  const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(hub.db);
  for (const { id } of rows) {
    await hub.db.transaction().execute(async (trx) => {
      await sql`select set_config('app.tenant_id', ${id}, true)`.execute(trx);
      await sql`delete from delivery_key where tenant_id = ${id} and seen_at < now() - ${keepKeysDays} * interval '1 day'`.execute(
        trx,
      );
      await sql`delete from read_hint where tenant_id = ${id} and due_at = 'infinity' and last_read_at < now() - interval '1 day'`.execute(
        trx,
      );
      await clearRequests(trx, id);
    });
  }
}
