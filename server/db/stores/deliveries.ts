import { sql, type Transaction } from "kysely";
import { ConnectionId, DeliveryId } from "../../../schemas/ids.ts";
import type { ConnectionLease, DeliveryStore, TakenDelivery } from "../../../core/ports/stores.ts";
import { toText, toTextOrNull } from "../clean.ts";
import { chunksOf } from "../chunks.ts";
import type { Database } from "../database.ts";

interface OpenRow {
  id: string;
  connection_id: string;
  received_at: Date;
  content_type: string;
  headers: Record<string, string>;
  body: Buffer;
  traceparent: string | null;
  attempts: number;
  ordinals: number[] | null;
  opens: boolean;
}

export function createDeliveryStore(trx: Transaction<Database>, tenantId: string, newId: () => string): DeliveryStore {
  return {
    takeOpen: (connectionId, most) => takeOpen(trx, tenantId, connectionId, most),
    giveBack: async (connectionId, ids) => {
      await trx
        .updateTable("delivery_open")
        .set({ attempts: sql`greatest(attempts - 1, 0)` })
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("id", "in", [...ids])
        .execute();
    },
    holdLease: (lease) => holdLease(trx, lease),
    rememberKeys: async (connectionId, keys) => {
      // The first of equal keys in this batch is kept; it is the one that is applied. A delivery's own key is none of another:
      // one that is replayed item by item comes by more than once.
      const rows = await sql<{ delivery_id: string; key: string }>`
        insert into delivery_key (tenant_id, connection_id, key, delivery_id, seen_at)
        select distinct on (k.key) ${tenantId}::uuid, ${connectionId}::uuid, k.key, k.id, now()
        from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ deliveryId }) => deliveryId)}::uuid[]) with ordinality k (key, id, n)
        order by k.key, k.n
        on conflict (tenant_id, connection_id, key) do update set seen_at = delivery_key.seen_at
          where delivery_key.delivery_id = excluded.delivery_id
        returning delivery_id, key`.execute(trx);
      const kept = new Set(rows.rows.map((row) => row.delivery_id));
      return new Set(keys.filter(({ deliveryId }) => !kept.has(deliveryId)).map(({ deliveryId }) => deliveryId));
    },
    appliedBefore: async (ids) => {
      const { rows } = await sql<{ delivery_id: string }>`select delivery_id from delivery_outcome
        where tenant_id = ${tenantId} and delivery_id = any(${[...ids]}::uuid[]) and outcome = 'applied'`.execute(trx);
      return new Set(rows.map((row) => DeliveryId.parse(row.delivery_id)));
    },
    close: (connectionId, outcomes) => close(trx, tenantId, connectionId, outcomes),
    quarantine: async (entries) => {
      for (const part of chunksOf(entries))
        await trx
          .insertInto("quarantine")
          .values(
            part.map((entry) => ({
              tenant_id: tenantId,
              id: newId(),
              delivery_id: entry.deliveryId,
              ordinal: entry.ordinal,
              link_id: entry.linkId,
              alert_id: entry.alertId ?? null,
              connection_id: entry.connectionId,
              reason: entry.reason,
              external_id: entry.record?.externalId ?? null,
              client_ref: toTextOrNull(entry.record?.clientRef ?? entry.clientHint ?? null),
              path: toTextOrNull(entry.path),
              expected: entry.expected,
              detail: toText(entry.detail),
              state: "open",
              at: sql<Date>`now()`,
            })),
          )
          // A record waits once, however often it is seen.
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    releaseReadable: async (connectionId, externalIds) => {
      await sql`update quarantine set state = 'replayed' where tenant_id = ${tenantId} and connection_id = ${connectionId}
        and external_id = any(${[...externalIds]}::text[]) and state = 'open' and reason = 'unreadable'`.execute(trx);
    },
  };
}

/**
 * Two statements, each of which names the rows that it is about. Joined, they were planned by what the tables held when they were
 * looked at last: a tenant that was quiet until then had none, and each row of its flood read all others again.
 */
async function takeOpen(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  most: { rows: number; bytes: number },
): Promise<TakenDelivery[]> {
  const head = await trx
    .selectFrom("delivery_open")
    .select(["id", "attempts"])
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", connectionId)
    .orderBy("id")
    .limit(most.rows)
    .execute();
  const isFresh = head.every(({ attempts }) => attempts === 0);
  const ids = (isFresh ? head : head.slice(0, 1)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const { rows } = await sql<OpenRow>`
    with taken as (
      update delivery_open set attempts = attempts + 1, ordinals = ordinals || reopened, reopened = null
      where tenant_id = ${tenantId} and connection_id = ${connectionId} and id between ${ids[0]}::uuid and ${ids.at(-1)}::uuid
        and id = any(${ids}::uuid[])
      returning id, received_at, attempts - 1 as attempts, ordinals, opens
    )
    select d.*, taken.attempts, taken.ordinals, taken.opens from taken cross join lateral (
      select id, connection_id, received_at, content_type, headers, body, traceparent from delivery
      where tenant_id = ${tenantId} and id = taken.id and received_at = taken.received_at offset 0
    ) d order by d.id`.execute(trx);
  return rows.map((row) => ({
    attempts: row.attempts,
    ordinals: row.ordinals,
    opens: row.opens,
    delivery: {
      id: DeliveryId.parse(row.id),
      connectionId: ConnectionId.parse(row.connection_id),
      receivedAt: row.received_at,
      contentType: row.content_type,
      headers: row.headers,
      body: row.body,
      traceparent: row.traceparent,
    },
  }));
}

/** Each batch prolongs the lease that it holds. */
async function holdLease(trx: Transaction<Database>, lease: ConnectionLease): Promise<boolean> {
  const result = await trx
    .updateTable("connection_run")
    .set({
      lease_until: sql<Date>`greatest(lease_until, now() + interval '30 seconds')`,
      last_delivery_at: sql<Date>`now()`,
    })
    .where("tenant_id", "=", lease.tenantId)
    .where("connection_id", "=", lease.connectionId)
    .where("lease_owner", "=", lease.owner)
    .where("fence", "=", String(lease.fence))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

async function close(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  outcomes: Parameters<DeliveryStore["close"]>[1],
): Promise<void> {
  if (outcomes.length === 0) return;
  const ids = outcomes.map(({ delivery }) => delivery.id);
  await sql`delete from delivery_open where tenant_id = ${tenantId} and connection_id = ${connectionId}
    and id = any(${ids}::uuid[]) and reopened is null`.execute(trx);
  // What is left was opened again while this batch was at work on it.
  await sql`update delivery_open set ordinals = reopened, reopened = null, attempts = 0
    where tenant_id = ${tenantId} and connection_id = ${connectionId} and id = any(${ids}::uuid[])`.execute(trx);
  // What was applied once stays applied, however often it is replayed.
  await sql`
    insert into delivery_outcome (tenant_id, delivery_id, received_at, outcome, items, detail, at)
    select ${tenantId}::uuid, o.id, o.received_at, o.outcome, o.items, o.detail, now()
    from unnest(${ids}::uuid[], ${outcomes.map(({ delivery }) => delivery.receivedAt)}::timestamptz[],
      ${outcomes.map(({ outcome }) => outcome)}::text[], ${outcomes.map(({ items }) => items)}::int[],
      ${outcomes.map(({ detail }) => toTextOrNull(detail))}::text[]) o (id, received_at, outcome, items, detail)
    on conflict (tenant_id, delivery_id) do update set
      outcome = case when delivery_outcome.outcome = 'applied' then 'applied' else excluded.outcome end,
      items = excluded.items, detail = excluded.detail, at = excluded.at`.execute(trx);
}
