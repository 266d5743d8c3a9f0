import { sql, type Transaction } from "kysely";
import { ExternalId } from "../../../schemas/ids.ts";
import type { HintStore } from "../../../core/ports/stores.ts";
import { toJsonb } from "../clean.ts";
import type { Database } from "../database.ts";

/** @param secondsBetweenReads of one record, after the first */
export function createHintStore(trx: Transaction<Database>, tenantId: string, secondsBetweenReads: number): HintStore {
  const hints: HintStore = {
    add: async (connectionId, externalIds, traceparent, atOnce = false) => {
      if (externalIds.length === 0) return;
      const seconds = atOnce ? 0 : secondsBetweenReads;
      await sql`insert into read_hint (tenant_id, connection_id, external_id, due_at, traceparent)
        select ${tenantId}::uuid, ${connectionId}::uuid, id, now(), ${traceparent}
        from unnest(${[...externalIds].toSorted()}::text[]) id
        on conflict (tenant_id, connection_id, external_id) do update set
          due_at = least(read_hint.due_at, greatest(now(), coalesce(read_hint.last_read_at, '-infinity') + ${seconds} * interval '1 second')),
          hints = read_hint.hints + 1, traceparent = excluded.traceparent`.execute(trx);
    },
    addByComments: async (connectionId, commentIds, traceparent) => {
      await sql`update comment_link set seen = seen || '{"toldDeleted": true}'::jsonb
        from link where link.tenant_id = ${tenantId} and link.connection_id = ${connectionId} and link.state = 'active'
          and comment_link.tenant_id = ${tenantId} and comment_link.link_id = link.id and comment_link.seen is not null
          and comment_link.external_id = any(${[...commentIds]}::text[])`.execute(trx);
      // Their reading is not news by its version alone: a comment that goes need not move its record.
      const { rows } = await sql<{ external_id: string }>`update link set comments_version = null
        where tenant_id = ${tenantId} and connection_id = ${connectionId} and state = 'active' and external_id is not null
          and id in (select link_id from comment_link where tenant_id = ${tenantId} and external_id = any(${[...commentIds]}::text[]))
        returning external_id`.execute(trx);
      await hints.add(
        connectionId,
        rows.map((row) => ExternalId.parse(row.external_id)),
        traceparent,
      );
    },
    lookAgain: async (connectionId, externalIds, inMs) => {
      await sql`update read_hint set again_at = greatest(again_at, now() + ${inMs} * interval '1 millisecond')
        where tenant_id = ${tenantId} and connection_id = ${connectionId} and external_id = any(${[...externalIds]}::text[])`.execute(
        trx,
      );
    },
    claim: async (connectionId, most, leaseMs) => {
      const { rows } = await sql<{ external_id: string; hints: string }>`
        with chosen as materialized (
          select external_id from read_hint
          where tenant_id = ${tenantId} and connection_id = ${connectionId} and due_at < 'infinity' and due_at <= now()
          order by due_at for update skip locked limit ${most}
        )
        update read_hint set due_at = now() + ${leaseMs} * interval '1 millisecond'
        where tenant_id = ${tenantId} and connection_id = ${connectionId} and external_id in (select external_id from chosen)
        returning external_id, hints`.execute(trx);
      return rows.map((row) => ({ externalId: ExternalId.parse(row.external_id), hints: Number(row.hints) }));
    },
    settle: async (connectionId, read) => {
      if (read.length === 0) return;
      await sql`update read_hint set last_read_at = now(),
          due_at = case when read_hint.hints > n.hints then now() + ${secondsBetweenReads} * interval '1 second'
            when read_hint.again_at > now() then read_hint.again_at else 'infinity' end
        from unnest(${read.map(({ externalId }) => externalId)}::text[], ${read.map(({ hints }) => hints)}::bigint[]) n (external_id, hints)
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
  return hints;
}
