-- Keys by which programs and people speak to the API. Only a hash is kept: 256 random bits need no slow one.
create table api_key (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  hash bytea not null,
  role text not null,
  -- The only clients that it sees; null = all.
  clients uuid[],
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
create unique index api_key_by_hash on api_key (hash);
create unique index api_key_by_name on api_key (tenant_id, name) where revoked_at is null;
call enable_tenant_rls('api_key');
revoke delete on api_key from interdesk_app;

create policy claim_read on api_key to interdesk_claimer using (true) with check (false);
grant select (tenant_id, id, name, hash, role, clients, expires_at, revoked_at) on api_key to interdesk_claimer;
-- Who presents a key does not say whose it is: the hash alone tells.
create function find_api_key(wanted bytea)
returns table (tenant_id uuid, id uuid, name text, role text, clients uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id, k.name, k.role, k.clients from api_key k
  where k.hash = wanted and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;
alter function find_api_key(bytea) owner to interdesk_claimer;
revoke all on function find_api_key(bytea) from public;
grant execute on function find_api_key(bytea) to interdesk_app;
