import { type Kysely, sql } from "kysely";
import { Connection } from "../../schemas/connection.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** What a connection's configuration is made of, without its secrets. */
export const connectionColumns = [
  "id",
  "name",
  "connector",
  "kind",
  "mode",
  "parked_reason",
  "settings",
  "value_maps",
  "sync_rules",
  "default_client_id",
  "allowed_from",
  "version",
  "created_at",
  "started_at",
] as const;

/** A row that breaks its schema is a defect and throws. */
export function toConnection(row: {
  id: string;
  name: string;
  connector: string;
  kind: string;
  mode: string;
  parked_reason: string | null;
  settings: unknown;
  value_maps: unknown;
  sync_rules: unknown;
  default_client_id: string | null;
  allowed_from: string[];
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
    maps: row.value_maps,
    rules: row.sync_rules,
    defaultClientId: row.default_client_id,
    allowedFrom: row.allowed_from,
    version: row.version,
    createdAt: row.created_at,
  });
}

/** A connection with what is known of its traffic; a green tick alone would say nothing. */
export interface ListedConnection extends Connection {
  health: "working" | "failing" | "resting" | "silent" | "parked";
  /** The last call that was answered, or delivery that was taken. */
  lastSuccessAt: Date | null;
  lastDeliveryAt: Date | null;
  lastError: string | null;
  /** Until then no call is made; after many failures then one, to see whether it answers again. */
  restsUntil: Date | null;
}

/** A desk that is asked every few minutes and has not been heard of for so long is silent. */
const silentAfter = "30 minutes";

/** Of a connection with its `connection_run`, and its `vendor_account` where that one's breaker is open. */
export const healthColumn = sql<ListedConnection["health"]>`case when connection.mode = 'parked' then 'parked'
  when connection_run.blocked_until > now() or vendor_account.breaker = 'open' then 'resting'
  when connection_run.last_error is not null then 'failing'
  when connection.kind = 'desk' and coalesce(connection_run.last_success_at, connection.created_at) < now() - ${sql.lit(silentAfter)}::interval then 'silent'
  else 'working' end`;

/** Nobody asks a tool that only delivers; of a desk a delivery says nothing about whether it answers. */
export const lastSuccessColumn = sql<Date | null>`case when connection.kind = 'desk' then connection_run.last_success_at
  else greatest(connection_run.last_success_at, connection_run.last_delivery_at) end`;

export async function listConnections(db: Kysely<Database>, tenantId: TenantId): Promise<readonly ListedConnection[]> {
  const rows = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("connection")
      .innerJoin("connection_run", (join) =>
        join
          .onRef("connection_run.tenant_id", "=", "connection.tenant_id")
          .onRef("connection_run.connection_id", "=", "connection.id"),
      )
      .select(connectionColumns.map((column) => `connection.${column}` as const))
      .select(["connection_run.last_delivery_at", "connection_run.last_error"])
      .select(lastSuccessColumn.as("last_success_at"))
      .leftJoin("vendor_account", (join) =>
        join
          .onRef("vendor_account.tenant_id", "=", "connection.tenant_id")
          .on("vendor_account.breaker", "=", "open")
          .on(
            "vendor_account.account",
            "=",
            sql<string>`connection.tenant_id || ':' || connection.connector || ':' || connection.id`,
          ),
      )
      .select(
        sql<Date | null>`case when connection_run.blocked_until > now() then connection_run.blocked_until else vendor_account.probe_at end`.as(
          "rests_until",
        ),
      )
      .select(healthColumn.as("health"))
      .where("connection.tenant_id", "=", tenantId)
      .where("connection.removed_at", "is", null)
      .orderBy("connection.name")
      .execute(),
  );
  return rows.map((row) => ({
    ...toConnection(row),
    health: row.health,
    lastSuccessAt: row.last_success_at,
    lastDeliveryAt: row.last_delivery_at,
    lastError: row.last_error,
    restsUntil: row.rests_until,
  }));
}
