import type { Kysely } from "kysely";
import { Client, type ClientConfig, Pool } from "pg";
import packageFile from "../../package.json" with { type: "json" };
import type { Config } from "../config/config.ts";
import { readDatabase } from "../db/backup/read-database.ts";
import type { Snapshot } from "../db/backup/snapshot.ts";
import type { Database } from "../db/database.ts";
import { exists } from "../db/embedded/binaries.ts";
import { embeddedLogin, startEmbedded } from "../db/embedded/index.ts";
import { adoptInstance } from "../db/instance.ts";
import { migrate } from "../db/migrate.ts";
import { idSource } from "../ids.ts";
import { loadKeyring } from "../secrets/keyring.ts";
import { describePlace } from "./describe-place.ts";
import { serverTarget } from "./open-database.ts";
import { OperationRefused } from "./refused.ts";
import { type Restored, restoreSnapshot } from "./restore.ts";
import { type TenantAudit, verifyAudits } from "./restore-backup.ts";
import { planSchema } from "./restore-target.ts";
import type { Progress } from "./write-backup.ts";
import { openKysely } from "../db/open-kysely.ts";
import { hearClientErrors } from "../db/hear-errors.ts";

export interface Moved extends Restored {
  audits: readonly TenantAudit[];
}

/** Where the embedded database says that it is, once all of it is elsewhere: a hub that opens it is held. */
const movedAway = "moved to a server";

/**
 * Streams the embedded database into the server that DATABASE_URL names. The embedded one stays as it was, and is not worked on
 * any more: a hub that is started on it by mistake is held.
 *
 * @throws OperationRefused with what to do; then nothing was changed
 */
export async function moveToServer(config: Config, progress: Progress): Promise<Moved> {
  const { databaseUrl, dataDir } = config;
  if (!databaseUrl)
    throw new OperationRefused("DATABASE_URL is not set: it says to which PostgreSQL server the database is moved.");
  if (!(await exists(dataDir)))
    throw new OperationRefused(`There is no data folder ${dataDir}: there is no embedded database to be moved.`);
  const target = serverTarget(config, databaseUrl);
  const embedded = await startEmbedded({ dataDir });
  try {
    await migrate({ admin: embedded.admin, login: { user: embeddedLogin, password: undefined } });
    const ring = await loadKeyring(dataDir, config.masterKey);
    const moved = await stream(embedded.app, async (snapshot) => {
      const plan = await planSchema(snapshot.header.schema);
      const options = {
        plan,
        replace: false,
        ring,
        as: "moved",
        from: "the embedded database",
        knownEpoch: 0,
      } as const;
      return restoreSnapshot(target, snapshot, { ...options, newId: idSource.next, progress });
    });
    await onDatabase(target.app, async (db) => adoptInstance(db, (await describePlace(config, db)).id));
    await onDatabase(embedded.app, (db) => adoptInstance(db, movedAway));
    return { ...moved, audits: await verifyAudits(target.app, config, ring) };
  } finally {
    await embedded.stop();
  }
}

async function stream<T>(app: ClientConfig, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = hearClientErrors(new Client({ ...app, application_name: "interdesk-backup" }));
  await client.connect();
  try {
    return await use(await readDatabase(client, { version: packageFile.version, takenAt: new Date() }));
  } finally {
    await client.end();
  }
}

async function onDatabase(app: ClientConfig, run: (db: Kysely<Database>) => Promise<void>): Promise<void> {
  const pool = new Pool({ ...app, max: 1, application_name: "interdesk-restore" });
  const db = openKysely(pool);
  await run(db).finally(() => db.destroy());
}
