import { type Kysely, sql, type Transaction } from "kysely";
import { allowAgain } from "../../core/sync/allow-again.ts";
import type { QuarantineReason } from "../../schemas/delivery.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import { toJsonb } from "./clean.ts";
import type { Database } from "./database.ts";
import { joinOrdinals, mayOpen, reopenDelivery } from "./reopen-delivery.ts";
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
  reason: QuarantineReason;
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

/** What has been let try again. */
export interface Retried {
  wakes: "intake" | "read" | "push";
  /** Whether it may open tickets: not what is old, unless that is asked for. */
  opens: boolean;
  deliveryId: string | null;
}

/**
 * Lets what waits try again.
 *
 * @param opensSince what is older opens no ticket; null = all may
 * @returns undefined when nothing of this id waits
 */
export async function retryQuarantined(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: string,
  opensSince: Date | null,
): Promise<Retried | undefined> {
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
      const ordinals = row.ordinal === null ? null : [row.ordinal];
      const opened = await reopenDelivery(trx, tenantId, row.delivery_id, ordinals, opensSince);
      return { wakes: "intake", opens: opened?.opens ?? true, deliveryId: row.delivery_id };
    }
    if (row.alert_id !== null) {
      await retrySource(trx, tenantId, row.alert_id);
      return { wakes: "push", opens: true, deliveryId: null };
    }
    if (row.link_id === null) {
      await hintAt(trx, tenantId, row.connection_id, row.external_id === null ? [] : [row.external_id]);
      return { wakes: "read", opens: true, deliveryId: null };
    }
    await retryWrite(trx, tenantId, row.link_id);
    return { wakes: "push", opens: true, deliveryId: null };
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
 * Opens every delivery of which items wait for their client, for these items alone; where old ones may open tickets, also those
 * that a replay has kept back for their age.
 *
 * @param clientHint what the tool calls the client; null = whatever it calls it
 * @param opensSince what is older opens no ticket; null = all may
 * @returns how many items go on, and how many of them open no ticket
 */
export async function replayHeld(
  db: Kysely<Database>,
  tenantId: TenantId,
  clientHint: string | null,
  opensSince: Date | null,
): Promise<{ replayed: number; openNone: number }> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ replayed: number; openNone: number }>`
      with released as (
        update quarantine set state = 'replayed'
        where tenant_id = ${tenantId} and state = 'open' and delivery_id is not null
          and (reason = 'unknownClient' or (reason = 'tooOld' and ${opensSince}::timestamptz is null))
          and ordinal is not null and (${clientHint}::text is null or client_ref = ${clientHint})
        returning delivery_id, ordinal
      ), items as (
        select delivery_id, array_agg(ordinal order by ordinal) as ordinals from released group by delivery_id
      ), opened as (
        insert into delivery_open (tenant_id, connection_id, id, received_at, ordinals, opens)
        select d.tenant_id, d.connection_id, d.id, d.received_at, items.ordinals, ${mayOpen(opensSince)}
        from items join delivery d on d.tenant_id = ${tenantId} and d.id = items.delivery_id
        order by d.id
        on conflict (tenant_id, connection_id, id) do update set ${joinOrdinals}
        returning id, opens
      )
      select count(*)::int as replayed, (count(*) filter (where not opened.opens))::int as "openNone"
      from released join opened on opened.id = released.delivery_id`.execute(trx),
  );
  return rows[0] ?? { replayed: 0, openNone: 0 };
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
  await trx
    .updateTable("attachment_link")
    .set({ state: "wanted", detail: null })
    .where("tenant_id", "=", tenantId)
    .where("link_id", "=", linkId)
    .where("state", "=", "failed")
    .execute();
}
