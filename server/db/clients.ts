import { type Kysely, sql } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** A client, who it is on each connection, and how much is open for it. */
export interface ClientView {
  id: string;
  name: string;
  /** Its names or numbers in desks and tools, by connection. */
  customers: readonly { connection: string; externalId: string }[];
  openTickets: number;
  firingAlerts: number;
}

/** A customer that no client is, and for which something waits. */
export interface UnknownCustomer {
  connection: string;
  /** What the desk or tool calls it. */
  externalId: string;
  /** Records of a desk. */
  records: number;
  alerts: number;
  since: Date;
  /** Why it is not known, of the oldest that waits. */
  detail: string;
}

/**
 * All clients by name. What is open is counted once for all of them, from indexes that hold only what is open.
 *
 * @param clientIds the only ones that whoever asks may see; null = all
 */
export async function listClients(
  db: Kysely<Database>,
  tenantId: TenantId,
  clientIds: readonly ClientId[] | null,
): Promise<readonly ClientView[]> {
  const own = clientIds ? sql`c.id = any(${[...clientIds]}::uuid[])` : sql`true`;
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<ClientView>`
      with open as (select client_id, count(*)::int as n from ticket
          where tenant_id = ${tenantId} and status not in ('resolved', 'closed', 'cancelled') and merged_into is null group by client_id),
        firing as (select client_id, count(*)::int as n from alert where tenant_id = ${tenantId} and condition = 'firing' group by client_id),
        refs as (select r.client_id, json_agg(json_build_object('connection', n.name, 'externalId', r.external_id) order by n.name, r.external_id) as list
          from client_ref r join connection n on n.tenant_id = r.tenant_id and n.id = r.connection_id
          where r.tenant_id = ${tenantId} group by r.client_id)
      select c.id, c.name, coalesce(refs.list, '[]') as customers, coalesce(open.n, 0) as "openTickets", coalesce(firing.n, 0) as "firingAlerts"
      from client c left join open on open.client_id = c.id left join firing on firing.client_id = c.id left join refs on refs.client_id = c.id
      where c.tenant_id = ${tenantId} and ${own} order by lower(c.name), c.id`.execute(trx),
  );
  return rows;
}

/** Customers for which records or alerts wait, the most first. @param most how many are answered */
export async function listUnknownCustomers(
  db: Kysely<Database>,
  tenantId: TenantId,
  most: number,
): Promise<readonly UnknownCustomer[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<UnknownCustomer>`
      select n.name as connection, q.client_ref as "externalId", count(*) filter (where q.delivery_id is null)::int as records,
        count(*) filter (where q.delivery_id is not null)::int as alerts, min(q.at) as since, (array_agg(q.detail order by q.at))[1] as detail
      from quarantine q join connection n on n.tenant_id = q.tenant_id and n.id = q.connection_id
      where q.tenant_id = ${tenantId} and q.state = 'open' and q.reason = 'unknownClient' and q.client_ref is not null
      group by n.name, q.client_ref order by count(*) desc, n.name, q.client_ref limit ${most}`.execute(trx),
  );
  return rows;
}
