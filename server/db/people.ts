import { type Kysely, sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** Someone who signs in, whatever the tenant. */
export interface Person {
  id: string;
  name: string;
  email: string;
}

/** How somebody signs in. */
export interface Factors {
  hasPassword: boolean;
  secondFactor: boolean;
  passkeys: number;
  /** Ids of providers. */
  providers: readonly string[];
}

export async function findPersonByEmail(db: Kysely<Database>, email: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`select id, name, email from person where email = ${email.toLowerCase()}`.execute(
    db,
  );
  return rows[0];
}

export async function findPerson(db: Kysely<Database>, id: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`select id, name, email from person where id = ${id}`.execute(db);
  return rows[0];
}

/** The person with this address, made if there is none. */
export async function ensurePerson(
  db: Kysely<Database>,
  { name, email }: { name: string; email: string },
): Promise<{ person: Person; isNew: boolean }> {
  const address = email.toLowerCase();
  const { rows } = await sql<Person>`
    insert into person (name, email) values (${name}, ${address})
    on conflict (email) do nothing returning id, name, email`.execute(db);
  if (rows[0]) return { person: rows[0], isNew: true };
  const found = await findPersonByEmail(db, address);
  if (!found) throw new Error("a person could not be stored");
  return { person: found, isNew: false };
}

/** All tenants in which a person may do something. */
export async function listTenantsOf(db: Kysely<Database>, personId: string): Promise<readonly TenantId[]> {
  const { rows } = await sql<{ id: string }>`select tenant_id as id from memberships_of(${personId})`.execute(db);
  return rows.map(({ id }) => TenantId.parse(id));
}

export async function readFactors(db: Kysely<Database>, personId: string): Promise<Factors> {
  const { rows } = await sql<Factors>`
    select
      exists (select 1 from person_account a where a.person_id = p.id and a.password is not null) as "hasPassword",
      coalesce(p.two_factor_enabled, false) as "secondFactor",
      (select count(*)::int from person_passkey k where k.person_id = p.id) as passkeys,
      coalesce((select array_agg(a.provider_id order by a.provider_id) from person_account a
        where a.person_id = p.id and a.password is null), '{}') as providers
    from person p where p.id = ${personId}`.execute(db);
  return rows[0] ?? { hasPassword: false, secondFactor: false, passkeys: 0, providers: [] };
}

/** Whether there is any way to sign in as this person. */
export async function canSignIn(db: Kysely<Database>, personId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from person_account where person_id = ${personId})
      or exists (select 1 from person_passkey where person_id = ${personId}) as found`.execute(db);
  return rows[0]?.found === true;
}

/** Locks the person's row, so that of two who set the first password of somebody one comes first. */
export async function lockPerson(db: Kysely<Database>, personId: string): Promise<void> {
  await sql`select 1 from person where id = ${personId} for update`.execute(db);
}

export async function setPassword(db: Kysely<Database>, personId: string, hash: string): Promise<void> {
  await sql`
    insert into person_account (account_id, provider_id, person_id, password, updated_at)
    values (${personId}, 'credential', ${personId}, ${hash}, now())
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`.execute(db);
}

export async function renamePerson(db: Kysely<Database>, personId: string, name: string): Promise<void> {
  await sql`update person set name = ${name}, updated_at = now() where id = ${personId}`.execute(db);
}

export async function dropFactors(db: Kysely<Database>, personId: string): Promise<void> {
  await sql`delete from person_second_factor where person_id = ${personId}`.execute(db);
  await sql`delete from person_passkey where person_id = ${personId}`.execute(db);
  await sql`update person set two_factor_enabled = false, updated_at = now() where id = ${personId}`.execute(db);
}

/** @returns whose identity it is at this provider */
export async function findPersonByIdentity(
  db: Kysely<Database>,
  identity: { providerId: string; accountId: string },
): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select p.id, p.name, p.email from person_account a join person p on p.id = a.person_id
    where a.provider_id = ${identity.providerId} and a.account_id = ${identity.accountId}`.execute(db);
  return rows[0];
}

/** @returns false when it is somebody's already */
export async function addIdentity(
  db: Kysely<Database>,
  personId: string,
  { providerId, accountId }: { providerId: string; accountId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into person_account (account_id, provider_id, person_id, updated_at)
    values (${accountId}, ${providerId}, ${personId}, now())
    on conflict (provider_id, account_id) do nothing returning id`.execute(db);
  return rows.length > 0;
}

/** Whose second step it is; by what the sign-in under way brought along. */
export async function findPersonOfProof(db: Kysely<Database>, identifier: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select p.id, p.name, p.email from person_proof o join person p on p.id::text = o.value
    where o.identifier = ${identifier} and o.expires_at > now()`.execute(db);
  return rows[0];
}
