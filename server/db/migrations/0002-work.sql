-- Alerts, tickets, links and what happened to them. Every key begins with the tenant.

create table alert (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  connection_id uuid not null,
  dedup_key text not null,
  client_id uuid not null,
  condition text not null,
  handling text not null,
  severity text not null,
  title text not null,
  episode int not null,
  event_count bigint not null,
  raised_at timestamptz not null,
  cleared_at timestamptz,
  last_seen_at timestamptz not null,
  fold_id uuid,
  ticket_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, connection_id, dedup_key),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
create index alert_by_ticket on alert (tenant_id, ticket_id) where ticket_id is not null;
create index alert_firing on alert (tenant_id, client_id, last_seen_at) where condition = 'firing';

-- State changes only: repeats are counted on the alert.
create table event (
  tenant_id uuid not null,
  alert_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  delivery_id uuid,
  ordinal int,
  episode int not null,
  condition text not null,
  severity text not null,
  decision text not null,
  reason text not null,
  ticket_id uuid,
  primary key (tenant_id, alert_id, id, at)
) partition by range (at);
create index event_by_ticket on event (tenant_id, ticket_id, at) where ticket_id is not null;
create index event_by_delivery on event (tenant_id, delivery_id) where delivery_id is not null;

create table fold (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  client_id uuid not null,
  group_key text not null,
  ticket_id uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id)
);
create unique index fold_open on fold (tenant_id, client_id, group_key) where closed_at is null;
create index fold_by_ticket on fold (tenant_id, ticket_id);

create table ticket (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  client_id uuid not null,
  rev bigint not null,
  fields jsonb not null,
  meta jsonb not null,
  code text,
  home_connection_id uuid,
  birth_connection_id uuid,
  created_at timestamptz not null,
  status text not null generated always as (fields ->> 'status') stored,
  priority int not null generated always as ((fields ->> 'priority')::int) stored,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
create unique index ticket_by_code on ticket (tenant_id, code) where code is not null;
create index ticket_open on ticket (tenant_id, priority, created_at) where status not in ('resolved', 'closed', 'cancelled');

-- The row is the queue: what is wanted and not done is pushed, however it came to be wanted.
create table link (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  ticket_id uuid not null,
  connection_id uuid not null,
  external_id text,
  external_number text,
  external_url text,
  client_ref text not null,
  marker uuid not null,
  generation int not null default 1,
  state text not null,
  fields jsonb not null default '{}',
  seen_version text,
  seen_changed_at timestamptz,
  comments_version text,
  seen_at timestamptz,
  wrote_at timestamptz,
  create_sent_at timestamptz,
  looked_count int not null default 0,
  wanted_rev bigint not null,
  done_rev bigint not null default 0,
  priority int not null,
  next_at timestamptz not null default now(),
  attempts int not null default 0,
  last_error text,
  lease_owner text,
  lease_until timestamptz,
  fence bigint not null default 0,
  traceparent text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, connection_id, external_id),
  unique (tenant_id, marker),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id)
) with (fillfactor = 70);
create index link_by_ticket on link (tenant_id, ticket_id);
create index link_queue on link (tenant_id, connection_id, priority, next_at)
  where wanted_rev > done_rev and state in ('creating', 'unknown', 'active');

-- What a desk said, kept where it changed something.
create table observation (
  tenant_id uuid not null,
  link_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  version text not null,
  raw jsonb not null,
  reasons jsonb not null,
  primary key (tenant_id, link_id, id, at)
) partition by range (at);

