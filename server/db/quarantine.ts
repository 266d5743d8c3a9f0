import { type Kysely, sql, type Transaction } from "kysely";
import { allowAgain } from "../../core/sync/allow-again.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Something that cannot go on without a person. */
export interface QuarantineRow {
  id: string;
  /** What waits: a delivery, a record of a desk, or a write to one or to the tool behind an alert. */
  kind: "delivery" | "record" | "write";
  connection: string;
  deliveryId: string | null;
  externalId: string | null;
  clientRef: string | null;
  ticketId: string | null;
  reason: string;
  path: string | null;
  expected: string | null;
  detail: string;
  at: Date;
}

/** What waits, oldest first. */
export async function listQuarantine(
  db: Kysely<Database>,
  tenantId: TenantId,
  limit: number,
): Promise<readonly QuarantineRow[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<QuarantineRow>`
      select q.id, case when q.delivery_id is not null then 'delivery' when coalesce(q.link_id, q.alert_id) is not null then 'write' else 'record' end as kind,
        c.name as connection, q.delivery_id as "deliveryId", coalesce(q.external_id, l.external_id) as "externalId",
        q.client_ref as "clientRef", coalesce(l.ticket_id, a.ticket_id) as "ticketId", q.reason, q.path, q.expected, q.detail, q.at
      from quarantine q
      join connection c on c.tenant_id = q.tenant_id and c.id = q.connection_id
      left join link l on l.tenant_id = q.tenant_id and l.id = q.link_id
      left join alert a on a.tenant_id = q.tenant_id and a.id = q.alert_id
      where q.tenant_id = ${tenantId} and q.state = 'open' order by q.at, q.id limit ${limit}`.execute(trx),
  );
  return rows;
}

/**
 * Lets what waits try again.
 *
 * @returns the queue to wake; undefined when nothing of this id waits
 */
export async function retryQuarantined(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: string,
): Promise<"intake" | "read" | "push" | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const row = await trx
      .updateTable("quarantine")
      .set({ state: "replayed" })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("state", "=", "open")
      .returning(["connection_id", "external_id", "link_id", "alert_id", "delivery_id", "ordinal"])
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.delivery_id !== null) {
      await reopenDelivery(trx, tenantId, row.delivery_id, row.ordinal === null ? null : [row.ordinal]);
      return "intake";
    }
    if (row.alert_id !== null) {
      await retrySource(trx, tenantId, row.alert_id);
      return "push";
    }
    if (row.link_id === null) {
      await hintAt(trx, tenantId, row.connection_id, row.external_id === null ? [] : [row.external_id]);
      return "read";
    }
    await retryWrite(trx, tenantId, row.link_id);
    return "push";
  });
}

/** Records of this customer that waited are read again at once. @returns how many */
export async function releaseRecords(
  trx: Transaction<Database>,
  tenantId: TenantId,
  connectionId: ConnectionId,
  clientRef: string,
): Promise<number> {
  const released = await trx
    .updateTable("quarantine")
    .set({ state: "replayed" })
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", connectionId)
    .where("client_ref", "=", clientRef)
    .where("state", "=", "open")
    .where("external_id", "is not", null)
    .returning("external_id")
    .execute();
  const ids = released.flatMap(({ external_id }) => (external_id === null ? [] : [external_id]));
  await hintAt(trx, tenantId, connectionId, ids);
  return ids.length;
}

/** Alerts that wait for the client whom a tool calls so. */
export async function countHeld(db: Kysely<Database>, tenantId: TenantId, clientHint: string): Promise<number> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ held: number }>`
      select count(*)::int as held from quarantine
      where tenant_id = ${tenantId} and state = 'open' and delivery_id is not null and client_ref = ${clientHint}`.execute(
      trx,
    ),
  );
  return rows[0]?.held ?? 0;
}

/**
 * Opens every delivery of which items wait for their client, for these items alone.
 *
 * @param clientHint what the tool calls the client; null = whatever it calls it
 * @returns how many items go on
 */
