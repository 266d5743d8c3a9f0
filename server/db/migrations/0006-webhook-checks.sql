-- Vendors switch webhooks off after failures: where we have registered one, it is looked after every few minutes.
-- Null = none was registered through the vendor's API yet.
alter table connection_run add column hook_next_at timestamptz;

create function list_hookable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'desk' and r.hook_next_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
    and push_share(r.tenant_id, r.connection_id, 1) > 0
  order by r.hook_next_at limit most
$$;
alter function list_hookable(int) owner to interdesk_claimer;
revoke all on function list_hookable(int) from public;
grant execute on function list_hookable(int) to interdesk_app;
