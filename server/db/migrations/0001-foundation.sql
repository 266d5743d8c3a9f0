-- Tenants, connections, deliveries, and what holds them apart. Run as interdesk_owner.

-- Policies, forcing and grants of one tenant table; for use in migrations.
create procedure enable_tenant_rls(name regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format(
    'create policy own_tenant on %s to interdesk_app using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
    name);
  execute format('grant select, insert, update, delete on %s to interdesk_app', name);
end $$;

-- Processes that live: each says so every second, by the database's clock.
create table hub_node (name text primary key, seen_at timestamptz not null);
grant select, insert, update, delete on hub_node to interdesk_app;
grant select on hub_node to interdesk_claimer;

-- A lease is free when it has run out, or when its process has been silent for five seconds; a fence guards what it still does.
create function lease_is_free(owner text, until timestamptz) returns boolean language sql stable as $$
  select owner is null or until is null or until < now()
    or not exists (select 1 from hub_node n where n.name = owner and n.seen_at > now() - interval '5 seconds')
$$;

create table tenant (
  id uuid primary key,
  name text not null unique,
  -- Raised by a restore; also kept outside the database.
  epoch int not null default 1,
  created_at timestamptz not null default now()
);
alter table tenant enable row level security;
alter table tenant force row level security;
create policy own_tenant on tenant to interdesk_app
  using (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy claim_read on tenant to interdesk_claimer using (true) with check (false);
grant select, insert on tenant to interdesk_app;
grant select on tenant to interdesk_claimer;

create table tenant_key (
  tenant_id uuid primary key references tenant (id),
  wrapped text not null,
  created_at timestamptz not null default now()
);

create table client (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table connection (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  connector text not null,
  kind text not null,
  mode text not null,
  parked_reason text,
  settings jsonb not null,
  -- Ciphertexts by field.
  secrets jsonb not null,
  hook_token_hash bytea not null,
  default_client_id uuid,
  version int not null,
  created_at timestamptz not null default now(),
  -- Older tickets join only by import.
  started_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, default_client_id) references client (tenant_id, id)
);
create unique index connection_by_name on connection (tenant_id, name) where removed_at is null;
create unique index connection_by_id on connection (id);

-- The hot row of a connection, apart from its configuration.
create table connection_run (
  tenant_id uuid not null,
  connection_id uuid not null,
  lease_owner text,
  lease_until timestamptz,
  fence bigint not null default 0,
  read_lease_owner text,
  read_lease_until timestamptz,
  poll_next_at timestamptz,
  last_success_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  blocked_until timestamptz,
  primary key (tenant_id, connection_id),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id)
) with (fillfactor = 50);

create table client_ref (
  tenant_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  client_id uuid not null,
  primary key (tenant_id, connection_id, external_id),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
create index client_ref_by_client on client_ref (tenant_id, client_id);

create table poll_cursor (
  tenant_id uuid not null,
  connection_id uuid not null,
  stream text not null,
  cursor jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id, connection_id, stream)
);

create table delivery (
  tenant_id uuid not null,
  connection_id uuid not null,
  id uuid not null,
  received_at timestamptz not null,
  content_type text not null,
  headers jsonb not null,
  body bytea not null,
  traceparent text,
  primary key (tenant_id, id, received_at)
) partition by range (received_at);
alter table delivery alter column body set storage external;

create table delivery_open (
  tenant_id uuid not null,
  connection_id uuid not null,
  id uuid not null,
  received_at timestamptz not null,
  attempts int not null default 0,
  -- Only these items are to be applied: a replay of what was held; null = all.
  ordinals int[],
  primary key (tenant_id, connection_id, id)
);

create table delivery_key (
  tenant_id uuid not null,
  connection_id uuid not null,
  key text not null,
  delivery_id uuid not null,
  seen_at timestamptz not null,
  primary key (tenant_id, connection_id, key)
);
create index delivery_key_age on delivery_key (seen_at);

create table delivery_outcome (
  tenant_id uuid not null,
  delivery_id uuid not null,
  received_at timestamptz not null,
  outcome text not null,
  items int not null,
  detail text,
  at timestamptz not null,
  primary key (tenant_id, delivery_id)
);

create table quarantine (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  delivery_id uuid,
  ordinal int,
  link_id uuid,
  connection_id uuid not null,
  reason text not null,
  path text,
  expected text,
  detail text not null,
  state text not null default 'open',
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index quarantine_open on quarantine (tenant_id, at) where state = 'open';
create index quarantine_by_delivery on quarantine (tenant_id, delivery_id) where delivery_id is not null;

create table audit (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  object text not null,
  detail jsonb not null,
  primary key (tenant_id, id, at)
) partition by range (at);
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit rows are never changed';
end $$;
create trigger audit_is_final before update or delete on audit for each row execute function refuse_audit_change();

create table call_slot (
  tenant_id uuid not null references tenant (id),
  account text not null,
  bucket text not null,
  slot int not null,
  lease_owner text not null,
  lease_until timestamptz not null,
  primary key (tenant_id, account, bucket, slot)
) with (fillfactor = 50);

call enable_tenant_rls('tenant_key');
call enable_tenant_rls('client');
call enable_tenant_rls('connection');
call enable_tenant_rls('connection_run');
call enable_tenant_rls('client_ref');
call enable_tenant_rls('poll_cursor');
call enable_tenant_rls('delivery');
call enable_tenant_rls('delivery_open');
call enable_tenant_rls('delivery_key');
call enable_tenant_rls('delivery_outcome');
call enable_tenant_rls('quarantine');
call enable_tenant_rls('audit');
call enable_tenant_rls('call_slot');
revoke update, delete on audit from interdesk_app;
revoke update on delivery from interdesk_app;

-- The hook's role may add deliveries of any tenant and see nothing.
create policy ingest_add on delivery for insert to interdesk_ingest with check (true);
create policy ingest_add on delivery_open for insert to interdesk_ingest with check (true);
grant insert on delivery, delivery_open to interdesk_ingest;

-- The claimer's functions answer ids of all tenants; nobody signs in as it.
create policy claim_read on connection to interdesk_claimer using (true) with check (false);
create policy claim_lease on connection_run to interdesk_claimer using (true) with check (true);
create policy claim_read on delivery_open to interdesk_claimer using (true) with check (false);
grant select on connection, delivery_open to interdesk_claimer;
grant select, update on connection_run to interdesk_claimer;

create function list_tenants() returns table (id uuid, name text)
language sql security definer set search_path = public, pg_temp as 'select t.id, t.name from tenant t order by t.created_at';

-- Leases one connection that has open deliveries and that nobody works on, the longest waiting first.
create function claim_intake(node text, lease_ms int)
returns table (tenant_id uuid, connection_id uuid, fence bigint) language sql security definer set search_path = public, pg_temp as $$
  update connection_run r
  set lease_owner = node, lease_until = now() + lease_ms * interval '1 millisecond', fence = r.fence + 1
  where (r.tenant_id, r.connection_id) = (
    select c.tenant_id, c.connection_id from connection_run c
    cross join lateral (
      select o.id from delivery_open o
      where o.tenant_id = c.tenant_id and o.connection_id = c.connection_id order by o.id limit 1
    ) oldest
    where lease_is_free(c.lease_owner, c.lease_until)
    order by oldest.id limit 1 for update of c skip locked
  )
  returning r.tenant_id, r.connection_id, r.fence
$$;

-- What the hook route needs to know of a connection before it may know a tenant.
create function find_hook(wanted uuid)
returns table (tenant_id uuid, connection_id uuid, connector text, mode text, hook_token_hash bytea, version int)
language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id, c.connector, c.mode, c.hook_token_hash, c.version from connection c where c.id = wanted and c.removed_at is null
$$;

create table partition_rule (parent text primary key, unit text not null check (unit in ('day', 'month')));
insert into partition_rule values ('delivery', 'day'), ('audit', 'month');
grant select on partition_rule to interdesk_app;

-- Makes the partitions of the coming days, and of the last ones for what is replayed; harmless to repeat.
create function ensure_partitions(days_back int, days_ahead int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  rule record;
  start_at timestamptz;
  made int := 0;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('interdesk.partitions'));
  for rule in select * from partition_rule loop
    start_at := date_trunc(rule.unit, (now() - days_back * interval '1 day') at time zone 'UTC') at time zone 'UTC';
    while start_at <= now() + days_ahead * interval '1 day' loop
      child := format('%s_%s', rule.parent, to_char(start_at at time zone 'UTC', 'YYYYMMDD'));
      if to_regclass(child) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', child, rule.parent, start_at,
          (start_at at time zone 'UTC' + ('1 ' || rule.unit)::interval) at time zone 'UTC');
        execute format('alter table %I enable row level security', child);
        execute format('alter table %I force row level security', child);
        made := made + 1;
      end if;
      start_at := (start_at at time zone 'UTC' + ('1 ' || rule.unit)::interval) at time zone 'UTC';
    end loop;
  end loop;
  return made;
end $$;

alter function list_tenants() owner to interdesk_claimer;
alter function claim_intake(text, int) owner to interdesk_claimer;
alter function find_hook(uuid) owner to interdesk_claimer;
revoke all on function list_tenants(), claim_intake(text, int), find_hook(uuid), ensure_partitions(int, int) from public;
grant execute on function list_tenants(), claim_intake(text, int), find_hook(uuid), ensure_partitions(int, int) to interdesk_app;
