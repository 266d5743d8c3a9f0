-- Monitoring tools that tell nobody are asked, like desks, when their turn comes: those of these connectors.
create function list_polled_monitors(most int, connectors text[])
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'monitor' and c.connector = any(connectors) and r.poll_next_at <= now()
    and (r.blocked_until is null or r.blocked_until <= now()) and lease_is_free(r.read_lease_owner, r.read_lease_until)
  order by r.poll_next_at limit most
$$;
alter function list_polled_monitors(int, text[]) owner to interdesk_claimer;
revoke all on function list_polled_monitors(int, text[]) from public;
grant execute on function list_polled_monitors(int, text[]) to interdesk_app;
