import { type Kysely, sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export type LinkKind = "setup" | "invite" | "reset";

export interface PersonLink {
  tenantId: TenantId;
  tenant: string;
  id: string;
  kind: LinkKind;
  personId: string | null;
  dropsFactors: boolean;
  firstOwnerOnly: boolean;
  byOperator: boolean;
  createdBy: string;
  expiresAt: Date;
}

export interface NewLink {
  id: string;
  hash: Buffer;
  kind: LinkKind;
  personId: string | null;
  dropsFactors: boolean;
  firstOwnerOnly: boolean;
  byOperator: boolean;
  createdBy: string;
  /** How long it can be used; ms. */
  lastsMs: number;
}

/** A younger link of the same kind for the same person takes the place of those before. @returns until when it counts */
export async function insertLink(db: Kysely<Database>, tenantId: TenantId, link: NewLink): Promise<Date> {
  return withTenant(db, tenantId, async (trx) => {
    await sql`delete from person_link where tenant_id = ${tenantId}
      and (expires_at < now() or (used_at is null and person_id = ${link.personId} and kind = ${link.kind}))`.execute(
      trx,
    );
    const { rows } = await sql<{ expires_at: Date }>`
      insert into person_link (tenant_id, id, hash, kind, person_id, drops_factors, first_owner_only, by_operator,
        created_by, expires_at)
      values (${tenantId}, ${link.id}, ${link.hash}, ${link.kind}, ${link.personId}, ${link.dropsFactors},
        ${link.firstOwnerOnly}, ${link.byOperator}, ${link.createdBy}, now() + ${link.lastsMs} * interval '1 millisecond')
      returning expires_at`.execute(trx);
    const [row] = rows;
    if (!row) throw new Error("a link could not be stored");
    return row.expires_at;
  });
}

const columns = sql`l.tenant_id as "tenantId", t.name as tenant, l.id, l.kind, l.person_id as "personId",
  l.drops_factors as "dropsFactors", l.first_owner_only as "firstOwnerOnly", l.by_operator as "byOperator", l.created_by as "createdBy",
  l.expires_at as "expiresAt"`;

/** @returns undefined for one that is unknown, used or over */
export async function findLink(db: Kysely<Database>, hash: Buffer): Promise<PersonLink | undefined> {
  const { rows: found } = await sql<{ tenant_id: string; id: string }>`select * from find_person_link(${hash})`.execute(
    db,
  );
  const [known] = found;
  if (!known) return undefined;
  const tenantId = TenantId.parse(known.tenant_id);
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<PersonLink>`select ${columns} from person_link l join tenant t on t.id = l.tenant_id
      where l.tenant_id = ${tenantId} and l.id = ${known.id}`.execute(trx),
  );
  return rows[0] && { ...rows[0], tenantId };
}

/** Of many at once one uses it. @returns whether it was this one */
export async function useLink(db: Kysely<Database>, tenantId: TenantId, id: string): Promise<boolean> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql`update person_link set used_at = now()
      where tenant_id = ${tenantId} and id = ${id} and used_at is null and expires_at > now() returning id`.execute(
      trx,
    ),
  );
  return rows.length > 0;
}

/** Links for a first owner are no more of use once there is one; of two at once the second finds its own ended. */
export async function endSetupLinks(db: Kysely<Database>, tenantId: TenantId): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`update person_link set used_at = now()
      where tenant_id = ${tenantId} and kind = 'setup' and first_owner_only and used_at is null`.execute(trx),
  );
}

/** One after the other: who makes the first owner. */
export async function lockSetup(db: Kysely<Database>, tenantId: TenantId): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`select pg_advisory_xact_lock(hashtext('interdesk.setup'), hashtext(${tenantId}))`.execute(trx),
  );
}
