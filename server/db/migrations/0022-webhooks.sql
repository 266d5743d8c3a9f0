-- Another system that is told of what happens here.
create table webhook (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  url text not null,
  -- Types of events, or their beginnings with a star.
  types text[] not null,
  -- Null = of all clients, and of what is no client's.
  clients uuid[],
  include_internal boolean not null default false,
  -- `active`; `paused`: what happens is kept for it; `disabled`: nothing is.
  state text not null default 'active',
  state_reason text,
  secrets jsonb not null,
  secrets_version int not null default 1,
  -- Counts beside the new one until then.
  previous_secrets jsonb,
  previous_until timestamptz,
  created_at timestamptz not null default now(),
  -- How its receiver has done since it last took something.
  answered_at timestamptz,
  failing_since timestamptz,
  failures int not null default 0,
  rests_until timestamptz,
  primary key (tenant_id, id)
);
call enable_tenant_rls('webhook');

-- What is told, byte for byte, until all whom it is owed to have it and the log has run out.
create table webhook_event (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  type text not null,
  client_id uuid,
  -- It holds an internal comment.
  internal boolean not null,
  at timestamptz not null,
  body text not null,
  primary key (tenant_id, id)
);
create index webhook_event_age on webhook_event (tenant_id, at);
call enable_tenant_rls('webhook_event');

-- An event that one webhook is owed. Without a reference to the webhook: one that is removed must fail no ticket's transaction.
create table webhook_post (
  tenant_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  -- `waiting`, `done`, `failed`: given up; `dropped`: not wanted any more, or too many waited.
  state text not null default 'waiting',
  attempts int not null default 0,
  queued_at timestamptz not null default now(),
  next_at timestamptz default now(),
  lease_owner text,
  lease_until timestamptz,
  -- Of the last attempt.
  tried_at timestamptz,
  status int,
  detail text,
  took_ms int,
  primary key (tenant_id, webhook_id, event_id),
  foreign key (tenant_id, event_id) references webhook_event (tenant_id, id)
);
create index webhook_post_due on webhook_post (tenant_id, webhook_id, next_at) where state = 'waiting';
create index webhook_post_waiting on webhook_post (tenant_id, webhook_id, event_id) where state = 'waiting';
-- What did not arrive is counted for admins.
create index webhook_post_lost on webhook_post (tenant_id, webhook_id) where state in ('failed', 'dropped');
create index webhook_post_event on webhook_post (tenant_id, event_id);
call enable_tenant_rls('webhook_post');

alter table notice add column webhook_id uuid;
create unique index notice_open_webhook on notice (tenant_id, kind, webhook_id) where settled_at is null and webhook_id is not null;

create policy claim_read on webhook to interdesk_claimer using (true) with check (false);
create policy claim_read on webhook_post to interdesk_claimer using (true) with check (false);
grant select on webhook, webhook_post to interdesk_claimer;

-- Webhooks with something to be sent now, those whose receivers work before the others; who rests is left alone.
create function list_due_webhooks(most int)
returns table (tenant_id uuid, webhook_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select w.tenant_id, w.id from webhook w
  where w.state = 'active' and (w.rests_until is null or w.rests_until <= now()) and exists (
    select 1 from webhook_post p where p.tenant_id = w.tenant_id and p.webhook_id = w.id and p.state = 'waiting'
      and p.next_at <= now() and lease_is_free(p.lease_owner, p.lease_until)
  ) order by w.failing_since desc nulls first, w.answered_at nulls first limit most
$$;

-- Webhooks for which more than so many events wait.
create function list_crowded_webhooks(most int)
returns table (tenant_id uuid, webhook_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select w.tenant_id, w.id from webhook w where (
    select p.event_id from webhook_post p where p.tenant_id = w.tenant_id and p.webhook_id = w.id and p.state = 'waiting'
    order by p.event_id offset most limit 1
  ) is not null
$$;

alter function list_due_webhooks(int) owner to interdesk_claimer;
alter function list_crowded_webhooks(int) owner to interdesk_claimer;
revoke all on function list_due_webhooks(int), list_crowded_webhooks(int) from public;
grant execute on function list_due_webhooks(int), list_crowded_webhooks(int) to interdesk_app;