export async function replayHeld(db: Kysely<Database>, tenantId: TenantId, clientHint: string | null): Promise<number> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ items: number }>`
      with released as (
        update quarantine set state = 'replayed'
        where tenant_id = ${tenantId} and state = 'open' and reason = 'unknownClient' and delivery_id is not null
          and ordinal is not null and (${clientHint}::text is null or client_ref = ${clientHint})
        returning delivery_id, ordinal
      ), items as (
        select delivery_id, array_agg(ordinal order by ordinal) as ordinals from released group by delivery_id
      ), opened as (
        insert into delivery_open (tenant_id, connection_id, id, received_at, ordinals)
        select d.tenant_id, d.connection_id, d.id, d.received_at, items.ordinals
        from items join delivery d on d.tenant_id = ${tenantId} and d.id = items.delivery_id
        order by d.id
        on conflict (tenant_id, connection_id, id) do update set ${joinOrdinals}
      )
      select count(*)::int as items from released`.execute(trx),
  );
  return rows[0]?.items ?? 0;
}

async function hintAt(
  trx: Transaction<Database>,
  tenantId: TenantId,
  connectionId: string,
  externalIds: readonly string[],
): Promise<void> {
  await sql`insert into read_hint (tenant_id, connection_id, external_id, due_at)
    select ${tenantId}::uuid, ${connectionId}::uuid, n.id, now() from unnest(${[...externalIds]}::text[]) n (id)
    on conflict (tenant_id, connection_id, external_id) do update set due_at = now(), hints = read_hint.hints + 1`.execute(
    trx,
  );
}

/** Its tool is told once more what is wanted there now. */
async function retrySource(trx: Transaction<Database>, tenantId: TenantId, alertId: string): Promise<void> {
  await trx
    .updateTable("alert")
    .set({
      source_episode: 0,
      // What may be there is taken back; that it was not, the refusal says.
      source_there: sql<boolean>`source_there or source_wanted = 'none'`,
      source_attempts: 0,
      source_next_at: sql<Date>`now()`,
      source_error: null,
    })
    .where("tenant_id", "=", tenantId)
    .where("id", "=", alertId)
    .execute();
}

async function retryWrite(trx: Transaction<Database>, tenantId: TenantId, linkId: string): Promise<void> {
  const row = await trx
    .selectFrom("link")
    .select("fields")
    .where("tenant_id", "=", tenantId)
    .where("id", "=", linkId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  await trx
    .updateTable("link")
    .set({
      fields: toJsonb(allowAgain(row.fields as Link["fields"])),
      done_rev: sql`least(done_rev, wanted_rev - 1)`,
      attempts: 0,
      next_at: sql<Date>`now()`,
      last_error: null,
    })
    .where("tenant_id", "=", tenantId)
    .where("id", "=", linkId)
    .execute();
  await trx
    .updateTable("comment_link")
    .set({ state: "wanted", detail: null })
    .where("tenant_id", "=", tenantId)
    .where("link_id", "=", linkId)
    .where("state", "=", "failed")
    .execute();
}

/**
 * Asks for items of a delivery that is open already. An array and null together are the array: null adds nothing to a
 * delivery whose items are known one by one.
 */
const joinOrdinals = sql`
  ordinals = case when delivery_open.attempts = 0 then delivery_open.ordinals || excluded.ordinals else delivery_open.ordinals end,
  reopened = case when delivery_open.attempts = 0 then delivery_open.reopened else delivery_open.reopened || excluded.ordinals end`;

/**
 * Opens a delivery again: it runs with its own time, and what it did before is not done twice. What a batch is at work on is
 * left to it; the items that are asked for meanwhile are kept for the next one.
 *
 * @param ordinals only these items; null = all, of one that was never applied
 * @returns false when there is no such delivery
 */
export async function reopenDelivery(
  trx: Transaction<Database>,
  tenantId: TenantId,
  id: string,
  ordinals: readonly number[] | null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into delivery_open (tenant_id, connection_id, id, received_at, ordinals)
    select d.tenant_id, d.connection_id, d.id, d.received_at, ${ordinals === null ? null : [...ordinals]}::int[]
    from delivery d where d.tenant_id = ${tenantId} and d.id = ${id}
    on conflict (tenant_id, connection_id, id) do update set ${joinOrdinals}
    returning id`.execute(trx);
  return rows.length > 0;
}
