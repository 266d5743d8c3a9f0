import { type Kysely, sql } from "kysely";
import { ClientId, type ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { AuditDraft } from "../../core/ports/stores.ts";
import { toJsonb, toText } from "./clean.ts";
import type { Database } from "./database.ts";
import { releaseRecords } from "./quarantine.ts";
import { withTenant } from "./tenant.ts";

/** Names of these clients, by their ids. */
export async function nameClients(
  db: Kysely<Database>,
  tenantId: TenantId,
  ids: readonly ClientId[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  return withTenant(db, tenantId, async (trx) => {
    const rows = await trx
      .selectFrom("client")
      .select(["id", "name"])
      .where("tenant_id", "=", tenantId)
      .where("id", "in", [...ids])
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
}

/** @returns undefined when there is no client of this name */
export async function findClient(
  db: Kysely<Database>,
  tenantId: TenantId,
  name: string,
): Promise<ClientId | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const row = await trx
      .selectFrom("client")
      .select("id")
      .where("tenant_id", "=", tenantId)
      .where("name", "=", name)
      .executeTakeFirst();
    return row && ClientId.parse(row.id);
  });
}

/** The tenant by this name, made if there is none. */
export async function ensureTenant(db: Kysely<Database>, name: string, newId: () => string): Promise<TenantId> {
  const find = async () => {
    const { rows } = await sql<{ id: string; name: string }>`select * from list_tenants()`.execute(db);
    return rows.find((row) => row.name === name)?.id;
  };
  const found = await find();
  if (found) return TenantId.parse(found);
  const id = TenantId.parse(newId());
  // Two nodes may start at once: the first that is stored counts.
  await withTenant(db, id, (trx) =>
    sql`insert into tenant (id, name) values (${id}, ${name}) on conflict do nothing`.execute(trx),
  );
  const stored = await find();
  if (!stored) throw new Error(`the tenant "${name}" could not be made`);
  return TenantId.parse(stored);
}

export async function ensureClient(
  db: Kysely<Database>,
  tenantId: TenantId,
  name: string,
  newId: () => string,
): Promise<ClientId> {
  return withTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("client")
      .values({ tenant_id: tenantId, id: newId(), name })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await trx
      .selectFrom("client")
      .select("id")
      .where("tenant_id", "=", tenantId)
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return ClientId.parse(row.id);
  });
}

/**
 * Says that a vendor's name or number of a customer is this client. Records of that customer that waited are hinted at.
 *
 * @returns how many waited
 */
export async function mapClient(
  db: Kysely<Database>,
  tenantId: TenantId,
  ref: { connectionId: ConnectionId; externalId: string; clientId: ClientId },
): Promise<number> {
  return withTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("client_ref")
      .values({
        tenant_id: tenantId,
        connection_id: ref.connectionId,
        external_id: ref.externalId,
        client_id: ref.clientId,
      })
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "connection_id", "external_id"]).doUpdateSet({ client_id: ref.clientId }),
      )
      .execute();
    return releaseRecords(trx, tenantId, ref.connectionId, ref.externalId);
  });
}

/** Says no longer which client a customer is. @returns the client's name; undefined when it was nobody's */
export async function unmapClient(
  db: Kysely<Database>,
  tenantId: TenantId,
  connectionId: ConnectionId,
  externalId: string,
): Promise<string | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const row = await trx
      .deleteFrom("client_ref")
      .using("client")
      .whereRef("client.tenant_id", "=", "client_ref.tenant_id")
      .whereRef("client.id", "=", "client_ref.client_id")
      .where("client_ref.tenant_id", "=", tenantId)
      .where("client_ref.connection_id", "=", connectionId)
      .where("client_ref.external_id", "=", externalId)
      .returning("client.name")
      .executeTakeFirst();
    return row?.name;
  });
}

/** Which client each customer of a connection is, and the names of all clients. */
export async function listClientRefs(
  db: Kysely<Database>,
  tenantId: TenantId,
  connectionId: ConnectionId,
): Promise<{ mapped: ReadonlyMap<string, string>; clients: readonly string[] }> {
  return withTenant(db, tenantId, async (trx) => {
    const refs = await trx
      .selectFrom("client_ref")
      .innerJoin("client", (join) =>
        join.onRef("client.tenant_id", "=", "client_ref.tenant_id").onRef("client.id", "=", "client_ref.client_id"),
      )
      .select(["client_ref.external_id", "client.name"])
      .where("client_ref.tenant_id", "=", tenantId)
      .where("client_ref.connection_id", "=", connectionId)
      .execute();
    const clients = await trx.selectFrom("client").select("name").where("tenant_id", "=", tenantId).execute();
    return {
      mapped: new Map(refs.map(({ external_id, name }) => [external_id, name])),
      clients: clients.map(({ name }) => name),
    };
  });
}

/** An entry of the audit; given the transaction of what it tells of, it is there with that, or not at all. */
export async function addAudit(
  db: Kysely<Database>,
  tenantId: TenantId,
  { actor, action, object, detail }: Omit<AuditDraft, "detail"> & { detail: Readonly<Record<string, unknown>> },
  newId: () => string,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("audit")
      .values({
        tenant_id: tenantId,
        id: newId(),
        at: sql<Date>`now()`,
        actor: toText(actor),
        action,
        object: toText(object),
        detail: toJsonb(detail),
      })
      .execute();
  });
}
