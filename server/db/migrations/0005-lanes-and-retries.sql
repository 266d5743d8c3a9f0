-- Urgent work has lanes of its own, nobody is listed whose breaker is open before its next probe, and what failed together
-- is not tried again together.

-- Theoretical arrival time of the next retry on this connection.
alter table connection_run add column retry_tat timestamptz not null default '-infinity';

create index link_failed on link (tenant_id, connection_id, priority, next_at)
  where wanted_rev > done_rev and state in ('creating', 'unknown', 'active') and attempts > 0;

create policy claim_read on vendor_account to interdesk_claimer using (true) with check (false);
grant select on vendor_account to interdesk_claimer;

-- How many records a connection may be pushed at once: one while its breaker is open and a probe is due, none before that,
-- ever more in the two minutes after it has closed. Its vendor account is named as the calls name it.
create function push_share(tenant uuid, connection uuid, most int)
returns int language sql stable set search_path = public, pg_temp as $$
  select coalesce((
    select case
      when v.breaker = 'open' then case when coalesce(v.probe_at, '-infinity') <= now() then 1 else 0 end
      when v.ramp_until > now() then greatest(1, ceil(most * (1 - 0.9 * extract(epoch from v.ramp_until - now()) / 120)))::int
      else most end
    from connection c join vendor_account v on v.tenant_id = c.tenant_id and v.account = c.tenant_id || ':' || c.connector || ':' || c.id
    where c.tenant_id = tenant and c.id = connection
  ), most)
$$;

drop function list_pushable(int);
create function list_pushable(most int)
returns table (tenant_id uuid, connection_id uuid, urgent boolean) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id, waiting.priority <= 2 from connection c
  join connection_run r on r.tenant_id = c.tenant_id and r.connection_id = c.id
  cross join lateral (
    select l.priority, l.next_at from link l
    where l.tenant_id = c.tenant_id and l.connection_id = c.id and l.wanted_rev > l.done_rev
      and l.state in ('creating', 'unknown', 'active') and l.next_at <= now()
      and lease_is_free(l.lease_owner, l.lease_until)
    order by l.priority, l.next_at limit 1
  ) waiting
  where c.kind = 'desk' and c.mode = 'live' and c.removed_at is null
    and (r.blocked_until is null or r.blocked_until <= now()) and push_share(c.tenant_id, c.id, 1) > 0
  order by waiting.priority > 2, waiting.next_at limit most
$$;
alter function list_pushable(int) owner to interdesk_claimer;
revoke all on function list_pushable(int) from public;
grant execute on function list_pushable(int) to interdesk_app;

create or replace function list_readable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select h.tenant_id, h.connection_id from read_hint h
  join connection c on c.tenant_id = h.tenant_id and c.id = h.connection_id and c.mode <> 'parked' and c.removed_at is null
  join connection_run r on r.tenant_id = h.tenant_id and r.connection_id = h.connection_id
  where h.due_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
  group by h.tenant_id, h.connection_id having push_share(h.tenant_id, h.connection_id, 1) > 0
  order by min(h.due_at) limit most
$$;
