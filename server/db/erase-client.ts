import { type RawBuilder, sql, type Transaction } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

interface Part {
  table: string;
  /** Of its rows `r`. */
  where: RawBuilder<unknown>;
}

/** What belongs to a client, those that refer to others first; the client itself comes last. */
function listParts(tenantId: TenantId, clientId: ClientId): readonly Part[] {
  const tickets = sql`(select t.id from ticket t where t.tenant_id = ${tenantId} and t.client_id = ${clientId})`;
  const alerts = sql`(select a.id from alert a where a.tenant_id = ${tenantId} and a.client_id = ${clientId})`;
  const links = sql`(select l.id from link l where l.tenant_id = ${tenantId} and l.ticket_id in ${tickets})`;
  const clocks = sql`(select k.id from clock k where k.tenant_id = ${tenantId} and k.ticket_id in ${tickets})`;
  const told = sql`(select w.id from webhook_event w where w.tenant_id = ${tenantId} and w.client_id = ${clientId})`;
  const deliveries = sql`(select e.delivery_id from event e where e.tenant_id = ${tenantId} and e.delivery_id is not null
    and (e.alert_id in ${alerts} or e.ticket_id in ${tickets}))`;
  const records = sql`(select l.connection_id, l.external_id from link l where l.tenant_id = ${tenantId} and l.ticket_id in ${tickets})`;
  const refs = sql`(select c.connection_id, c.external_id from client_ref c where c.tenant_id = ${tenantId} and c.client_id = ${clientId})`;
  const items = sql`(select i.id from configuration_item i where i.tenant_id = ${tenantId} and i.client_id = ${clientId})`;
  const of = (table: string, where: RawBuilder<unknown>): Part => ({ table, where });
  const byTicket = ["change", "conflict", "vendor_write", "page", "escalation", "trouble_detail"];
  return [
    of("webhook_post", sql`r.event_id in ${told}`),
    of("webhook_event", sql`r.client_id = ${clientId}`),
    of(
      "quarantine",
      sql`r.delivery_id in ${deliveries} or r.link_id in ${links} or r.alert_id in ${alerts} or (r.connection_id, r.external_id) in ${records}
        or (r.connection_id, r.client_ref) in ${refs}`,
    ),
    of("delivery_open", sql`r.id in ${deliveries}`),
    of("delivery_outcome", sql`r.delivery_id in ${deliveries}`),
    of("delivery", sql`r.id in ${deliveries}`),
    of("read_hint", sql`(r.connection_id, r.external_id) in ${records}`),
    of("shelf_record", sql`(r.connection_id, r.external_id) in ${records}`),
    of("comment_link", sql`r.link_id in ${links}`),
    of("attachment_link", sql`r.link_id in ${links}`),
    of("observation", sql`r.link_id in ${links}`),
    of("comment", sql`r.ticket_id in ${tickets}`),
    of("attachment", sql`r.ticket_id in ${tickets}`),
    of("clock_fire", sql`r.clock_id in ${clocks}`),
    of("clock", sql`r.ticket_id in ${tickets}`),
    ...byTicket.map((table) => of(table, sql`r.ticket_id in ${tickets}`)),
    of("vendor_write", sql`r.alert_id in ${alerts}`),
    of("event", sql`r.alert_id in ${alerts} or r.ticket_id in ${tickets}`),
    of("fold_exception", sql`r.alert_id in ${alerts}`),
    of("fold", sql`r.client_id = ${clientId}`),
    of("link", sql`r.ticket_id in ${tickets}`),
    of("alert", sql`r.client_id = ${clientId}`),
    of("ticket", sql`r.client_id = ${clientId}`),
    of("configuration_item_parent", sql`r.item_id in ${items} or r.parent_id in ${items}`),
    of("configuration_item_key", sql`r.item_id in ${items}`),
    of("configuration_item", sql`r.client_id = ${clientId}`),
    of("maintenance_window", sql`r.client_id = ${clientId}`),
    of("client_intake", sql`r.client_id = ${clientId}`),
    of("client_guide", sql`r.client_id = ${clientId}`),
    of("client_ref", sql`r.client_id = ${clientId}`),
    of("client", sql`r.id = ${clientId}`),
  ];
}

/** How many rows of each table belong to it. */
export async function countClientRows(
  trx: Transaction<Database>,
  tenantId: TenantId,
  clientId: ClientId,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, where } of listParts(tenantId, clientId)) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)} r where r.tenant_id = ${tenantId} and (${where})`.execute(
      trx,
    );
    const count = (counts[table] ?? 0) + (rows[0]?.count ?? 0);
    if (count > 0) counts[table] = count;
  }
  return counts;
}

/** All of it at once, or nothing. Bytes of files that nobody bears any more go with it. */
export async function eraseClientRows(
  trx: Transaction<Database>,
  tenantId: TenantId,
  clientId: ClientId,
): Promise<void> {
  await sql`select erase_clock_moves(array(select id from ticket where tenant_id = ${tenantId} and client_id = ${clientId}))`.execute(
    trx,
  );
  await sql`update connection set default_client_id = null where tenant_id = ${tenantId} and default_client_id = ${clientId}`.execute(
    trx,
  );
  for (const { table, where } of listParts(tenantId, clientId))
    await sql`delete from ${sql.table(table)} r where r.tenant_id = ${tenantId} and (${where})`.execute(trx);
  await sql`delete from attachment_content c where c.tenant_id = ${tenantId} and not exists (
    select 1 from attachment a where a.tenant_id = c.tenant_id and a.sha256 = c.sha256)`.execute(trx);
  for (const table of ["api_key", "webhook"])
    await sql`update ${sql.table(table)} set clients = array_remove(clients, ${clientId}::uuid)
      where tenant_id = ${tenantId} and ${clientId}::uuid = any(clients)`.execute(trx);
}

/** Connections that work and would give it what comes from now on. */
export async function listDefaultsTo(
  trx: Transaction<Database>,
  tenantId: TenantId,
  clientId: ClientId,
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from connection
    where tenant_id = ${tenantId} and default_client_id = ${clientId} and removed_at is null order by name`.execute(
    trx,
  );
  return rows.map(({ name }) => name);
}
