import type { Kysely } from "kysely";
import type { AlertId, ClientId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

interface Named {
  tickets: readonly TicketId[] | null;
  alerts: readonly AlertId[] | null;
}

/** Those of these tickets and alerts that are about one of the clients; what is not named stays so. */
export async function listSeen(
  db: Kysely<Database>,
  tenantId: TenantId,
  clients: readonly ClientId[],
  { tickets, alerts }: Named,
): Promise<Named> {
  return withTenant(db, tenantId, async (trx) => {
    const find = async <T extends string>(table: "ticket" | "alert", ids: readonly T[] | null) => {
      if (ids === null || ids.length === 0) return ids;
      const rows = await trx
        .selectFrom(table)
        .select("id")
        .where("tenant_id", "=", tenantId)
        .where("id", "in", [...ids])
        .where("client_id", "in", [...clients])
        .execute();
      const found = new Set(rows.map(({ id }) => id));
      return ids.filter((id) => found.has(id));
    };
    return { tickets: await find("ticket", tickets), alerts: await find("alert", alerts) };
  });
}
