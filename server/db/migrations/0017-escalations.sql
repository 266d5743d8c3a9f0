-- A walk through a policy's steps until somebody takes the ticket.
create table escalation (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  ticket_id uuid not null,
  policy text not null,
  version int not null,
  cause jsonb not null,
  -- The same cause begins one of a policy once.
  cause_key text not null,
  stage text not null,
  step int not null default 0,
  round int not null default 0,
  started_at timestamptz not null default now(),
  stepped_at timestamptz,
  -- Whom the last step has told.
  told text[] not null default '{}',
  -- Nobody whom the last step has told can be reached, or takes it: the next one is not waited for.
  hurry boolean not null default false,
  next_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  ended_via text,
  ended_reason text,
  primary key (tenant_id, id),
  unique (tenant_id, ticket_id, policy, cause_key),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index escalation_due on escalation (next_at) where stage = 'running' and next_at is not null;
call enable_tenant_rls('escalation');

-- One message to one person or place on one way. A page is sent at least once.
create table page (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- Null = somebody tries whether it arrives.
  escalation_id uuid,
  ticket_id uuid,
  step int not null,
  round int not null,
  -- Person or place, and which of its ways.
  target text not null,
  way int not null,
  person text,
  connection_id uuid not null,
  content jsonb not null,
  state text not null,
  next_at timestamptz,
  attempts int not null default 0,
  lease_owner text,
  lease_until timestamptz,
  -- Of the links that were sent, one for each attempt; they end at `answers_until`.
  token_hashes bytea[] not null default '{}',
  answers_until timestamptz not null,
  code text not null,
  handle jsonb not null default '{}',
  sent_at timestamptz,
  arrived_at timestamptz,
  answered_at timestamptz,
  answer text,
  detail text,
  -- What became of the escalation, to be shown where the page stands, and what is shown.
  show_wanted text,
  shown text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, escalation_id, round, step, target, way),
  foreign key (tenant_id, escalation_id) references escalation (tenant_id, id),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id)
);
create index page_due on page (tenant_id, connection_id, next_at) where state = 'waiting';
create index page_to_show on page (tenant_id, connection_id) where show_wanted is distinct from shown and state in ('sent', 'arrived', 'answered');
create index page_code on page (tenant_id, connection_id, code);
create index page_ticket on page (tenant_id, ticket_id);
call enable_tenant_rls('page');

create policy claim_read on escalation to interdesk_claimer using (true) with check (false);
create policy claim_read on page to interdesk_claimer using (true) with check (false);
grant select on escalation, page to interdesk_claimer;

create function list_due_escalations()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct e.tenant_id from escalation e where e.stage = 'running' and e.next_at <= now()
$$;

-- Pagers with something to send or to show; who rests is left alone.
create function list_due_pages(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from connection c
  where c.kind = 'pager' and c.mode = 'live' and c.removed_at is null and exists (
    select 1 from page p where p.tenant_id = c.tenant_id and p.connection_id = c.id and lease_is_free(p.lease_owner, p.lease_until)
      and ((p.state = 'waiting' and p.next_at <= now())
        or (p.show_wanted is distinct from p.shown and p.state in ('sent', 'arrived', 'answered') and coalesce(p.next_at, now()) <= now()))
  ) limit most
$$;

-- Whose page a link belongs to; the link alone is known.
create function find_page(hash bytea)
returns table (tenant_id uuid, id uuid) language sql security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.id from page p where hash = any(p.token_hashes) limit 1
$$;
create index page_tokens on page using gin (token_hashes);

alter function list_due_escalations() owner to interdesk_claimer;
alter function list_due_pages(int) owner to interdesk_claimer;
alter function find_page(bytea) owner to interdesk_claimer;
revoke all on function list_due_escalations(), list_due_pages(int), find_page(bytea) from public;
grant execute on function list_due_escalations(), list_due_pages(int), find_page(bytea) to interdesk_app;

-- Somebody else than the layers of a schedule say, once; a swap is two with one id.
create table duty_override (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  part int not null,
  schedule text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  content jsonb not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_by text,
  primary key (tenant_id, id, part)
);
create index duty_override_time on duty_override (tenant_id, to_at) where removed_at is null;
call enable_tenant_rls('duty_override');
