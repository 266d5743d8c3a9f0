-- What a key may change through MCP, whatever its role: none unless it was made for it.
alter table api_key add column mcp_writes text[] not null default '{}';
grant select (mcp_writes) on api_key to interdesk_claimer;

drop function find_api_key(bytea);
create function find_api_key(wanted bytea)
returns table (tenant_id uuid, id uuid, name text, role text, clients uuid[], mcp_writes text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select k.tenant_id, k.id, k.name, k.role, k.clients, k.mcp_writes from api_key k
  where k.hash = wanted and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;
alter function find_api_key(bytea) owner to interdesk_claimer;
revoke all on function find_api_key(bytea) from public;
grant execute on function find_api_key(bytea) to interdesk_app;
