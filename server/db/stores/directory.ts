import { type Transaction } from "kysely";
import { ClientId, ConnectionId, ExternalId } from "../../../schemas/ids.ts";
import { SyncRules } from "../../../schemas/sync-rules.ts";
import type { DirectoryStore, ServingDesk } from "../../../core/ports/stores.ts";
import type { Database } from "../database.ts";

export function createDirectoryStore(trx: Transaction<Database>, tenantId: string): DirectoryStore {
  return {
    clientsByRef: async (connectionId, refs) => {
      if (refs.length === 0) return new Map();
      const rows = await trx
        .selectFrom("client_ref")
        .select(["external_id", "client_id"])
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("external_id", "in", [...refs])
        .execute();
      return new Map(rows.map((row) => [row.external_id, ClientId.parse(row.client_id)]));
    },
    clientNames: async (clientIds) => {
      if (clientIds.length === 0) return new Map();
      const rows = await trx
        .selectFrom("client")
        .select(["id", "name"])
        .where("tenant_id", "=", tenantId)
        .where("id", "in", [...clientIds])
        .execute();
      return new Map(rows.map((row) => [ClientId.parse(row.id), row.name]));
    },
    desksOf: (clientIds) => desksOf(trx, tenantId, clientIds),
    connection: async (connectionId) => {
      const row = await trx
        .selectFrom("connection")
        .select(["connection.name", "connection.connector", "connection.default_client_id", "connection.settings"])
        .where("connection.tenant_id", "=", tenantId)
        .where("connection.id", "=", connectionId)
        .executeTakeFirst();
      return (
        row && {
          name: row.name,
          connector: row.connector,
          defaultClientId: row.default_client_id === null ? null : ClientId.parse(row.default_client_id),
          settings: row.settings,
        }
      );
    },
  };
}

/** The oldest connection first. */
async function desksOf(
  trx: Transaction<Database>,
  tenantId: string,
  clientIds: readonly ClientId[],
): ReturnType<DirectoryStore["desksOf"]> {
  const desks = new Map<ClientId, ServingDesk[]>();
  if (clientIds.length === 0) return desks;
  const rows = await trx
    .selectFrom("client_ref")
    .innerJoin("connection", (join) =>
      join
        .onRef("connection.tenant_id", "=", "client_ref.tenant_id")
        .onRef("connection.id", "=", "client_ref.connection_id"),
    )
    .select(["client_ref.client_id", "client_ref.connection_id", "client_ref.external_id"])
    .select(["connection.name", "connection.sync_rules"])
    .where("client_ref.tenant_id", "=", tenantId)
    .where("client_ref.client_id", "in", [...clientIds])
    .where("connection.kind", "=", "desk")
    .where("connection.removed_at", "is", null)
    .orderBy("connection.created_at")
    .orderBy("connection.id")
    .orderBy("client_ref.external_id")
    .execute();
  for (const row of rows) {
    const clientId = ClientId.parse(row.client_id);
    const list = desks.get(clientId) ?? [];
    // A client may have several names in one desk; the first is where its tickets are made.
    if (list.some((desk) => desk.connectionId === row.connection_id)) continue;
    list.push({
      connectionId: ConnectionId.parse(row.connection_id),
      name: row.name,
      clientRef: ExternalId.parse(row.external_id),
      rules: SyncRules.parse(row.sync_rules),
    });
    desks.set(clientId, list);
  }
  return desks;
}
