import { sql, type Transaction } from "kysely";
import { ExternalId } from "../../../schemas/ids.ts";
import type { HintStore } from "../../../core/ports/stores.ts";
import { toJsonb } from "../clean.ts";
import type { Database } from "../database.ts";

const secondsBetweenReads = 5;

export function createHintStore(trx: Transaction<Database>, tenantId: string): HintStore {
  return {
    add: async (connectionId, externalIds, traceparent) => {
      if (externalIds.length === 0) return;
      await sql`insert into read_hint (tenant_id, connection_id, external_id, due_at, hinted_at, traceparent)
        select ${tenantId}::uuid, ${connectionId}::uuid, id, now(), clock_timestamp(), ${traceparent}
        from unnest(${[...externalIds].toSorted()}::text[]) id
        on conflict (tenant_id, connection_id, external_id) do update set
          due_at = least(read_hint.due_at, greatest(now(), coalesce(read_hint.last_read_at, '-infinity') + ${secondsBetweenReads} * interval '1 second')),
          hinted_at = excluded.hinted_at, traceparent = excluded.traceparent`.execute(trx);
    },
    claim: async (connectionId, most, leaseMs) => {
      const { rows } = await sql<{ external_id: string; hinted_at: Date }>`
        update read_hint set due_at = now() + ${leaseMs} * interval '1 millisecond'
        where tenant_id = ${tenantId} and connection_id = ${connectionId} and external_id in (
          select external_id from read_hint
          where tenant_id = ${tenantId} and connection_id = ${connectionId} and due_at <= now()
          order by due_at for update skip locked limit ${most})
        returning external_id, hinted_at`.execute(trx);
      return rows.map((row) => ({ externalId: ExternalId.parse(row.external_id), hintedAt: row.hinted_at }));
    },
    settle: async (connectionId, read) => {
      if (read.length === 0) return;
      await sql`update read_hint set last_read_at = now(),
          due_at = case when date_trunc('milliseconds', read_hint.hinted_at) > n.hinted_at then now() + ${secondsBetweenReads} * interval '1 second' else 'infinity' end
        from unnest(${read.map(({ externalId }) => externalId)}::text[], ${read.map(({ hintedAt }) => hintedAt.toISOString())}::timestamptz[]) n (external_id, hinted_at)
        where read_hint.tenant_id = ${tenantId} and read_hint.connection_id = ${connectionId} and read_hint.external_id = n.external_id`.execute(
        trx,
      );
    },
    postpone: async (connectionId, externalIds, inMs) => {
      if (externalIds.length === 0) return;
      await trx
        .updateTable("read_hint")
        .set({ due_at: sql`now() + ${inMs} * interval '1 millisecond'` })
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("external_id", "in", [...externalIds])
        .execute();
    },
    cursor: async (connectionId, stream) => {
      const row = await trx
        .selectFrom("poll_cursor")
        .select("cursor")
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("stream", "=", stream)
        .executeTakeFirst();
      return row?.cursor ?? null;
    },
    saveCursor: async (connectionId, stream, cursor) => {
      await trx
        .insertInto("poll_cursor")
        .values({
          tenant_id: tenantId,
          connection_id: connectionId,
          stream,
          cursor: toJsonb(cursor),
          updated_at: sql<Date>`now()`,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["tenant_id", "connection_id", "stream"])
            .doUpdateSet({ cursor: toJsonb(cursor), updated_at: sql<Date>`now()` }),
        )
        .execute();
    },
  };
}
