import { sql, type Transaction } from "kysely";
import type { ConnectionStore, NoticeDraft } from "../../../core/ports/stores.ts";
import { toText } from "../clean.ts";
import type { Database } from "../database.ts";

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
  };
}
