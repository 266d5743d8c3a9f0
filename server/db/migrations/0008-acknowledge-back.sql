-- What monitoring tools are told of what people do here, and what they are asked: the alert's row is the queue, as a link's is.

alter table alert
  -- What its tool must be given to be told something about it.
  add column handle jsonb not null default '{}',
  -- `none`, `acknowledged` or `resolved`: what the tool shall hold of our doing, and what it was last told.
  add column source_wanted text not null default 'none',
  add column source_done text not null default 'none',
  -- The episode in which it was told; tools forget what was said of one that has ended.
  add column source_episode int not null default 0,
  -- An acknowledgement of ours may stand there, said with or without an answer.
  add column source_there boolean not null default false,
  -- What stands there ends by itself, and is said again before.
  add column source_renew_at timestamptz,
  add column source_next_at timestamptz not null default now(),
  add column source_attempts int not null default 0,
  add column source_error text,
  add column source_lease_owner text,
  add column source_lease_until timestamptz,
  add column source_fence bigint not null default 0,
  -- The start of the first listing in a row that did not hold it.
  add column missed_since timestamptz,
  add column source_owed boolean not null generated always as (
    case
      when condition = 'clear' then source_there and source_wanted <> 'acknowledged'
      when source_wanted = 'none' then source_there or (source_done = 'resolved' and source_episode = episode)
      else source_wanted <> source_done or source_episode < episode
    end
  ) stored;
create index alert_source_owed on alert (tenant_id, connection_id, source_next_at) where source_owed;
create index alert_source_renew on alert (tenant_id, connection_id, source_renew_at) where source_renew_at is not null;
create index alert_open on alert (tenant_id, connection_id, id) where condition <> 'clear';

-- Calls about an alert have no link.
alter table vendor_write alter column link_id drop not null;
alter table vendor_write
  add column alert_id uuid,
  add column connection_id uuid;

-- Nor has one that was refused.
alter table quarantine add column alert_id uuid;

alter table connection_run
  -- The version of the configuration with which its tool cannot be told anything: it is not looked at again before it changes.
  add column source_off_version int,
  -- The next comparison with what the tool lists, who is at it, and what the last one found.
  add column listing_next_at timestamptz not null default now(),
  add column listing_owner text,
  add column listing_until timestamptz,
  add column listing_report jsonb;

-- Connections whose tool is to be told something now.
create function list_source_owed(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from connection c
  join connection_run r on r.tenant_id = c.tenant_id and r.connection_id = c.id
  cross join lateral (
    (select a.source_next_at as at from alert a
      where a.tenant_id = c.tenant_id and a.connection_id = c.id and a.source_owed and a.source_next_at <= now()
        and lease_is_free(a.source_lease_owner, a.source_lease_until)
      order by a.source_next_at limit 1)
    union all
    (select a.source_renew_at from alert a
      where a.tenant_id = c.tenant_id and a.connection_id = c.id and a.source_renew_at <= now() and a.source_next_at <= now()
        and a.source_wanted = 'acknowledged' and a.condition <> 'clear' and lease_is_free(a.source_lease_owner, a.source_lease_until)
      order by a.source_renew_at limit 1)
  ) waiting
  where c.kind = 'monitor' and c.mode = 'live' and c.removed_at is null and r.source_off_version is distinct from c.version
    and (r.blocked_until is null or r.blocked_until <= now()) and push_share(c.tenant_id, c.id, 1) > 0
  group by c.tenant_id, c.id order by min(waiting.at) limit most
$$;

-- Monitors whose turn it is to be compared with what they list, or whose alerts are too old.
create function list_listable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'monitor' and r.listing_next_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
    and lease_is_free(r.listing_owner, r.listing_until) and push_share(r.tenant_id, r.connection_id, 1) > 0
  order by r.listing_next_at limit most
$$;

alter function list_source_owed(int) owner to interdesk_claimer;
alter function list_listable(int) owner to interdesk_claimer;
revoke all on function list_source_owed(int), list_listable(int) from public;
grant execute on function list_source_owed(int), list_listable(int) to interdesk_app;
