import { type Kysely, sql } from "kysely";
import { Connection } from "../../schemas/connection.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Ciphertexts by field; `previous` holds what is still valid while a secret is being changed. */
export type StoredSecrets = Record<string, string>;

export interface ConnectionRow {
  connection: Connection;
  secrets: StoredSecrets;
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
  defaultClientId: string | null;
}

const columns = [
  "id",
  "name",
  "connector",
  "kind",
  "mode",
  "parked_reason",
  "settings",
  "secrets",
  "default_client_id",
  "version",
  "created_at",
  "started_at",
] as const;

export async function readConnection(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<ConnectionRow | undefined> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection")
      .select(columns)
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("removed_at", "is", null)
      .executeTakeFirst(),
  );
  return row && { connection: toConnection(row), secrets: row.secrets, startedAt: row.started_at };
}

export async function listConnections(
  db: Kysely<Database>,
  tenantId: TenantId,
): Promise<readonly (Connection & { lastSuccessAt: Date | null; lastError: string | null })[]> {
  const rows = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection")
      .innerJoin("connection_run", (join) =>
        join
          .onRef("connection_run.tenant_id", "=", "connection.tenant_id")
          .onRef("connection_run.connection_id", "=", "connection.id"),
      )
      .select(columns.map((column) => `connection.${column}` as const))
      .select(["connection_run.last_success_at", "connection_run.last_error"])
      .where("connection.tenant_id", "=", tenantId)
      .where("connection.removed_at", "is", null)
      .orderBy("connection.name")
      .execute(),
  );
  return rows.map((row) => ({ ...toConnection(row), lastSuccessAt: row.last_success_at, lastError: row.last_error }));
}

export async function readConnectionVersion(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<number | undefined> {
  const row = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection")
      .select("version")
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("removed_at", "is", null)
      .executeTakeFirst(),
  );
  return row?.version;
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
        default_client_id: added.defaultClientId,
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

function toConnection(row: {
  id: string;
  name: string;
  connector: string;
  kind: string;
  mode: string;
  parked_reason: string | null;
  settings: unknown;
  default_client_id: string | null;
  version: number;
  created_at: Date;
}): Connection {
  return Connection.parse({
    id: row.id,
    name: row.name,
    connector: row.connector,
    kind: row.kind,
    mode: row.mode,
    parkedReason: row.parked_reason,
    settings: row.settings,
    defaultClientId: row.default_client_id,
    version: row.version,
    createdAt: row.created_at,
  });
}
