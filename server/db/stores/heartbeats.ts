import { sql, type Transaction } from "kysely";
import type { HeartbeatStore } from "../../../core/ports/stores.ts";
import { StoredEvent } from "../../../schemas/alert.ts";
import { ConnectionId } from "../../../schemas/ids.ts";
import { toJsonb, toText } from "../clean.ts";
import type { Database } from "../database.ts";

export function createHeartbeatStore(trx: Transaction<Database>, tenantId: string): HeartbeatStore {
  return {
    save: async (connectionId, checkIns) => {
      if (checkIns.length === 0) return;
      await sql`insert into heartbeat (tenant_id, connection_id, dedup_key, event, interval_ms, checked_in_at, due_at)
        select ${tenantId}::uuid, ${connectionId}::uuid, n.key, n.event, n.interval_ms, n.at, now() + n.interval_ms * interval '1 millisecond'
        from unnest(${checkIns.map(({ dedupKey }) => toText(dedupKey))}::text[], ${checkIns.map(({ event }) => toJsonb(event))}::jsonb[],
          ${checkIns.map(({ intervalMs }) => intervalMs)}::bigint[], ${checkIns.map(({ at }) => at)}::timestamptz[]) n (key, event, interval_ms, at)
        on conflict (tenant_id, connection_id, dedup_key) do update set event = excluded.event, interval_ms = excluded.interval_ms,
          checked_in_at = excluded.checked_in_at, due_at = excluded.due_at`.execute(trx);
    },
    takeMissing: async (most) => {
      const { rows } = await sql<{ connection_id: string; event: unknown; checked_in_at: Date }>`
        update heartbeat h set due_at = null from (
          select connection_id, dedup_key from heartbeat where tenant_id = ${tenantId} and due_at <= now()
          order by due_at limit ${most} for update skip locked
        ) due where h.tenant_id = ${tenantId} and h.connection_id = due.connection_id and h.dedup_key = due.dedup_key
        returning h.connection_id, h.event, h.checked_in_at`.execute(trx);
      return rows.map((row) => ({
        connectionId: ConnectionId.parse(row.connection_id),
        event: StoredEvent.parse(row.event),
        at: row.checked_in_at,
      }));
    },
  };
}
