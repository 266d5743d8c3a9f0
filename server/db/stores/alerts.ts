import { sql, type Transaction } from "kysely";
import { type Alert } from "../../../schemas/alert.ts";
import type { AlertStore } from "../../../core/ports/stores.ts";
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
    byTicket: async (ticketId) => {
      const query = trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("ticket_id", "=", ticketId);
      return (await query.orderBy("id").forUpdate().execute()).map(toAlert);
    },
    open: async (connectionId) => {
      const query = trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("condition", "<>", "clear");
      return (await query.orderBy("id").execute()).map(toAlert);
    },
    save: (alerts) => saveAlerts(trx, tenantId, alerts),
    addEvents: async (events) => {
      if (events.length === 0) return;
      await trx
        .insertInto("event")
        .values(
          events.map((event) => ({
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
          })),
        )
        .execute();
    },
    addFolds: async (folds) => {
      if (folds.length === 0) return;
      await closeSuperseded(trx, tenantId, folds);
      await trx
        .insertInto("fold")
        .values(
          folds.map((fold, index) => ({
            tenant_id: tenantId,
            id: fold.id,
            client_id: fold.clientId,
            group_key: fold.groupKey,
            ticket_id: fold.ticketId,
            opened_at: fold.openedAt,
            // An alert that fires twice in one batch had its first ticket ended in between.
            closed_at: folds.slice(index + 1).find((later) => isSameGroup(fold, later))?.openedAt ?? null,
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

type NewFold = Parameters<AlertStore["addFolds"]>[0][number];

function isSameGroup(one: NewFold, other: NewFold): boolean {
  return one.clientId === other.clientId && one.groupKey === other.groupKey;
}

/** A dismissed alert that got worse opens a new fold; the one of its ended ticket is over. */
async function closeSuperseded(trx: Transaction<Database>, tenantId: string, folds: readonly NewFold[]): Promise<void> {
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
  if (alerts.length === 0) return;
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
  await trx
    .insertInto("alert")
    .values(values)
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
