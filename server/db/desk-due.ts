import { type Kysely, sql } from "kysely";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Other due instants are mapped than before: open tickets are to say theirs again. */
export async function tellDueAnew(db: Kysely<Database>, tenantId: TenantId): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("clock")
      .set({ told_due_at: null })
      .where("tenant_id", "=", tenantId)
      .where("stage", "=", "inProgress")
      .where("told_due_at", "is not", null)
      .execute();
  });
}

/** Whose due instants count has changed: open tickets with a record there are counted anew, as by another plan. */
export async function recountTicketsOf(
  db: Kysely<Database>,
  tenantId: TenantId,
  connectionId: ConnectionId,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await sql`update ticket set sla_version = -1
      where tenant_id = ${tenantId} and status not in ('resolved', 'closed', 'cancelled')
        and id in (select ticket_id from link where tenant_id = ${tenantId} and connection_id = ${connectionId} and state = 'active')`.execute(
      trx,
    );
  });
}
