import { type Kysely, sql } from "kysely";
import { ClientId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** To what a person belongs, and what may be done there. */
export interface Membership {
  tenantId: TenantId;
  tenant: string;
  role: string;
  clients: readonly ClientId[] | null;
  usedAt: Date | null;
}

export interface FoundSession {
  id: string;
  personId: string;
  name: string;
  email: string;
  /** It is time to note that it is used. */
  isStale: boolean;
  memberships: readonly Membership[];
}

export interface SessionLimits {
  idleMs: number;
  totalMs: number;
}

/** So often it is noted that a session is used. */
const noteEveryMs = 60_000;

const isAlive = ({ idleMs, totalMs }: SessionLimits) => sql`s.expires_at > now()
  and s.updated_at > now() - ${idleMs} * interval '1 millisecond'
  and s.created_at > now() - ${totalMs} * interval '1 millisecond'`;

interface MembershipRow {
  tenant_id: string;
  tenant: string;
  role: string;
  clients: string[] | null;
  used_at: string | null;
}

/** Asked at each request, so that whatever ends or changes here counts at once. @returns undefined for one that is over or unknown */
export async function findSession(
  db: Kysely<Database>,
  token: string,
  limits: SessionLimits,
): Promise<FoundSession | undefined> {
  const noteMs = Math.min(noteEveryMs, limits.idleMs / 10);
  const { rows } = await sql<Omit<FoundSession, "memberships"> & { memberships: MembershipRow[] | null }>`
    select s.id, s.person_id as "personId", p.name, p.email,
      s.updated_at < now() - ${noteMs} * interval '1 millisecond' as "isStale",
      -- Of a tenant that is being deleted nobody may do anything any more.
      (select json_agg(m) from memberships_of(s.person_id) m
        where exists (select 1 from list_tenants() t where t.id = m.tenant_id)) as memberships
    from person_session s join person p on p.id = s.person_id
    where s.token = ${token} and ${isAlive(limits)}`.execute(db);
  const [row] = rows;
  return row && { ...row, memberships: (row.memberships ?? []).map(toMembership) };
}

function toMembership({ tenant_id, tenant, role, clients, used_at }: MembershipRow): Membership {
  return {
    tenantId: TenantId.parse(tenant_id),
    tenant,
    role,
    clients: clients && clients.map((client) => ClientId.parse(client)),
    usedAt: used_at === null ? null : new Date(used_at),
  };
}

export async function noteSessionUsed(db: Kysely<Database>, id: string): Promise<void> {
  await sql`update person_session set updated_at = now() where id = ${id}`.execute(db);
}

export interface SessionView {
  id: string;
  createdAt: Date;
  usedAt: Date;
  expiresAt: Date;
  address: string | null;
  agent: string | null;
}

export async function listSessions(
  db: Kysely<Database>,
  personId: string,
  limits: SessionLimits,
): Promise<readonly SessionView[]> {
  const { rows } = await sql<SessionView>`
    select s.id, s.created_at as "createdAt", s.updated_at as "usedAt", s.expires_at as "expiresAt",
      nullif(s.ip_address, '') as address, left(nullif(s.user_agent, ''), 300) as agent
    from person_session s where s.person_id = ${personId} and ${isAlive(limits)}
    order by s.created_at desc, s.id`.execute(db);
  return rows;
}

/** @returns whether there was one */
export async function endSession(db: Kysely<Database>, personId: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from person_session where person_id = ${personId} and id::text = ${id} returning id`.execute(db);
  return rows.length > 0;
}

/** @returns how many there were */
export async function endSessions(db: Kysely<Database>, personId: string): Promise<number> {
  const { rows } = await sql`delete from person_session where person_id = ${personId} returning id`.execute(db);
  return rows.length;
}

/** What is over by itself and is of no more use; once an hour, over all nodes. */
export async function clearPeople(db: Kysely<Database>): Promise<void> {
  await sql`delete from person_session where expires_at < now() - interval '1 day'`.execute(db);
  await sql`delete from person_proof where expires_at < now() - interval '1 hour'`.execute(db);
  await sql`delete from guess where at[cardinality(at)] < now() - interval '1 day'`.execute(db);
}
