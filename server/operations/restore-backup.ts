import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type ClientConfig, Pool } from "pg";
import { TenantId } from "../../schemas/ids.ts";
import { openAnchorFile } from "../audit/anchors.ts";
import { createSealer } from "../audit/sealer.ts";
import { type Verdict, verifyAudit } from "../audit/verify-audit.ts";
import type { Config } from "../config/config.ts";
import type { SnapshotHeader } from "../db/backup/snapshot.ts";
import { listTenants } from "../db/tenants.ts";
import { idSource } from "../ids.ts";
import { findKeyring, type Keyring, loadKeyring } from "../secrets/keyring.ts";
import { createVault } from "../secrets/vault.ts";
import { createLog } from "../telemetry/log.ts";
import { openTarget } from "./open-database.ts";
import { openBackup } from "./read-backup.ts";
import { OperationRefused } from "./refused.ts";
import { restoreSnapshot } from "./restore.ts";
import { checkKeys, planSchema } from "./restore-target.ts";
import { readNodeFile } from "./node-file.ts";
import type { Progress } from "./write-backup.ts";
import { openKysely } from "../db/open-kysely.ts";

export interface Outcome {
  header: SnapshotHeader;
  rows: number;
  epoch: number;
  tookMs: number;
  audits: readonly TenantAudit[];
}

/** A tenant's audit as it is after a restore. */
export interface TenantAudit {
  tenant: string;
  verdict: Verdict;
}

/**
 * Restores a backup into the configured database, and verifies what it has got.
 *
 * @throws OperationRefused with what to do; then nothing was changed
 */
export async function restoreBackup(
  config: Config,
  file: string,
  { replace, progress = () => {} }: { replace: boolean; progress?: Progress },
): Promise<Outcome> {
  const startedAt = performance.now();
  const backup = await openBackup(file);
  try {
    const { header } = backup;
    const plan = await planSchema(header.schema);
    const ring = await findRing(config, header.keys);
    const target = await openTarget(config);
    try {
      const knownEpoch = (await readNodeFile(config.dataDir))?.epoch ?? 0;
      const from = path.basename(file);
      const options = {
        plan,
        replace,
        ring,
        as: "restored",
        from,
        knownEpoch,
        newId: idSource.next,
        progress,
      } as const;
      const restoring = restoreSnapshot(target.database, backup, options);
      const { loaded, epoch } = await restoring.catch((cause: unknown) => explainLoad(file, cause));
      const rows = [...loaded.values()].reduce((sum, count) => sum + count, 0);
      const audits = await verifyAudits(target.database.app, config, ring);
      return { header, rows, epoch, audits, tookMs: Math.round(performance.now() - startedAt) };
    } finally {
      await target.close();
    }
  } finally {
    backup.close();
  }
}

/** What the database itself has refused. */
function explainLoad(file: string, cause: unknown): never {
  if (cause instanceof OperationRefused) throw cause;
  throw new Error(
    `${file} could not be restored, and nothing was changed. See whether it is whole: interdesk backup --check`,
    {
      cause,
    },
  );
}

/** One is made only where nothing in the backup was ever sealed. */
async function findRing({ dataDir, masterKey }: Config, keys: readonly string[]): Promise<Keyring> {
  if (keys.length === 0) {
    await mkdir(dataDir, { recursive: true });
    return loadKeyring(dataDir, masterKey);
  }
  const ring = await findKeyring(dataDir, masterKey);
  checkKeys(keys, ring, path.resolve(dataDir));
  return ring;
}

/** Gives what waits its place, and walks along the chain of each tenant. */
export async function verifyAudits(
  app: ClientConfig,
  { dataDir }: Pick<Config, "dataDir">,
  ring: Keyring,
): Promise<readonly TenantAudit[]> {
  const pool = new Pool({ ...app, max: 4, application_name: "interdesk-restore" });
  const db = openKysely(pool);
  try {
    const vault = createVault(db, ring);
    const anchors = openAnchorFile(path.resolve(dataDir, "audit-anchors.jsonl"));
    const metrics = { count: () => {}, observe: () => {} };
    const seal = createSealer({
      db,
      vault,
      anchors,
      world: { clock: { now: () => new Date() }, log: createLog("warn"), metrics },
    });
    const audits: TenantAudit[] = [];
    for (const { id, name } of await listTenants(db)) {
      const tenantId = TenantId.parse(id);
      while ((await seal(tenantId)).again);
      audits.push({ tenant: name, verdict: await verifyAudit({ db, tenantId, vault, anchors }) });
    }
    return audits;
  } finally {
    await db.destroy();
  }
}
