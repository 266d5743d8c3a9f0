import { type RawBuilder, sql, type Transaction } from "kysely";
import type { WindowStore } from "../../../core/ports/stores.ts";
import { type MaintenanceId, MaintenanceWindow } from "../../../schemas/maintenance.ts";
import { toJsonb, toText, toTextOrNull } from "../clean.ts";
import type { Database } from "../database.ts";

export function createWindowStore(trx: Transaction<Database>, tenantId: string): WindowStore {
  const setEnd = async (id: MaintenanceId, endsAt: RawBuilder<Date>): Promise<boolean> => {
    const { numAffectedRows } = await sql`update maintenance_window set ends_at = ${endsAt}
      where tenant_id = ${tenantId} and id = ${id} and (ends_at is null or ends_at > now())`.execute(trx);
    // Whatever still lies in a window then goes on waiting.
    await sql`update alert set review_at = now() where tenant_id = ${tenantId} and condition = 'firing'
      and waiting ->> 'reason' in ('maintenance', 'silence')`.execute(trx);
    return Number(numAffectedRows ?? 0) > 0;
  };
  return {
    current: async () => {
      const rows = await trx
        .selectFrom("maintenance_window")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where((eb) => eb.or([eb("ends_at", "is", null), eb("ends_at", ">", sql<Date>`now()`)]))
        .orderBy("starts_at")
        .orderBy("id")
        .execute();
      return rows.map((row) =>
        MaintenanceWindow.parse({
          id: row.id,
          kind: row.kind,
          clientId: row.client_id,
          resource: row.resource,
          service: row.service,
          startsAt: row.starts_at,
          endsAt: row.ends_at,
          recurrence: row.recurrence,
          reason: row.reason,
          owner: row.owner,
        }),
      );
    },
    add: async (window) => {
      await trx
        .insertInto("maintenance_window")
        .values({
          tenant_id: tenantId,
          id: window.id,
          kind: window.kind,
          client_id: window.clientId,
          resource: toTextOrNull(window.resource),
          service: toTextOrNull(window.service),
          starts_at: window.startsAt,
          ends_at: window.endsAt,
          recurrence: window.recurrence && toJsonb(window.recurrence),
          reason: toText(window.reason),
          owner: toText(window.owner),
        })
        .execute();
    },
    setEnd: (id, endsAt) => setEnd(id, sql<Date>`${endsAt}::timestamptz`),
    end: (id) => setEnd(id, sql<Date>`now()`),
  };
}
