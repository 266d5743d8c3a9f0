import { sql, type Transaction } from "kysely";
import { type Alert } from "../../../schemas/alert.ts";
import type { AlertStore } from "../../../core/ports/stores.ts";
import { AlertId, TicketId } from "../../../schemas/ids.ts";
import { chunksOf } from "../chunks.ts";
import { toJsonb, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";
import { toAlert } from "./rows.ts";

export function createAlertStore(trx: Transaction<Database>, tenantId: string, newId: () => string): AlertStore {
  return {
    byKeys: async (connectionId, keys, { lock }) => {
      if (keys.length === 0) return [];
      const query = trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where(sql<boolean>`dedup_key = any(${[...keys]}::text[])`)
        // As text, so that no index offers this order: the one of the keys is the one to be used.
        .orderBy(sql`id::text`);
      return (await (lock ? query.forUpdate() : query).execute()).map(toAlert);
    },
    byIds: async (ids, { lock }) => {
      if (ids.length === 0) return [];
      const query = trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("id", "in", [...ids])
        .orderBy("id");
      return (await (lock ? query.forUpdate() : query).execute()).map(toAlert);
    },
    dueReviews: async (most) => {
      const { rows } = await sql<{ id: string }>`select id from alert
        where tenant_id = ${tenantId} and review_at <= now() order by review_at limit ${most}`.execute(trx);
      return rows.map(({ id }) => AlertId.parse(id));
    },
    dueReminders: async (most) => {
      const { rows } = await sql<{ ticket_id: string }>`select ticket_id from alert
        where tenant_id = ${tenantId} and remind_at <= now() group by ticket_id order by min(remind_at) limit ${most}`.execute(
        trx,
      );
      return rows.map(({ ticket_id }) => TicketId.parse(ticket_id));
    },
    countByTicket: async (ids) => {
      if (ids.length === 0) return new Map();
      const { rows } = await sql<{ ticket_id: string; firing: number; alerts: number }>`
        select ticket_id, count(*) filter (where condition = 'firing')::int as firing, count(*)::int as alerts
        from alert where tenant_id = ${tenantId} and ticket_id = any(${[...ids]}::uuid[]) group by ticket_id`.execute(
        trx,
      );
      return new Map(rows.map(({ ticket_id, ...counts }) => [TicketId.parse(ticket_id), counts]));
    },
    firingOn: async (clientId, resources) => {
      const found = new Map<string, AlertId[]>();
      if (resources.length === 0) return found;
      // Without a limit: with one, the planner hopes to meet a row soon and reads all alerts of the client.
      const { rows } = await sql<{ ids: string[]; resource: string }>`
        select n.resource, array(
          select id from alert where tenant_id = ${tenantId} and client_id = ${clientId} and resource = n.resource
            and condition = 'firing' and (waiting is null or waiting ->> 'reason' in ('storm', 'holdDown'))
        ) as ids from unnest(${[...resources]}::text[]) n (resource)`.execute(trx);
      for (const { ids, resource } of rows)
        found.set(
          resource,
          ids.map((id) => AlertId.parse(id)),
        );
      return found;
    },
    firingBy: async (connectionId, keyPrefixes) => {
      const rows = await trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("condition", "<>", "clear")
        .where(
          sql<boolean>`exists (select from unnest(${[...keyPrefixes]}::text[]) n (prefix) where starts_with(dedup_key, n.prefix))`,
        )
        .orderBy("id")
        .execute();
      return rows.map(toAlert);
    },
    byTicket: async (ticketId) => {
      const query = trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("ticket_id", "=", ticketId);
      return (await query.orderBy("id").forUpdate().execute()).map(toAlert);
    },
    save: (alerts) => saveAlerts(trx, tenantId, alerts),
    addEvents: async (events) => {
      for (const part of chunksOf(events))
        await trx
          .insertInto("event")
          .values(
            part.map((event) => ({
              tenant_id: tenantId,
              alert_id: event.alertId,
              id: newId(),
              at: event.at,
              delivery_id: event.deliveryId,
              ordinal: event.ordinal,
              episode: event.episode,
              condition: event.condition,
              severity: event.severity,
              decision: event.decision,
              reason: event.reason,
              detail: toTextOrNull(event.detail),
              ticket_id: event.ticketId,
              because: event.because.length === 0 ? null : toJsonb(event.because),
            })),
          )
          .execute();
    },
  };
}

async function saveAlerts(
  trx: Transaction<Database>,
  tenantId: string,
  alerts: readonly { alert: Alert; isNew: boolean }[],
): Promise<void> {
  const values = alerts.map(({ alert }) => ({
    tenant_id: tenantId,
    id: alert.id,
    connection_id: alert.connectionId,
    dedup_key: alert.dedupKey,
    client_id: alert.clientId,
    condition: alert.condition,
    handling: alert.handling,
    severity: alert.severity,
    title: alert.title,
    episode: alert.episode,
    event_count: alert.eventCount,
    raised_at: alert.raisedAt,
    cleared_at: alert.clearedAt,
    last_seen_at: alert.lastSeenAt,
    fold_id: alert.foldId,
    ticket_id: alert.ticketId,
    resource: toTextOrNull(alert.resource),
    waiting: alert.waiting && toJsonb(alert.waiting),
    flips: alert.flips && toJsonb(alert.flips),
    review_at: alert.reviewAt,
    remind_at: alert.remindAt,
  }));
  for (const part of chunksOf(values))
    await trx
      .insertInto("alert")
      .values([...part])
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "id"]).doUpdateSet((eb) => ({
          condition: eb.ref("excluded.condition"),
          handling: eb.ref("excluded.handling"),
          severity: eb.ref("excluded.severity"),
          title: eb.ref("excluded.title"),
          episode: eb.ref("excluded.episode"),
          event_count: eb.ref("excluded.event_count"),
          raised_at: eb.ref("excluded.raised_at"),
          cleared_at: eb.ref("excluded.cleared_at"),
          last_seen_at: eb.ref("excluded.last_seen_at"),
          fold_id: eb.ref("excluded.fold_id"),
          ticket_id: eb.ref("excluded.ticket_id"),
          resource: eb.ref("excluded.resource"),
          waiting: eb.ref("excluded.waiting"),
          flips: eb.ref("excluded.flips"),
          review_at: eb.ref("excluded.review_at"),
          remind_at: eb.ref("excluded.remind_at"),
        })),
      )
      .execute();
}
