import { type Kysely, sql } from "kysely";
import type { ClientGuide } from "../../schemas/client-guide.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** A client with what each connection calls it, by name, and whom and what is known there. */
export interface KnownClient extends ClientGuide {
  id: string;
  name: string;
  customers: readonly { connection: string; externalId: string }[];
}

export async function listKnownClients(db: Kysely<Database>, tenantId: TenantId): Promise<readonly KnownClient[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<KnownClient>`
      select c.id, c.name, coalesce(json_agg(json_build_object('connection', n.name, 'externalId', r.external_id)
        order by n.name, r.external_id) filter (where n.id is not null), '[]') as customers,
        coalesce(g.contacts, '[]') as contacts, coalesce(g.runbooks, '[]') as runbooks
      from client c
        left join client_ref r on r.tenant_id = c.tenant_id and r.client_id = c.id
        left join connection n on n.tenant_id = r.tenant_id and n.id = r.connection_id and n.removed_at is null
        left join client_guide g on g.tenant_id = c.tenant_id and g.client_id = c.id
      where c.tenant_id = ${tenantId} group by c.id, c.name, g.contacts, g.runbooks order by lower(c.name)`.execute(
      trx,
    ),
  );
  return rows;
}

/** Which secrets each connection has, by their names. */
export async function listSecretNames(
  db: Kysely<Database>,
  tenantId: TenantId,
): Promise<ReadonlyMap<ConnectionId, readonly string[]>> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ id: ConnectionId; names: string[] }>`
      select id, array(select jsonb_object_keys(secrets) order by 1) as names from connection
      where tenant_id = ${tenantId} and removed_at is null`.execute(trx),
  );
  return new Map(rows.map(({ id, names }) => [id, names]));
}

/** Until the transaction ends nobody else applies a configuration or changes a connection. */
export async function lockConfiguration(db: Kysely<Database>, tenantId: TenantId): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}:configuration`}, 0))`.execute(trx);
    // Rows that refer to a connection may go on being added.
    await sql`select id from connection where tenant_id = ${tenantId} and removed_at is null order by id
      for no key update`.execute(trx);
  });
}
