import type { Kysely } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Connections that are pagers, each with the name of its connector, and the names of all clients. */
export async function readDutyNames(
  db: Kysely<Database>,
  tenantId: TenantId,
): Promise<{ pagers: readonly { name: string; connector: string }[]; clients: readonly string[] }> {
  return withTenant(db, tenantId, async (trx) => {
    const pagers = await trx
      .selectFrom("connection")
      .select(["name", "connector"])
      .where("tenant_id", "=", tenantId)
      .where("kind", "=", "pager")
      .where("removed_at", "is", null)
      .orderBy("name")
      .execute();
    const clients = await trx
      .selectFrom("client")
      .select("name")
      .where("tenant_id", "=", tenantId)
      .orderBy("name")
      .execute();
    return { pagers, clients: clients.map(({ name }) => name) };
  });
}
