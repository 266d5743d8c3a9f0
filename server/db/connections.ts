import { type Kysely, sql, type Transaction } from "kysely";
import type { Connection } from "../../schemas/connection.ts";
import type { ClientId, ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Database } from "./database.ts";
import { connectionColumns, toConnection } from "./list-connections.ts";
import { withTenant } from "./tenant.ts";

/** Ciphertexts by field; `previous` holds what is still valid while a secret is being changed. */
export type StoredSecrets = Record<string, string>;

export interface ConnectionRow {
  connection: Connection;
  secrets: StoredSecrets;
  secretsVersion: number;
  /** Those before the last change, while they are still valid. */
  previous: StoredSecrets | null;
  /** Sealed; null = made before it was kept. */
  hookToken: string | null;
  startedAt: Date;
}

export interface NewConnection {
  id: ConnectionId;
  name: string;
  connector: string;
  kind: string;
  settings: Record<string, Json>;
  secrets: StoredSecrets;
  hookTokenHash: Buffer;
  /** Sealed. */
  hookToken: string;
  defaultClientId: string | null;
  allowedFrom: readonly string[];
}

export async function readConnection(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<ConnectionRow | undefined> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection")
      .select(connectionColumns)
      .select(["secrets", "secrets_version", "hook_token"])
      .select(sql<StoredSecrets | null>`case when previous_until > now() then previous_secrets end`.as("previous"))
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("removed_at", "is", null)
      .executeTakeFirst(),
  );
  return (
    row && {
      connection: toConnection(row),
      secrets: row.secrets,
      secretsVersion: row.secrets_version,
      previous: row.previous,
      hookToken: row.hook_token,
      startedAt: row.started_at,
    }
  );
}

/** What an opened connection was made of: another one when it was changed, or when the secrets before have ended. */
export async function readConnectionVersion(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<{ version: number; overlaps: boolean } | undefined> {
  return withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection")
      .select(["version", sql<boolean>`coalesce(previous_until > now(), false)`.as("overlaps")])
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("removed_at", "is", null)
      .executeTakeFirst(),
  );
}

/** Nobody else changes it until the transaction ends. @returns its version; 0 = it is there no more */
export async function lockConnectionVersion(
  trx: Transaction<Database>,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<number> {
  const row = await trx
    .selectFrom("connection")
    .select("version")
    .where("tenant_id", "=", tenantId)
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function insertConnection(db: Kysely<Database>, tenantId: TenantId, added: NewConnection): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("connection")
      .values({
        tenant_id: tenantId,
        id: added.id,
        name: added.name,
        connector: added.connector,
        kind: added.kind,
        mode: "live",
        settings: JSON.stringify(added.settings),
        secrets: JSON.stringify(added.secrets),
        hook_token_hash: added.hookTokenHash,
        hook_token: added.hookToken,
        default_client_id: added.defaultClientId,
        allowed_from: [...added.allowedFrom],
        version: 1,
        created_at: sql<Date>`now()`,
        started_at: sql<Date>`now()`,
      })
      .execute();
    await trx
      .insertInto("connection_run")
      .values({ tenant_id: tenantId, connection_id: added.id, poll_next_at: sql<Date>`now()` })
      .execute();
  });
}

/** Its version rises, so that every node opens it again. */
export async function updateConnection(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  change: Pick<Connection, "mode" | "parkedReason" | "rules" | "maps" | "allowedFrom">,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("connection")
      .set({
        mode: change.mode,
        parked_reason: change.parkedReason,
        allowed_from: change.allowedFrom,
        sync_rules: JSON.stringify(change.rules),
        value_maps: JSON.stringify(change.maps),
        version: sql<number>`version + 1`,
      })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .execute();
  });
}

/** @param clientId null = alerts that name no known client are held */
export async function setDefaultClient(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  clientId: ClientId | null,
): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    trx
      .updateTable("connection")
      .set({ default_client_id: clientId, version: sql<number>`version + 1` })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .execute(),
  );
}

/** New settings, and new secrets where there are any. */
export interface Reconfiguration {
  settings: Record<string, Json>;
  /** Null = they stay. */
  secrets: { sealed: StoredSecrets; version: number; overlapHours: number } | null;
}

/** The secrets before stay valid for a while, so that both sides need not change at one instant. */
export async function reconfigureConnection(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
  change: Reconfiguration,
): Promise<void> {
  const { settings, secrets } = change;
  await withTenant(db, tenantId, (trx) =>
    trx
      .updateTable("connection")
      .set({ settings: JSON.stringify(settings), version: sql<number>`version + 1` })
      .$if(secrets !== null, (query) =>
        query.set({
          previous_secrets: sql<string>`secrets`,
          previous_until: sql<Date>`now() + ${secrets?.overlapHours ?? 0} * interval '1 hour'`,
          secrets: JSON.stringify(secrets?.sealed ?? {}),
          secrets_version: secrets?.version ?? 1,
        }),
      )
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .execute(),
  );
}
