import { Client, type ClientConfig } from "pg";
import { TenantId } from "../../schemas/ids.ts";
import { restoreAction } from "../db/audit-facts.ts";
import { actOnRows, asOwner, type Loaded, loadRows, makePartitions } from "../db/backup/load-database.ts";
import type { Snapshot, SnapshotHeader } from "../db/backup/snapshot.ts";
import { applyMigration, migrationLock, prepareSchema } from "../db/migrate.ts";
import { ensureRoles } from "../db/roles.ts";
import { hearClientErrors } from "../db/hear-errors.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { checkWrapped } from "../secrets/vault.ts";
import { OperationRefused } from "./refused.ts";
import { judgeTarget, refuseBusy, type SchemaPlan } from "./restore-target.ts";
import type { Progress } from "./write-backup.ts";

export interface RestoreTarget {
  /** A role that may make roles and schemas. */
  admin: ClientConfig;
  /** What the hub signs in as. */
  login: { user: string; password: string | undefined };
}

export interface RestoreOptions {
  plan: SchemaPlan;
  /** Whether what the database holds is given up. */
  replace: boolean;
  ring: Keyring;
  /** `restored`: time has passed since; `moved`: it goes on where it was. */
  as: "restored" | "moved";
  /** What it comes from, for the audit. */
  from: string;
  /** The newest epoch that is known beside the database. */
  knownEpoch: number;
  newId: () => string;
  progress?: Progress;
}

export interface Restored {
  loaded: Loaded;
  epoch: number;
}

/** So long clocks and pages wait for desks that do not answer. */
const patience = "15 minutes";

/**
 * Loads a snapshot in one transaction: it is there with all that belongs to it, or nothing was changed.
 *
 * @throws OperationRefused with what to do
 */
export async function restoreSnapshot(
  { admin, login }: RestoreTarget,
  snapshot: Snapshot,
  options: RestoreOptions,
): Promise<Restored> {
  const client = hearClientErrors(new Client({ ...admin, application_name: "interdesk-restore" }));
  await client.connect();
  try {
    await refuseBusy(client);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await ensureRoles(client, login).catch(explainRights);
    await client.query("set timezone = 'UTC'");
    await client.query("begin");
    const restored = await restoreWithin(client, login.user, snapshot, options);
    await client.query("commit");
    await client.query("analyze");
    return restored;
  } finally {
    // What is not committed is rolled back by this.
    await client.end();
  }
}

function explainRights(cause: unknown): never {
  if (!(cause instanceof Error && "code" in cause && cause.code === "42501")) throw cause;
  throw new OperationRefused(
    "A schema is made by a role that may make roles and tables: set DATABASE_ADMIN_URL beside DATABASE_URL, as for interdesk migrate. Nothing was changed.",
  );
}

async function restoreWithin(
  client: Client,
  login: string,
  snapshot: Snapshot,
  options: RestoreOptions,
): Promise<Restored> {
  const { header } = snapshot;
  const { plan, progress } = options;
  const state = await judgeTarget(client, options.replace);
  if (state.isOurs) await asOwner(client, () => client.query("drop schema public cascade"));
  await client.query("create schema if not exists public");
  await prepareSchema(client, login);
  for (const migration of plan.before) await applyMigration(client, migration);
  await makePartitions(client, header.tables);
  const loaded = await loadRows(client, snapshot, progress);
  await openKeys(client, header, options.ring);
  for (const migration of plan.after) await applyMigration(client, migration);
  await client.query("select ensure_partitions(3, 14)");
  const known = Math.max(header.instance.epoch, state.epoch, options.knownEpoch);
  const epoch = options.as === "moved" ? header.instance.epoch : known + 1;
  await noteInAudit(client, header, options, epoch);
  await asOwner(client, async () => {
    const { id, places } = header.instance;
    await client.query("update instance set id = $1, epoch = $2, places = $3", [id, epoch, places]);
    if (options.as === "restored")
      await client.query("select begin_convalescence('restored', $1, $2::interval, true)", [header.takenAt, patience]);
  });
  return { loaded, epoch };
}

/** Every installation calls its first key alike: only opening tells whether it is the right one. */
async function openKeys(client: Client, { tenants }: SnapshotHeader, ring: Keyring): Promise<void> {
  await actOnRows(client, ["tenant_key"], async () => {
    const { rows } = await client.query<{ tenant_id: string; wrapped: string }>(
      "select tenant_id, wrapped from tenant_key",
    );
    for (const { tenant_id: tenantId, wrapped } of rows) {
      try {
        checkWrapped(ring, TenantId.parse(tenantId), wrapped);
      } catch {
        const name = tenants.find(({ id }) => id === tenantId)?.name ?? tenantId;
        throw new OperationRefused(
          `The master key here is another one than the one that the secrets of the tenant "${name}" were sealed with, though it has the same id. Put the copy of the right one in its place and restore again. Nothing was changed.`,
        );
      }
    }
  });
}

/** The rows that tell of it excuse what the audit lost by it, and nothing else. */
async function noteInAudit(
  client: Client,
  header: SnapshotHeader,
  { as, from, newId }: RestoreOptions,
  epoch: number,
): Promise<void> {
  const action = as === "restored" ? restoreAction : "database.move";
  await actOnRows(client, ["audit", "audit_seal", "audit_unsealed"], async () => {
    for (const { id: tenantId } of header.tenants) {
      const { rows } = await client.query<{ sequence: string; hash: string }>(
        "select sequence, encode(hash, 'hex') as hash from audit_seal where tenant_id = $1 order by sequence desc limit 1",
        [tenantId],
      );
      const head = rows[0] ? { sequence: Number(rows[0].sequence), hash: rows[0].hash } : { sequence: 0, hash: null };
      const detail = { from, takenAt: header.takenAt, epoch, ...head };
      await client.query(
        `with row as (
          insert into audit (tenant_id, id, at, actor, action, object, detail)
          values ($1, $2, clock_timestamp(), 'operator', $3, 'database', $4) returning tenant_id, at, id
        ) insert into audit_unsealed (tenant_id, at, audit_id) select tenant_id, at, id from row`,
        [tenantId, newId(), action, JSON.stringify(detail)],
      );
    }
  });
}
