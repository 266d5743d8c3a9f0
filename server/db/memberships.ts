import { type Kysely, sql } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Somebody of a tenant, as the tenant sees them. */
export interface MemberView {
  id: string;
  name: string;
  email: string;
  role: string;
  /** Names; null = all. */
  clients: readonly string[] | null;
  invitedBy: string;
  createdAt: Date;
  /** Null = the invitation is open. */
  acceptedAt: Date | null;
  usedAt: Date | null;
  /** Null until the invitation is accepted. */
  secondFactor: boolean | null;
}

export async function listMembers(db: Kysely<Database>, tenantId: TenantId): Promise<readonly MemberView[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<MemberView>`
      select m.person_id as id, case when m.accepted_at is null then m.name else p.name end as name, p.email, m.role,
        (select json_agg(c.name order by c.name) from client c where c.tenant_id = m.tenant_id and c.id = any(m.clients)) as clients,
        m.invited_by as "invitedBy", m.created_at as "createdAt", m.accepted_at as "acceptedAt", m.used_at as "usedAt",
        case when m.accepted_at is not null then coalesce(p.two_factor_enabled, false)
          or exists (select 1 from person_passkey k where k.person_id = p.id) end as "secondFactor"
      from membership m join person p on p.id = m.person_id
      where m.tenant_id = ${tenantId} order by p.email`.execute(trx),
  );
  return rows;
}

export interface Member {
  id: string;
  name: string;
  email: string;
  role: string;
  clients: readonly string[] | null;
  acceptedAt: Date | null;
}

/** @param wanted id or e-mail address. @returns the member, whose row is locked until the transaction ends */
export async function lockMember(
  db: Kysely<Database>,
  tenantId: TenantId,
  wanted: string,
): Promise<Member | undefined> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<Member>`
      select m.person_id as id, m.name, p.email, m.role, m.clients, m.accepted_at as "acceptedAt"
      from membership m join person p on p.id = m.person_id
      where m.tenant_id = ${tenantId} and (m.person_id::text = ${wanted} or p.email = ${wanted.toLowerCase()})
      for update of m`.execute(trx),
  );
  return rows[0];
}

/** Locks them, in order of their ids, so that two cannot lower each other at once. @returns who may do everything */
export async function lockOwners(db: Kysely<Database>, tenantId: TenantId): Promise<readonly string[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ id: string }>`
      select person_id as id from membership
      where tenant_id = ${tenantId} and role = 'owner' and clients is null and accepted_at is not null
      order by person_id for update`.execute(trx),
  );
  return rows.map(({ id }) => id);
}

export async function hasOwner(db: Kysely<Database>, tenantId: TenantId): Promise<boolean> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql`select 1 from membership where tenant_id = ${tenantId} and role = 'owner' and accepted_at is not null limit 1`.execute(
      trx,
    ),
  );
  return rows.length > 0;
}

export interface NewMember {
  personId: string;
  name: string;
  role: string;
  clients: readonly ClientId[] | null;
  invitedBy: string;
  isAccepted: boolean;
}

/** @returns false when the person is one of the tenant's already */
export async function insertMember(db: Kysely<Database>, tenantId: TenantId, member: NewMember): Promise<boolean> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql`insert into membership (tenant_id, person_id, name, role, clients, invited_by, accepted_at)
      values (${tenantId}, ${member.personId}, ${member.name}, ${member.role},
        ${member.clients && [...member.clients]}::uuid[], ${member.invitedBy},
        case when ${member.isAccepted}::boolean then now() end)
      on conflict (tenant_id, person_id) do nothing returning person_id`.execute(trx),
  );
  return rows.length > 0;
}

/** @returns the name with which the person was invited; undefined when there is no open invitation */
export async function acceptMembership(
  db: Kysely<Database>,
  tenantId: TenantId,
  personId: string,
): Promise<string | undefined> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ name: string }>`update membership set accepted_at = now()
      where tenant_id = ${tenantId} and person_id = ${personId} and accepted_at is null returning name`.execute(trx),
  );
  return rows[0]?.name;
}

export async function updateMember(
  db: Kysely<Database>,
  tenantId: TenantId,
  personId: string,
  { role, clients }: { role: string; clients: readonly string[] | null },
): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`update membership set role = ${role}, clients = ${clients && [...clients]}::uuid[]
      where tenant_id = ${tenantId} and person_id = ${personId}`.execute(trx),
  );
}

/** Who belongs to no tenant any more is forgotten, with every session, password and key. */
export async function deleteMember(db: Kysely<Database>, tenantId: TenantId, personId: string): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await sql`delete from person_link where tenant_id = ${tenantId} and person_id = ${personId}`.execute(trx);
    await sql`delete from membership where tenant_id = ${tenantId} and person_id = ${personId}`.execute(trx);
    await sql`delete from person where id = ${personId} and not is_known_elsewhere(id, ${tenantId})`.execute(trx);
  });
}

/** Whether the person acts for no other tenant; invitations that are open there do not count. */
export async function isAloneIn(db: Kysely<Database>, tenantId: TenantId, personId: string): Promise<boolean> {
  const { rows } = await sql<{ alone: boolean }>`
    select not exists (select 1 from memberships_of(${personId}) m where m.tenant_id <> ${tenantId}) as alone`.execute(
    db,
  );
  return rows[0]?.alone === true;
}

/** For whom somebody acted last is whom the next request without a tenant's name is for. */
export async function noteMembershipUsed(db: Kysely<Database>, tenantId: TenantId, personId: string): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`update membership set used_at = now() where tenant_id = ${tenantId} and person_id = ${personId}`.execute(trx),
  );
}

/** What somebody may see and act for, in words. */
export async function listTenantNames(
  db: Kysely<Database>,
  tenantId: TenantId,
  clientIds: readonly ClientId[] | null,
  personId: string | undefined,
): Promise<{
  tenant: { id: string; name: string };
  clients: readonly string[] | null;
  tenants: readonly { id: string; name: string; role: string }[];
}> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<{ name: string; clients: string[] | null }>`
      select t.name, case when ${clientIds === null}::boolean then null else coalesce((select json_agg(c.name order by c.name)
        from client c where c.tenant_id = t.id and c.id = any(${clientIds === null ? [] : [...clientIds]}::uuid[])), '[]') end as clients
      from tenant t where t.id = ${tenantId}`.execute(trx);
    const [own] = rows;
    if (!own) throw new Error("a tenant is not there");
    const tenant = { id: tenantId, name: own.name };
    if (personId === undefined) return { tenant, clients: own.clients, tenants: [] };
    const { rows: tenants } = await sql<{ id: string; name: string; role: string }>`
      select tenant_id as id, tenant as name, role from memberships_of(${personId}) order by tenant`.execute(trx);
    return { tenant, clients: own.clients, tenants };
  });
}
