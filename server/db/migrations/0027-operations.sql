-- The installation as a whole: what it is, whether its database went back in time, its backups, and its recovery.

-- One row. Its id goes with the database, into backups and copies.
create table instance (
  single boolean primary key default true check (single),
  id uuid not null default gen_random_uuid(),
  -- Raised by a restore; also kept outside the database.
  epoch int not null default 1,
  -- Rises while a hub runs, and is kept in each node's data folder, too: a database that went back shows by it.
  beat bigint not null default 0,
  beat_at timestamptz,
  -- Where this database has been opened with somebody's consent.
  places text[] not null default '{}'
);
insert into instance default values;
grant select, update on instance to interdesk_app;

-- What a backup says of the schema.
grant select on migration to interdesk_app;

create table backup_run (
  id uuid primary key,
  started_at timestamptz not null,
  ended_at timestamptz,
  file text not null,
  bytes bigint,
  rows bigint,
  -- Null = it is good, or not ended yet.
  error text
);
create index backup_run_age on backup_run (started_at);
grant select, insert, update, delete on backup_run to interdesk_app;

-- One open notice of a kind that is about the installation.
create unique index notice_open_own on notice (tenant_id, kind) where connection_id is null and webhook_id is null and settled_at is null;

-- A tenant that recovers: what is due waits until its desks have been read, and what fell due before is then told at once.
create table convalescence (
  tenant_id uuid primary key references tenant (id),
  cause text not null check (cause in ('restored', 'wentBack', 'outage')),
  -- Since when nothing was done, or what was done is not known here.
  blind_from timestamptz not null,
  -- When a hub was there again; null = none is yet.
  resumed_at timestamptz,
  -- How long clocks and pages wait from then on, whatever a desk answers.
  patience interval not null
);
call enable_tenant_rls('convalescence');
create policy claim_all on convalescence to interdesk_claimer using (true) with check (true);
grant select, insert, update on convalescence to interdesk_claimer;

alter table connection_run
  -- 2 = it is read before anything is written there; 1 = it was, and is read once more when all others were; 0 = it is well.
  add column convalescing smallint not null default 0,
  -- Between these things may have happened there by us that are not known here.
  add column lost_from timestamptz,
  add column lost_until timestamptz;
grant update (wrote_at) on link to interdesk_claimer;

create function is_convalescing(tenant uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select 1 from convalescence v where v.tenant_id = tenant)
$$;
revoke all on function is_convalescing(uuid) from public;
grant execute on function is_convalescing(uuid) to interdesk_app, interdesk_claimer;

-- All tenants recover. `desks`: what stands there may be newer than what is known here.
create function begin_convalescence(why text, blind timestamptz, wait_for interval, desks boolean)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into convalescence (tenant_id, cause, blind_from, patience) select t.id, why, blind, wait_for from tenant t
  on conflict (tenant_id) do update set
    cause = case when convalescence.cause = 'outage' then excluded.cause else convalescence.cause end,
    blind_from = least(convalescence.blind_from, excluded.blind_from),
    resumed_at = null,
    patience = greatest(convalescence.patience, excluded.patience);
  update connection_run r set convalescing = 2, compare_next_at = now(), compare_owner = null,
    lost_from = least(blind, r.lost_from), lost_until = now()
  from connection c
  where desks and c.tenant_id = r.tenant_id and c.id = r.connection_id and c.kind = 'desk' and c.removed_at is null;
  -- A call that was on its way then has ended by now: what is read from here on is of after it.
  update link set wrote_at = now() where desks and wrote_at > now();
$$;

-- Tenants that may have recovered: every desk that answers has been read, or it takes too long.
create function list_recovered()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select v.tenant_id from convalescence v
  where v.resumed_at is not null and (v.resumed_at + v.patience <= now() or not exists (
    select 1 from connection_run r join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id
    where r.tenant_id = v.tenant_id and c.kind = 'desk' and c.mode <> 'parked' and c.removed_at is null
      and (r.convalescing > 0 or r.poll_next_at <= now() or not lease_is_free(r.read_lease_owner, r.read_lease_until))
  ))
