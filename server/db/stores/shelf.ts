import { sql, type Transaction } from "kysely";
import { ExternalId } from "../../../schemas/ids.ts";
import type { ShelfStore } from "../../../core/ports/stores.ts";
import { toJsonb } from "../clean.ts";
import type { Database } from "../database.ts";

export function createShelfStore(trx: Transaction<Database>, tenantId: string): ShelfStore {
  return {
    get: async (connectionId, ids) => {
      if (ids.length === 0) return new Map();
      const rows = await trx
        .selectFrom("shelf_record")
        .select(["external_id", "body"])
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("external_id", "in", [...ids])
        .execute();
      return new Map(rows.map(({ external_id, body }) => [ExternalId.parse(external_id), body]));
    },
    update: async (connectionId, id, change) => {
      // A new record cannot be locked; the advisory lock stands for it.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${connectionId}:${id}`}, 0))`.execute(trx);
      const row = await trx
        .selectFrom("shelf_record")
        .select("body")
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("external_id", "=", id)
        .executeTakeFirst();
      const body = toJsonb(change(row?.body));
      const key = { tenant_id: tenantId, connection_id: connectionId, external_id: id };
      await trx
        .insertInto("shelf_record")
        .values({ ...key, body, changed_at: sql<Date>`clock_timestamp()` })
        .onConflict((conflict) =>
          conflict
            .columns(["tenant_id", "connection_id", "external_id"])
            .doUpdateSet({ body, changed_at: sql<Date>`clock_timestamp()` })
            .where(sql<boolean>`shelf_record.body is distinct from excluded.body`),
        )
        .execute();
    },
  };
}
