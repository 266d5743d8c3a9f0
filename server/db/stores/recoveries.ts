import { sql, type Transaction } from "kysely";
import type { RecoverySpan, RecoveryStore } from "../../../core/ports/stores.ts";
import type { TenantId } from "../../../schemas/ids.ts";
import type { Database } from "../database.ts";
import { settleOwn, tellOwn } from "../notices.ts";

export function createRecoveryStore(
  trx: Transaction<Database>,
  tenantId: TenantId,
  newId: () => string,
): RecoveryStore {
  return {
    take: async () => {
      const { rows } = await sql<RecoverySpan>`
        select cause, blind_from as "blindFrom", resumed_at as "resumedAt" from convalescence
        where tenant_id = ${tenantId} and resumed_at is not null for update skip locked`.execute(trx);
      return rows[0];
    },
    end: async (notice) => {
      await sql`delete from convalescence where tenant_id = ${tenantId}`.execute(trx);
      await settleOwn(trx, tenantId, "recovery");
      await tellOwn(trx, tenantId, { kind: "recovery", ...notice }, newId);
    },
  };
}
