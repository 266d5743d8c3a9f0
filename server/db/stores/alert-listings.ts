import { sql, type Transaction } from "kysely";
import type { ListingStore } from "../../../core/ports/stores.ts";
import type { Database } from "../database.ts";
import { toAlert } from "./rows.ts";

/** What is held against what a tool lists. */
export function createListingStore(trx: Transaction<Database>, tenantId: string): ListingStore {
  return {
    held: async (connectionId, after, most) => {
      const rows = await trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("condition", "!=", "clear")
        .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
        .orderBy("id")
        .limit(most)
        .execute();
      return rows.map((row) => ({ alert: toAlert(row), missedSince: row.missed_since }));
    },
    silentSince: async (connectionId, since, most) => {
      const rows = await trx
        .selectFrom("alert")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("condition", "=", "firing")
        .where("last_seen_at", "<", since)
        .orderBy("last_seen_at")
        .limit(most)
        .execute();
      return rows.map(toAlert);
    },
    noteMissed: async (ids, since) => {
      if (ids.length === 0) return;
      await trx
        .updateTable("alert")
        .set({ missed_since: since })
        .where("tenant_id", "=", tenantId)
        .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
        .execute();
    },
    hasWaiting: async (connectionId, before) => {
      const row = await trx
        .selectFrom("delivery_open")
        .select("id")
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("received_at", "<", before)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
