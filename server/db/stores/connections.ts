import { sql, type Transaction } from "kysely";
import type { ConnectionStore, NoticeDraft } from "../../../core/ports/stores.ts";
import { toText } from "../clean.ts";
import type { Database } from "../database.ts";

/** An alert of a lost time may come again so much later, and finds its record still. */
const rememberLostDays = 30;

export function createConnectionStore(
  trx: Transaction<Database>,
  tenantId: string,
  newId: () => string,
): ConnectionStore {
  const tell = async (connectionId: string, { kind, title, body }: NoticeDraft): Promise<void> => {
    await trx
      .insertInto("notice")
      .values({
        tenant_id: tenantId,
        id: newId(),
        at: sql<Date>`now()`,
        kind,
        connection_id: connectionId,
        title: toText(title),
        body: toText(body),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  };
  return {
    tell,
    lostTime: async (connectionId) => {
      const { rows } = await sql<{ from: Date; until: Date }>`
        select lost_from as from, lost_until as until from connection_run
        where tenant_id = ${tenantId} and connection_id = ${connectionId}
          and lost_until > now() - ${rememberLostDays} * interval '1 day'`.execute(trx);
      return rows[0];
    },
    noteRead: async (connectionId, phase) => {
      await sql`update connection_run set convalescing = least(convalescing, ${phase === "first" ? 1 : 0}::smallint),
          compare_next_at = now(), poll_next_at = now()
        where tenant_id = ${tenantId} and connection_id = ${connectionId} and not exists (
          select 1 from connection c where c.tenant_id = ${tenantId} and c.id = connection_id and c.mode = 'parked')`.execute(
        trx,
      );
    },
    park: async (connectionId, reason, notice) => {
      await trx
        .updateTable("connection")
        .set({ mode: "parked", parked_reason: toText(reason), version: sql<number>`version + 1` })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", connectionId)
        .where("mode", "!=", "parked")
        .execute();
      await tell(connectionId, notice);
    },
    settle: async (connectionId, kinds) => {
      await trx
        .updateTable("notice")
        .set({ settled_at: sql<Date>`now()` })
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("kind", "in", [...kinds])
        .where("settled_at", "is", null)
        .execute();
    },
    lockCounts: async (connectionId) => {
      await sql`select 1 from connection_run where tenant_id = ${tenantId} and connection_id = ${connectionId} for update`.execute(
        trx,
      );
    },
    countGone: async (connectionId, withinMs) => {
      const { rows } = await sql<{ gone: number; active: number }>`select
          (select count(*)::int from link where tenant_id = ${tenantId} and connection_id = ${connectionId} and ended_reason = 'gone'
            and ended_at > now() - ${withinMs} * interval '1 millisecond') as gone,
          (select count(*)::int from link where tenant_id = ${tenantId} and connection_id = ${connectionId} and state = 'active') as active`.execute(
        trx,
      );
      return rows[0] ?? { gone: 0, active: 0 };
    },
    countMass: async (connectionId, by, windowMs) => {
      const { rows } = await sql<{ count: number; allowed: boolean }>`update connection_run set
          mass_count = case when mass_since > now() - ${windowMs} * interval '1 millisecond' then mass_count + ${by}::int else ${by}::int end,
          mass_since = case when mass_since > now() - ${windowMs} * interval '1 millisecond' then mass_since else now() end
        where tenant_id = ${tenantId} and connection_id = ${connectionId}
        returning mass_count as count, coalesce(mass_allowed_until > now(), false) as allowed`.execute(trx);
      return rows[0] ?? { count: 0, allowed: true };
    },
    countHidden: async (connectionId, windowMs) => {
      const { rows } = await sql<{ count: number; allowed: boolean }>`update connection_run set
          hidden_count = case when hidden_since > now() - ${windowMs} * interval '1 millisecond' then hidden_count + 1 else 1 end,
          hidden_since = case when hidden_since > now() - ${windowMs} * interval '1 millisecond' then hidden_since else now() end
        where tenant_id = ${tenantId} and connection_id = ${connectionId}
        returning hidden_count as count, coalesce(mass_allowed_until > now(), false) as allowed`.execute(trx);
      return rows[0] ?? { count: 0, allowed: true };
    },
  };
}
