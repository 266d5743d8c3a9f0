-- Alerts that share a ticket, wait, flap or come in a storm; windows in which they open none.

alter table alert
  -- As the last fire named it; what depends on it is hidden while it fires.
  add column resource text,
  -- Why it fires without a ticket of its own, and what that would be made of.
  add column waiting jsonb,
  -- How often it has changed of late.
  add column flips jsonb,
  -- When it is looked at again without an event.
  add column review_at timestamptz;
create index alert_due on alert (review_at) where review_at is not null;
create index alert_on_resource on alert (tenant_id, client_id, resource) where condition = 'firing' and resource is not null;

-- What a reason is about, such as the group or the window.
alter table event add column detail text;

alter table fold
  -- Of the alert that opened it.
  add column title text not null default '',
  add column joined_at timestamptz not null default now(),
  -- Alerts that have joined, the first included, and how many of them the ticket has been told of.
  add column alerts int not null default 1,
  add column told int not null default 1,
  -- When the ticket is told next, and how long after that at the least.
  add column tell_at timestamptz,
  add column tell_after_ms bigint not null default 60000;
create index fold_recent on fold (tenant_id, client_id, joined_at desc) where closed_at is null;
create index fold_to_tell on fold (tell_at) where tell_at is not null;

-- A person took this alert out of that group.
create table fold_exception (
  tenant_id uuid not null references tenant (id),
  alert_id uuid not null,
  group_key text not null,
  at timestamptz not null,
  primary key (tenant_id, alert_id, group_key),
  foreign key (tenant_id, alert_id) references alert (tenant_id, id)
);

-- How many alerts of a client began of late. Whoever lets one begin holds this row, so that two cannot open one group.
create table client_intake (
  tenant_id uuid not null references tenant (id),
  client_id uuid not null,
  minute_at timestamptz not null default '-infinity',
  current int not null default 0,
  previous int not null default 0,
  storm_since timestamptz,
  busy_at timestamptz not null default '-infinity',
  -- When the storm is over, unless more comes.
  storm_ends_at timestamptz,
  primary key (tenant_id, client_id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
create index storm_due on client_intake (storm_ends_at) where storm_ends_at is not null;

create table maintenance_window (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  kind text not null check (kind in ('maintenance', 'silence')),
  client_id uuid,
  resource text,
  service text,
  starts_at timestamptz not null,
  ends_at timestamptz,
  recurrence jsonb,
  reason text not null,
  owner text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
create index maintenance_current on maintenance_window (tenant_id, ends_at);

call enable_tenant_rls('fold_exception');
call enable_tenant_rls('client_intake');
call enable_tenant_rls('maintenance_window');

create policy claim_read on alert to interdesk_claimer using (true) with check (false);
create policy claim_read on fold to interdesk_claimer using (true) with check (false);
create policy claim_read on client_intake to interdesk_claimer using (true) with check (false);
grant select on alert, fold, client_intake to interdesk_claimer;

-- Tenants with an alert, a fold or a storm whose time has come.
create function list_due_intake()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select a.tenant_id from alert a where a.review_at <= now()
  union select f.tenant_id from fold f where f.tell_at <= now()
  union select s.tenant_id from client_intake s where s.storm_ends_at <= now()
$$;
alter function list_due_intake() owner to interdesk_claimer;
revoke all on function list_due_intake() from public;
grant execute on function list_due_intake() to interdesk_app;
