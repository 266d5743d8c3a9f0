-- A claim costs the same however many links wait, are leased, or rest: it reads what it takes, and little else.

update link set lease_owner = null, lease_until = null where (lease_owner is null) <> (lease_until is null);
alter table link
  add constraint link_lease_is_whole check ((lease_owner is null) = (lease_until is null)),
  -- A claim goes through the priorities one by one, so that what rests until later is not read on the way.
  add constraint link_priority_is_known check (priority between 1 and 5);

-- What nobody has leased stands apart, and what has failed before apart from what has not.
drop index link_queue, link_failed;
create index link_queue on link (tenant_id, connection_id, (lease_owner is null), least(attempts, 1), priority, next_at)
  where wanted_rev > done_rev and state in ('creating', 'unknown', 'active');
create index link_leased on link (tenant_id, connection_id, lease_owner, lease_until)
  where wanted_rev > done_rev and state in ('creating', 'unknown', 'active') and lease_owner is not null;

-- What is due and leased, though the lease holds no longer: so many of each process that has leases there.
create function list_lapsed_links(tenant uuid, connection uuid, most int)
returns table (id uuid, priority int, next_at timestamptz) language sql stable set search_path = public, pg_temp as $$
  with recursive owner (name) as (
    (select l.lease_owner from link l
    where l.tenant_id = tenant and l.connection_id = connection and l.wanted_rev > l.done_rev
      and l.state in ('creating', 'unknown', 'active') and l.lease_owner is not null
    order by l.lease_owner limit 1)
    union all
    select (select l.lease_owner from link l
      where l.tenant_id = tenant and l.connection_id = connection and l.wanted_rev > l.done_rev
        and l.state in ('creating', 'unknown', 'active') and l.lease_owner > owner.name
      order by l.lease_owner limit 1)
    from owner where owner.name is not null
  ), held as materialized (
    -- Worked out here, since under row-level security only what is leakproof is looked up in an index.
    select owner.name, case when lease_is_free(owner.name, 'infinity') then 'infinity' else now() end as since from owner
  )
  select lapsed.* from held cross join lateral (
    select l.id, l.priority, l.next_at from link l
    where l.tenant_id = tenant and l.connection_id = connection and l.wanted_rev > l.done_rev
      and l.state in ('creating', 'unknown', 'active') and l.next_at <= now() and l.lease_owner = held.name
      and l.lease_until < held.since
    limit most
  ) lapsed
$$;

create or replace function list_pushable(most int)
returns table (tenant_id uuid, connection_id uuid, urgent boolean) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id, waiting.priority <= 2 from connection c
  join connection_run r on r.tenant_id = c.tenant_id and r.connection_id = c.id
  cross join lateral (
    select due.priority, due.next_at from (
      select free.* from generate_series(1, 5) of_priority cross join generate_series(0, 1) failed cross join lateral (
        select l.priority, l.next_at from link l
        where l.tenant_id = c.tenant_id and l.connection_id = c.id and l.wanted_rev > l.done_rev
          and l.state in ('creating', 'unknown', 'active') and l.next_at <= now()
          and l.lease_owner is null and least(l.attempts, 1) = failed and l.priority = of_priority
        order by l.next_at limit 1
      ) free
      union all
      select lapsed.priority, lapsed.next_at from list_lapsed_links(c.tenant_id, c.id, 200) lapsed
    ) due
    order by due.priority, due.next_at limit 1
  ) waiting
  where c.kind = 'desk' and c.mode = 'live' and c.removed_at is null
    and (r.blocked_until is null or r.blocked_until <= now()) and push_share(c.tenant_id, c.id, 1) > 0
  order by waiting.priority > 2, waiting.next_at limit most
$$;
