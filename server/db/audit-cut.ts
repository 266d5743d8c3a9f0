import { type Kysely, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** The beginning of a chain, up to the last row that is older than an instant. */
export interface ChainStart {
  /** Rows of that time without a place yet: it is not to be cut before they have theirs. */
  waiting: boolean;
  /** Null = it has no such rows. */
  cut: { sequence: number; hash: string; over: readonly string[] } | null;
}

/** Rows that were sealed late: younger than the instant, with places before the last older one. */
const mostOver = 1_000;

export function findChainStart(db: Kysely<Database>, tenantId: TenantId, until: Date): Promise<ChainStart> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<{ waiting: boolean; sequence: string | null; hash: string | null; over: string[] }>`
      with last as (
        select s.sequence, s.hash from audit_seal s where s.tenant_id = ${tenantId} and s.at < ${until} order by s.sequence desc limit 1
      )
      select exists (select 1 from audit_unsealed u where u.tenant_id = ${tenantId} and u.at < ${until}) as waiting,
        (select sequence from last) as sequence, (select encode(hash, 'hex') from last) as hash,
        array(select s.audit_id::text from audit_seal s where s.tenant_id = ${tenantId} and s.at >= ${until}
          and s.sequence < (select sequence from last) limit ${mostOver}) as over`.execute(trx);
    const [row] = rows;
    if (!row) throw new Error("the database did not answer");
    const { waiting, sequence, hash, over } = row;
    return { waiting, cut: sequence === null || hash === null ? null : { sequence: Number(sequence), hash, over } };
  });
}

/** @returns how many places went */
export async function cutChain(db: Kysely<Database>, tenantId: TenantId, upTo: number, most: number): Promise<number> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ gone: number }>`select cut_audit_chain(${tenantId}, ${upTo}, ${most}) as gone`.execute(trx),
  );
  return rows[0]?.gone ?? 0;
}
