import { sql, type Transaction } from "kysely";
import type { FoldRow } from "../../../core/intake/batch.ts";
import type { OpenFold } from "../../../core/intake/decide-opening.ts";
import type { FoldStore } from "../../../core/ports/stores.ts";
import { AlertId, ClientId, FoldId, TicketId } from "../../../schemas/ids.ts";
import { toText } from "../clean.ts";
import type { Database } from "../database.ts";

interface Row {
  id: string;
  client_id: string;
  group_key: string;
  ticket_id: string;
  title: string;
  joined_at: Date;
  alerts: number;
}

export function createFoldStore(trx: Transaction<Database>, tenantId: string): FoldStore {
  return {
    open: async (clientId, groupKeys, recentSince, most) => {
      const { rows } = await sql<Row>`
        select id, client_id, group_key, ticket_id, title, joined_at, alerts from fold
        where tenant_id = ${tenantId} and client_id = ${clientId} and closed_at is null and group_key = any(${[...groupKeys]}::text[])
        union
        (select id, client_id, group_key, ticket_id, title, joined_at, alerts from fold
        where tenant_id = ${tenantId} and client_id = ${clientId} and closed_at is null and joined_at >= ${recentSince ?? "infinity"}::timestamptz
        order by joined_at desc limit ${most})
        order by joined_at desc`.execute(trx);
      return rows.map(toFold);
    },
    save: async (folds) => {
      await insertFolds(
        trx,
        tenantId,
        folds.filter(({ isNew }) => isNew),
      );
      await noteJoined(
        trx,
        tenantId,
        folds.filter(({ alerts }) => alerts > 1),
      );
    },
    close: async (ended) => {
      if (ended.length === 0) return;
      await sql`update fold set closed_at = n.at, tell_at = null
        from unnest(${ended.map(({ ticketId }) => ticketId)}::uuid[], ${ended.map(({ at }) => at)}::timestamptz[]) n (ticket_id, at)
        where fold.tenant_id = ${tenantId} and fold.ticket_id = n.ticket_id and fold.closed_at is null`.execute(trx);
    },
    keyOf: async (id) => {
      const { rows } = await sql<{ group_key: string }>`select group_key from fold
        where tenant_id = ${tenantId} and id = ${id}`.execute(trx);
      return rows[0]?.group_key;
    },
    reopen: async (ticketIds) => {
      if (ticketIds.length === 0) return;
      await sql`update fold set closed_at = null where tenant_id = ${tenantId} and closed_at is not null
        and id in (select distinct on (client_id, group_key) f.id from fold f
          where f.tenant_id = ${tenantId} and f.ticket_id = any(${[...ticketIds]}::uuid[]) order by client_id, group_key, opened_at desc)
        and not exists (select 1 from fold o where o.tenant_id = fold.tenant_id and o.client_id = fold.client_id
          and o.group_key = fold.group_key and o.closed_at is null)`.execute(trx);
    },
    dueToTell: async (most) => {
      const { rows } = await sql<Row & { told: number; tell_after_ms: string }>`
        select id, client_id, group_key, ticket_id, title, joined_at, alerts, told, tell_after_ms from fold
        where tenant_id = ${tenantId} and tell_at <= now() order by tell_at limit ${most} for update skip locked`.execute(
        trx,
      );
      return rows.map((row) => ({
        ...toFold(row),
        clientId: ClientId.parse(row.client_id),
        told: row.told,
        tellAfterMs: Number(row.tell_after_ms),
      }));
    },
    noteTold: async (told) => {
      if (told.length === 0) return;
      await sql`update fold set told = n.alerts, tell_at = null, tell_after_ms = n.next_ms
        from unnest(${told.map(({ id }) => id)}::uuid[], ${told.map(({ alerts }) => alerts)}::int[], ${told.map(({ nextInMs }) => nextInMs)}::bigint[]) n (id, alerts, next_ms)
        where fold.tenant_id = ${tenantId} and fold.id = n.id`.execute(trx);
    },
    exceptions: async (ids) => {
      if (ids.length === 0) return [];
      const { rows } = await sql<{ alert_id: string; group_key: string }>`select alert_id, group_key from fold_exception
        where tenant_id = ${tenantId} and alert_id = any(${[...ids]}::uuid[])`.execute(trx);
      return rows.map((row) => ({ alertId: AlertId.parse(row.alert_id), groupKey: row.group_key }));
    },
    addException: async (alertId, groupKey, at) => {
      await sql`insert into fold_exception (tenant_id, alert_id, group_key, at)
        values (${tenantId}, ${alertId}, ${groupKey}, ${at}) on conflict do nothing`.execute(trx);
    },
  };
}

function toFold(row: Row): OpenFold {
  return {
    id: FoldId.parse(row.id),
    groupKey: row.group_key,
    ticketId: TicketId.parse(row.ticket_id),
    joinedAt: row.joined_at,
    title: row.title,
    alerts: row.alerts,
  };
}

/** A group that is opened anew ends the one before: its ticket is over, or nothing came to it for too long. */
async function insertFolds(trx: Transaction<Database>, tenantId: string, folds: readonly FoldRow[]): Promise<void> {
  if (folds.length === 0) return;
  const [clients, keys] = [folds.map(({ clientId }) => clientId), folds.map(({ groupKey }) => toText(groupKey))];
  await sql`update fold set closed_at = now(), tell_at = null from unnest(${clients}::uuid[], ${keys}::text[]) n (client_id, group_key)
    where fold.tenant_id = ${tenantId} and fold.client_id = n.client_id and fold.group_key = n.group_key and fold.closed_at is null`.execute(
    trx,
  );
  const closed = listSuperseded(folds);
  await sql`insert into fold (tenant_id, id, client_id, group_key, ticket_id, title, opened_at, joined_at, closed_at)
    select ${tenantId}::uuid, * from unnest(${folds.map(({ id }) => id)}::uuid[], ${clients}::uuid[], ${keys}::text[],
      ${folds.map(({ ticketId }) => ticketId)}::uuid[], ${folds.map(({ title }) => toText(title))}::text[],
      ${folds.map(({ openedAt }) => openedAt)}::timestamptz[], ${folds.map(({ joinedAt }) => joinedAt)}::timestamptz[], ${closed}::timestamptz[])`.execute(
    trx,
  );
}

/** In one batch a group may have been opened, ended and opened anew: when the next one of each began, if there is one. */
function listSuperseded(folds: readonly FoldRow[]): (Date | null)[] {
  const later = new Map<string, Date>();
  const closed = folds.toReversed().map(({ clientId, groupKey, openedAt }) => {
    const next = later.get(`${clientId} ${groupKey}`) ?? null;
    later.set(`${clientId} ${groupKey}`, openedAt);
    return next;
  });
  return closed.toReversed();
}

/** The ticket is told a while after something has joined, so that many are told of at once. */
async function noteJoined(trx: Transaction<Database>, tenantId: string, folds: readonly FoldRow[]): Promise<void> {
  if (folds.length === 0) return;
  await sql`update fold set alerts = n.alerts, joined_at = greatest(fold.joined_at, n.joined_at),
      tell_at = coalesce(fold.tell_at, now() + fold.tell_after_ms * interval '1 millisecond')
    from unnest(${folds.map(({ id }) => id)}::uuid[], ${folds.map(({ alerts }) => alerts)}::int[], ${folds.map(({ joinedAt }) => joinedAt)}::timestamptz[]) n (id, alerts, joined_at)
    where fold.tenant_id = ${tenantId} and fold.id = n.id`.execute(trx);
}