create table comment (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  ticket_id uuid not null,
  rev int not null,
  body text not null,
  visibility text not null,
  author_kind text not null,
  author_name text,
  by jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index comment_by_ticket on comment (tenant_id, ticket_id, created_at);

-- One copy of a comment on one link; `wanted` and `sending` are the queue of comments to be written.
create table comment_link (
  tenant_id uuid not null references tenant (id),
  comment_id uuid not null,
  link_id uuid not null,
  external_id text,
  state text not null,
  rev int not null,
  sent_at timestamptz,
  detail text,
  primary key (tenant_id, comment_id, link_id),
  unique (tenant_id, link_id, external_id),
  foreign key (tenant_id, comment_id) references comment (tenant_id, id),
  foreign key (tenant_id, link_id) references link (tenant_id, id)
);
create index comment_link_owed on comment_link (tenant_id, link_id) where state in ('wanted', 'sending');

create table change (
  tenant_id uuid not null,
  ticket_id uuid not null,
  rev bigint not null,
  field text not null,
  from_value jsonb not null,
  to_value jsonb not null,
  by jsonb not null,
  reason text not null,
  at timestamptz not null,
  primary key (tenant_id, ticket_id, rev, field, at)
) partition by range (at);

create table conflict (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  ticket_id uuid not null,
  connection_id uuid not null,
  field text not null,
  winner text not null,
  ours jsonb not null,
  theirs jsonb not null,
  reason text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index conflict_by_ticket on conflict (tenant_id, ticket_id, at);

-- Each call that changes something at a vendor, and what came back.
create table vendor_write (
  tenant_id uuid not null,
  ticket_id uuid not null,
  link_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  operation text not null,
  sent jsonb not null,
  outcome text not null,
  detail text,
  took_ms int not null,
  primary key (tenant_id, ticket_id, id, at)
) partition by range (at);

create table clock (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  ticket_id uuid not null,
  target text not null,
  round int not null,
  stage text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  next_fire_at timestamptz,
  breached_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, ticket_id, target, round),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index clock_due on clock (next_fire_at) where stage = 'inProgress' and next_fire_at is not null;

create table clock_fire (
  tenant_id uuid not null references tenant (id),
  clock_id uuid not null,
  kind text not null,
  due_at timestamptz not null,
  fired_at timestamptz not null,
  late_ms bigint not null,
  primary key (tenant_id, clock_id, kind, due_at),
  foreign key (tenant_id, clock_id) references clock (tenant_id, id)
);

-- Records that a webhook says have moved. One read at once, later ones at most every five seconds.
create table read_hint (
  tenant_id uuid not null references tenant (id),
  connection_id uuid not null,
  external_id text not null,
  due_at timestamptz not null,
  last_read_at timestamptz,
  hinted_at timestamptz not null,
  traceparent text,
  primary key (tenant_id, connection_id, external_id)
);
create index read_hint_due on read_hint (due_at) where due_at < 'infinity';

call enable_tenant_rls('alert');
call enable_tenant_rls('event');
call enable_tenant_rls('fold');
call enable_tenant_rls('ticket');
call enable_tenant_rls('link');
call enable_tenant_rls('observation');
call enable_tenant_rls('comment');
call enable_tenant_rls('comment_link');
call enable_tenant_rls('change');
call enable_tenant_rls('conflict');
call enable_tenant_rls('vendor_write');
call enable_tenant_rls('clock');
call enable_tenant_rls('clock_fire');
call enable_tenant_rls('read_hint');

insert into partition_rule (parent, unit) values
  ('event', 'month'), ('observation', 'month'), ('change', 'month'), ('vendor_write', 'month');

-- What a worker may see of all tenants: which connection has something to do. Ids only.
create policy claim_read on link to interdesk_claimer using (true) with check (true);
create policy claim_read on read_hint to interdesk_claimer using (true) with check (true);
create policy claim_read on clock to interdesk_claimer using (true) with check (true);
grant select on link, read_hint, clock to interdesk_claimer;

create function list_pushable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from connection c
  join connection_run r on r.tenant_id = c.tenant_id and r.connection_id = c.id
  cross join lateral (
    select l.next_at from link l
    where l.tenant_id = c.tenant_id and l.connection_id = c.id and l.wanted_rev > l.done_rev
      and l.state in ('creating', 'unknown', 'active') and l.next_at <= now()
      and lease_is_free(l.lease_owner, l.lease_until)
    limit 1
  ) waiting
  where c.kind = 'desk' and c.mode = 'live' and c.removed_at is null
    and (r.blocked_until is null or r.blocked_until <= now())
  order by waiting.next_at limit most
$$;
create function list_readable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select h.tenant_id, h.connection_id from read_hint h
  join connection c on c.tenant_id = h.tenant_id and c.id = h.connection_id and c.mode <> 'parked' and c.removed_at is null
  join connection_run r on r.tenant_id = h.tenant_id and r.connection_id = h.connection_id
  where h.due_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
  group by h.tenant_id, h.connection_id order by min(h.due_at) limit most
$$;
create function list_pollable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'desk' and r.poll_next_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
    and lease_is_free(r.read_lease_owner, r.read_lease_until)
  order by r.poll_next_at limit most
$$;
create function list_due_clocks()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct c.tenant_id from clock c where c.stage = 'inProgress' and c.next_fire_at <= now()
$$;
alter function list_pushable(int) owner to interdesk_claimer;
alter function list_readable(int) owner to interdesk_claimer;
alter function list_pollable(int) owner to interdesk_claimer;
alter function list_due_clocks() owner to interdesk_claimer;
revoke all on function list_pushable(int), list_readable(int), list_pollable(int), list_due_clocks() from public;
grant execute on function list_pushable(int), list_readable(int), list_pollable(int), list_due_clocks() to interdesk_app;
