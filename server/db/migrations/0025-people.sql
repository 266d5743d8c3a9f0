-- People who sign in. The tables from person to person_passkey are better-auth's, as its getMigrations would make them, by our
-- names (server/people/auth-tables.ts); a test holds them against it. One person may belong to many tenants, so these rows are
-- no tenant's and have no row-level security: what ties a person to a tenant is the membership, which has.
create table person (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  two_factor_enabled boolean
);

create table person_session (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  -- The absolute end. How long it has been idle is told by updated_at.
  expires_at timestamptz not null,
  -- Of no use alone: the cookie holds its signature under a key that is not in the database.
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  person_id uuid not null references person (id) on delete cascade
);
create index person_session_person_id_idx on person_session (person_id);

-- A password, or an identity at a provider of OpenID Connect: account_id then holds its issuer and subject.
create table person_account (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  person_id uuid not null references person (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index person_account_person_id_idx on person_account (person_id);
create unique index person_account_by_identity on person_account (provider_id, account_id);

-- What a sign-in under way has to bring back: states, challenges, second steps.
create table person_proof (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index person_proof_identifier_idx on person_proof (identifier);
create index person_proof_over on person_proof (expires_at);

create table person_second_factor (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  -- Both encrypted.
  secret text not null,
  backup_codes text not null,
  person_id uuid not null references person (id) on delete cascade,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
create index person_second_factor_person_id_idx on person_second_factor (person_id);

create table person_passkey (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  name text,
  public_key text not null,
  person_id uuid not null references person (id) on delete cascade,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index person_passkey_person_id_idx on person_passkey (person_id);
create unique index person_passkey_by_credential on person_passkey (credential_id);

grant select, insert, update, delete
  on person, person_session, person_account, person_proof, person_second_factor, person_passkey to interdesk_app;

-- Tries to guess something, by what is guessed at and from where; hashes only, and no tenant's.
create table guess (
  key bytea primary key,
  at timestamptz[] not null,
  refused boolean not null default false
);
grant select, insert, update, delete on guess to interdesk_app;

create table membership (
  tenant_id uuid not null references tenant (id),
  person_id uuid not null references person (id),
  -- As whoever invited wrote it; another tenant's name of a person is not told before that person has accepted.
  name text not null,
  role text not null,
  -- The only clients that are seen; null = all.
  clients uuid[],
  invited_by text not null,
  created_at timestamptz not null default now(),
  -- Null = the invitation is open, and nothing may be done yet.
  accepted_at timestamptz,
  used_at timestamptz,
  primary key (tenant_id, person_id)
);
create index membership_by_person on membership (person_id);
call enable_tenant_rls('membership');
create policy claim_read on membership to interdesk_claimer using (true) with check (false);
grant select on membership to interdesk_claimer;

-- Who has signed in does not say for whom: all tenants to which a person belongs.
create function memberships_of(wanted uuid)
returns table (tenant_id uuid, tenant text, role text, clients uuid[], used_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.tenant_id, t.name, m.role, m.clients, m.used_at from membership m join tenant t on t.id = m.tenant_id
  where m.person_id = wanted and m.accepted_at is not null
$$;
alter function memberships_of(uuid) owner to interdesk_claimer;

-- Whether another tenant knows a person, or has invited them: else who has left is forgotten.
create function is_known_elsewhere(wanted uuid, own uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from membership m where m.person_id = wanted and m.tenant_id <> own)
$$;
alter function is_known_elsewhere(uuid, uuid) owner to interdesk_claimer;

-- Links that work once: for the first owner, for who is invited, for a new password. Only a hash of the secret is kept.
create table person_link (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  hash bytea not null,
  kind text not null check (kind in ('setup', 'invite', 'reset')),
  -- Null for the first owner, who tells himself who he is.
  person_id uuid references person (id) on delete cascade,
  -- A new password comes with the end of the second factor and of passkeys.
  drops_factors boolean not null default false,
  -- Counts only while there is no owner.
  first_owner_only boolean not null default false,
  -- Whoever runs the hub made it: it may set the password of who signs in for other tenants as well.
  by_operator boolean not null default false,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id)
);
create unique index person_link_by_hash on person_link (hash);
create index person_link_by_person on person_link (tenant_id, person_id) where used_at is null;
call enable_tenant_rls('person_link');
create policy claim_read on person_link to interdesk_claimer using (true) with check (false);
grant select on person_link to interdesk_claimer;

create function find_person_link(wanted bytea) returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.tenant_id, l.id from person_link l where l.hash = wanted and l.used_at is null and l.expires_at > now()
$$;
alter function find_person_link(bytea) owner to interdesk_claimer;

revoke all on function memberships_of(uuid), is_known_elsewhere(uuid, uuid), find_person_link(bytea) from public;
grant execute on function memberships_of(uuid), is_known_elsewhere(uuid, uuid), find_person_link(bytea) to interdesk_app;
