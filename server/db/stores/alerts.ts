import { sql, type Transaction } from "kysely";
import { type Alert } from "../../../schemas/alert.ts";
import type { AlertStore } from "../../../core/ports/stores.ts";
import { toJsonb } from "../clean.ts";
import { chunksOf } from "../chunks.ts";
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
        .orderBy("id");
      return (await (lock ? query.forUpdate() : query).execute()).map(toAlert);
    },
    firingBy: async (connectionId, keyPrefixes) => {
      const rows = await trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("condition", "=", "firing")
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
              ticket_id: event.ticketId,
              because: event.because.length === 0 ? null : toJsonb(event.because),
            })),
          )
          .execute();
    },
    addFolds: async (folds) => {
      if (folds.length === 0) return;
      await closeSuperseded(trx, tenantId, folds);
      for (const part of chunksOf(folds))
        await trx
          .insertInto("fold")
          .values(
            part.map((fold) => ({
              tenant_id: tenantId,
              id: fold.id,
              client_id: fold.clientId,
              group_key: fold.groupKey,
              ticket_id: fold.ticketId,
              opened_at: fold.openedAt,
              closed_at: null,
            })),
          )
          .execute();
    },
    closeFolds: async (ticketIds, at) => {
      if (ticketIds.length === 0) return;
      await trx
        .updateTable("fold")
        .set({ closed_at: at })
        .where("tenant_id", "=", tenantId)
        .where("ticket_id", "in", [...ticketIds])
        .where("closed_at", "is", null)
        .execute();
    },
  };
}

/** A dismissed alert that got worse opens a new fold; the one of its ended ticket is over. */
async function closeSuperseded(
  trx: Transaction<Database>,
  tenantId: string,
  folds: Parameters<AlertStore["addFolds"]>[0],
): Promise<void> {
  await sql`update fold set closed_at = now() from unnest(${folds.map(({ clientId }) => clientId)}::uuid[], ${folds.map(({ groupKey }) => groupKey)}::text[]) n (client_id, group_key)
    where fold.tenant_id = ${tenantId} and fold.client_id = n.client_id and fold.group_key = n.group_key and fold.closed_at is null`.execute(
    trx,
  );
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
        })),
      )
      .execute();
}
