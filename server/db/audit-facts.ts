import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { TenantId } from "../../schemas/ids.ts";
import type { ChainFacts, RestoreSeen } from "../audit/verify-chain.ts";
import type { Database } from "./database.ts";
import { sealedAt } from "./seal-audit.ts";
import { withTenant } from "./tenant.ts";

/** Actions of rows that say something of the chain itself. */
export const restoreAction = "database.restore";
export const retentionAction = "audit.retention";

const RestoreDetail = z.object({ takenAt: z.string(), sequence: z.int().nonnegative() });
const RetentionDetail = z.object({
  /** Rows before it are gone. */
  until: z.string(),
  /** The last place that is gone, and its hash. */
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ids of rows that stay though their places are gone. */
  over: z.array(z.string()),
  /** Restores of which the rows are gone. */
  restores: z.array(z.object({ head: z.number(), takenAt: z.string(), at: z.string() })),
});
export type RetentionDetail = z.infer<typeof RetentionDetail>;

/** What sealed rows tell of restores, and of places that retention has taken away. Whether they fit, the walk finds out. */
export async function readChainFacts(db: Kysely<Database>, tenantId: TenantId): Promise<ChainFacts> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ action: string; at: string; detail: unknown }>`
      select a.action, ${sealedAt("a.at")} as at, a.detail from audit a
      join audit_seal s on s.tenant_id = a.tenant_id and s.audit_id = a.id and s.at = a.at
      where a.tenant_id = ${tenantId} and a.action in (${restoreAction}, ${retentionAction})
      order by s.sequence`.execute(trx),
  );
  const restores = rows.flatMap(({ action, at, detail }): RestoreSeen[] => {
    const found = action === restoreAction ? RestoreDetail.safeParse(detail).data : undefined;
    return found ? [{ head: found.sequence, takenAt: found.takenAt, at }] : [];
  });
  const cuts = rows.flatMap(({ action, detail }) => {
    const found = action === retentionAction ? RetentionDetail.safeParse(detail).data : undefined;
    return found ? [found] : [];
  });
  const cut = cuts.toSorted((a, b) => b.sequence - a.sequence)[0];
  if (!cut) return { restores };
  const { sequence, hash, until, over } = cut;
  const begin = { sequence, hash: Buffer.from(hash, "hex"), until, over };
  // Those that the cut tells of may stand in the chain still.
  const before = cut.restores.filter(({ at }) => restores.every((one) => one.at !== at));
  return { restores: [...before, ...restores], begin };
}
