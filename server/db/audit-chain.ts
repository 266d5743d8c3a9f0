import { type Kysely, sql } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { AuditRow } from "../audit/canonical-row.ts";
import type { ChainBegin } from "../audit/verify-chain.ts";
import type { Database } from "./database.ts";
import { keepIndexOrder, sealedAt } from "./seal-audit.ts";
import { withTenant } from "./tenant.ts";

/** One place in the chain; `row` is undefined when no row of the audit has its id and instant. */
export interface ChainPlace {
  sequence: number;
  hash: Buffer;
  auditId: string;
  /** As `AuditRow.at`. */
  at: string;
  row: AuditRow | undefined;
}

/** Places after one, up to another, in order. */
export function readChain(
  db: Kysely<Database>,
  tenantId: TenantId,
  { after, upTo, most }: { after: number; upTo: number; most: number },
): Promise<readonly ChainPlace[]> {
  return withTenant(db, tenantId, async (trx) => {
    await keepIndexOrder(trx);
    // One look-up for each place (`offset 0` keeps it so): a join could read the whole audit for each page.
    const { rows } = await sql<PlaceRow>`
      select s.sequence, s.hash, s.audit_id as "auditId", coalesce(${sealedAt("s.at")}, s.at::text) as at,
        ${sealedAt("a.at")} as row_at, a.actor, a.action, a.object, a.detail
      from (
        select * from audit_seal where tenant_id = ${tenantId} and sequence > ${after} and sequence <= ${upTo}
        order by sequence limit ${most}
      ) s left join lateral (
        select at, actor, action, object, detail::text as detail from audit
        where audit.tenant_id = s.tenant_id and audit.id = s.audit_id and audit.at = s.at offset 0
      ) a on true
      order by s.sequence`.execute(trx);
    return rows.map(toPlace);
  });
}

type PlaceRow = { sequence: string; hash: Buffer; auditId: string; at: string } & (
  ({ row_at: string } & Pick<AuditRow, "actor" | "action" | "object" | "detail">) | { row_at: null }
);

function toPlace({ sequence, hash, auditId, at, ...found }: PlaceRow): ChainPlace {
  const place = { sequence: Number(sequence), hash, auditId, at };
  if (found.row_at === null) return { ...place, row: undefined };
  const { row_at, actor, action, object, detail } = found;
  return { ...place, row: { id: auditId, at: row_at, actor, action, object, detail } };
}

export interface LooseEnds {
  /** All places up to the last one that was looked at. */
  places: number;
  /** Rows that wait for their place. */
  waiting: number;
  /** Rows that neither have a place nor wait for one; at most twenty. */
  strangers: readonly { id: string; at: string; action: string }[];
  strangerCount: number;
  /** Rows that waited for their place and are gone; at most twenty. */
  vanished: readonly { id: string; at: string }[];
}

/** What no walk along the chain would meet, all of one instant. */
export function readLooseEnds(
  db: Kysely<Database>,
  tenantId: TenantId,
  upTo: number,
  begin?: ChainBegin,
): Promise<LooseEnds> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<LooseEnds>`
      with stranger as materialized (
        select a.id, ${sealedAt("a.at")} as at, a.action from audit a
        left join audit_seal s on s.tenant_id = a.tenant_id and s.audit_id = a.id and s.at = a.at
        left join audit_unsealed u on u.tenant_id = a.tenant_id and u.audit_id = a.id and u.at = a.at
        where a.tenant_id = ${tenantId} and s.audit_id is null and u.audit_id is null
          and (${begin?.until ?? null}::timestamptz is null or a.at >= ${begin?.until ?? null}::timestamptz)
          and not a.id = any(${[...(begin?.over ?? [])]}::uuid[])
      )
      select (select count(*)::int from audit_seal where tenant_id = ${tenantId} and sequence <= ${upTo}
          and sequence > ${begin?.sequence ?? Number.MIN_SAFE_INTEGER}) as places,
        (select count(*)::int from audit_unsealed where tenant_id = ${tenantId}) as waiting,
        (select count(*)::int from stranger) as "strangerCount",
        (select coalesce(json_agg(n), '[]') from (select * from stranger order by at, id limit 20) n) as strangers,
        (select coalesce(json_agg(n), '[]') from (
          select u.audit_id as id, coalesce(${sealedAt("u.at")}, u.at::text) as at from audit_unsealed u
          where u.tenant_id = ${tenantId} and not exists (
            select 1 from audit a where a.tenant_id = u.tenant_id and a.id = u.audit_id and a.at = u.at)
          order by u.at limit 20) n) as vanished`.execute(trx);
    const [found] = rows;
    if (!found) throw new Error("the database did not answer");
    return found;
  });
}
