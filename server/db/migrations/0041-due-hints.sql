-- Which records are to be read is asked many times a second: the index holds those of one connection that are due, the earliest
-- first, and a connection is asked for its first one. What was read already, and what else is due, is not looked at.
drop index read_hint_due;
create index read_hint_due on read_hint (tenant_id, connection_id, due_at) where due_at < 'infinity';

create or replace function list_readable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from connection c
  join connection_run r on r.tenant_id = c.tenant_id and r.connection_id = c.id
  cross join lateral (
    select h.due_at from read_hint h
    where h.tenant_id = c.tenant_id and h.connection_id = c.id and h.due_at < 'infinity' and h.due_at <= now()
    order by h.due_at limit 1
  ) waiting
  where c.mode <> 'parked' and c.removed_at is null
    and (r.blocked_until is null or r.blocked_until <= now()) and push_share(c.tenant_id, c.id, 1) > 0
  order by waiting.due_at limit most
$$;
