import { type Kysely, sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { AuditRow } from "../audit/canonical-row.ts";
import { beginning, type ChainHead, type LinkRow } from "../audit/chain.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** An instant as it is sealed: UTC, with all that the database keeps of it. */
export const sealedAt = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export interface Sealing {
  /** Rows that were given their places. */
  sealed: number;
  /** Whether more wait. */
  again: boolean;
  /** Undefined while the chain is empty, or another node seals. */
  head: ChainHead | undefined;
  /** What was there when this was last called, and is there no more. */
  lost: ChainHead | undefined;
}

const nothing: Sealing = { sealed: 0, again: false, head: undefined, lost: undefined };

/**
 * Gives committed rows that wait their places at the end of the chain. One node at a time seals a tenant's rows; whoever comes
 * meanwhile does nothing, and nobody who writes a row waits for this.
 *
 * @param known the head as it was seen last: it must still be there
 */
export function sealAudit(
  db: Kysely<Database>,
  tenantId: TenantId,
  link: LinkRow,
  { most, known }: { most: number; known: ChainHead | undefined },
): Promise<Sealing> {
  return withTenant(db, tenantId, async (trx) => {
    // A statement of its own: what the last sealer committed is seen by those that follow.
    if (!(await takeTurn(trx, tenantId))) return nothing;
    const head = await readHead(trx, tenantId);
    const lost = known && !(await isThere(trx, tenantId, known)) ? known : undefined;
    const rows = await readWaiting(trx, tenantId, most);
    const sealed: (ChainHead & { row: AuditRow })[] = [];
    let last = head ?? { sequence: 0, hash: beginning };
    for (const row of rows) {
      last = { sequence: last.sequence + 1, hash: link(last.hash, row) };
      sealed.push({ ...last, row });
    }
    await insertSeals(trx, tenantId, sealed);
    return { sealed: rows.length, again: rows.length === most, head: sealed.length > 0 ? last : head, lost };
  });
}

/** Until the transaction ends. */
async function takeTurn(trx: Transaction<Database>, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${tenantId}:audit`}, 0)) as taken`.execute(trx);
  return rows[0]?.taken === true;
}

export async function readHead(trx: Transaction<Database>, tenantId: TenantId): Promise<ChainHead | undefined> {
  const row = await trx
    .selectFrom("audit_seal")
    .select(["sequence", "hash"])
    .where("tenant_id", "=", tenantId)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { sequence: Number(row.sequence), hash: row.hash };
}

async function isThere(trx: Transaction<Database>, tenantId: TenantId, { sequence, hash }: ChainHead) {
  const row = await trx
    .selectFrom("audit_seal")
    .select("sequence")
    .where("tenant_id", "=", tenantId)
    .where("sequence", "=", String(sequence))
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * For the rest of the transaction, what is ordered and limited is read in the order of an index: so a thousand of a million are
 * found without a look at the others, whatever the statistics say of a table.
 */
export async function keepIndexOrder(trx: Transaction<Database>): Promise<void> {
  await sql`select set_config('enable_sort', 'off', true)`.execute(trx);
}

/** In the order of their instants; those that are gone are left for who verifies. */
async function readWaiting(trx: Transaction<Database>, tenantId: TenantId, most: number): Promise<readonly AuditRow[]> {
  await keepIndexOrder(trx);
  // One look-up for each that waits (`offset 0` keeps it so): a join could read the whole audit.
  const { rows } = await sql<AuditRow>`
    select a.* from audit_unsealed u cross join lateral (
      select id, ${sealedAt("audit.at")} as at, actor, action, object, detail::text as detail from audit
      where audit.tenant_id = u.tenant_id and audit.at = u.at and audit.id = u.audit_id offset 0
    ) a
    where u.tenant_id = ${tenantId} order by u.at, u.audit_id limit ${most}`.execute(trx);
  return rows;
}

async function insertSeals(
  trx: Transaction<Database>,
  tenantId: TenantId,
  sealed: readonly (ChainHead & { row: AuditRow })[],
): Promise<void> {
  if (sealed.length === 0) return;
  const sequences = sealed.map(({ sequence }) => sequence);
  const ids = sealed.map(({ row }) => row.id);
  const ats = sealed.map(({ row }) => row.at);
  const hashes = sealed.map(({ hash }) => hash.toString("hex"));
  await sql`
    insert into audit_seal (tenant_id, sequence, audit_id, at, hash)
    select ${tenantId}::uuid, n.sequence, n.id, n.at, decode(n.hash, 'hex')
    from unnest(${sequences}::bigint[], ${ids}::uuid[], ${ats}::timestamptz[], ${hashes}::text[]) n (sequence, id, at, hash)`.execute(
    trx,
  );
  await sql`
    delete from audit_unsealed u using unnest(${ids}::uuid[], ${ats}::timestamptz[]) n (id, at)
    where u.tenant_id = ${tenantId} and u.at = n.at and u.audit_id = n.id`.execute(trx);
}