$$;

-- Nothing is written to a desk that has not been read, nor to a tool of a tenant that recovers.
create or replace function push_share(tenant uuid, connection uuid, most int)
returns int language sql stable set search_path = public, pg_temp as $$
  select coalesce((
    select case
      when r.convalescing > 0 or (c.kind = 'monitor' and is_convalescing(c.tenant_id)) then 0
      when v.breaker = 'open' then case when coalesce(v.probe_at, '-infinity') <= now() then 1 else 0 end
      when v.ramp_until > now() then greatest(1, ceil(most * (1 - 0.9 * extract(epoch from v.ramp_until - now()) / 120)))::int
      else most end
    from connection c
    join connection_run r on r.tenant_id = c.tenant_id and r.connection_id = c.id
    left join vendor_account v on v.tenant_id = c.tenant_id and v.account = c.tenant_id || ':' || c.connector || ':' || c.id
    where c.tenant_id = tenant and c.id = connection
  ), most)
$$;

-- Who recovers is read as a whole, not by its polls.
create or replace function list_pollable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'desk' and r.poll_next_at <= now() and r.convalescing = 0 and (r.blocked_until is null or r.blocked_until <= now())
    and lease_is_free(r.read_lease_owner, r.read_lease_until)
  order by r.poll_next_at limit most
$$;

-- Those that recover come first: all of a tenant once, then one after the other, so that what was copied between them is matched.
create or replace function list_comparable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'desk' and r.compare_next_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
    and lease_is_free(r.compare_owner, r.compare_until)
    and (r.convalescing <> 1 or not exists (
      select 1 from connection_run o join connection k on k.tenant_id = o.tenant_id and k.id = o.connection_id
      left join convalescence v on v.tenant_id = o.tenant_id
      where o.tenant_id = r.tenant_id and k.kind = 'desk' and k.mode <> 'parked' and k.removed_at is null
        and ((o.convalescing = 2 and v.resumed_at + v.patience > now()) or (o.convalescing = 1 and o.connection_id < r.connection_id))
    ))
  order by r.convalescing desc, r.compare_next_at limit most
$$;

create or replace function list_due_clocks()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct c.tenant_id from clock c where c.next_fire_at <= now() and not is_convalescing(c.tenant_id)
$$;
create or replace function list_due_escalations()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct e.tenant_id from escalation e where e.stage = 'running' and e.next_at <= now() and not is_convalescing(e.tenant_id)
$$;
create or replace function list_due_pages(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from connection c
  where c.kind = 'pager' and c.mode = 'live' and c.removed_at is null and not is_convalescing(c.tenant_id) and exists (
    select 1 from page p where p.tenant_id = c.tenant_id and p.connection_id = c.id and lease_is_free(p.lease_owner, p.lease_until)
      and ((p.state = 'waiting' and p.next_at <= now())
        or (p.show_wanted is distinct from p.shown and p.state in ('sent', 'arrived', 'answered') and coalesce(p.next_at, now()) <= now()))
  ) limit most
$$;
create or replace function list_due_intake()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select due.tenant_id from (
    select a.tenant_id from alert a where a.review_at <= now()
    union select a.tenant_id from alert a where a.remind_at <= now()
    union select f.tenant_id from fold f where f.tell_at <= now()
    union select s.tenant_id from client_intake s where s.storm_ends_at <= now()
    union select h.tenant_id from heartbeat h where h.due_at <= now()
  ) due where not is_convalescing(due.tenant_id)
$$;

alter function begin_convalescence(text, timestamptz, interval, boolean) owner to interdesk_claimer;
alter function list_recovered() owner to interdesk_claimer;
revoke all on function begin_convalescence(text, timestamptz, interval, boolean), list_recovered() from public;
grant execute on function begin_convalescence(text, timestamptz, interval, boolean), list_recovered() to interdesk_app;
