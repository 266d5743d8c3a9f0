import { type Kysely, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import { PersonId } from "../../schemas/on-call.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Pages that were sent to people in a stretch of time, one for each message; those by which somebody tries a way are left out. */
export async function listSentPages(
  db: Kysely<Database>,
  tenantId: TenantId,
  { from, to }: { from: Date; to: Date },
): Promise<readonly { person: PersonId; at: number }[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ person: string; sent_at: Date }>`
      select person, sent_at from page where tenant_id = ${tenantId} and person is not null and escalation_id is not null
        and sent_at >= ${from} and sent_at < ${to}`.execute(trx),
  );
  return rows.map(({ person, sent_at }) => ({ person: PersonId.parse(person), at: sent_at.getTime() }));
}
