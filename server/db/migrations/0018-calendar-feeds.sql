-- A calendar to which somebody subscribes. Calendar programs cannot sign in: whoever knows its address reads it.
create table calendar_feed (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- SHA-256 of the secret in its address, which is shown once and kept nowhere.
  token_hash bytea not null,
  -- Whose duty: `person` or `schedule`, by its id in the duty plan.
  kind text not null,
  subject text not null,
  -- Null = the person's own.
  language text,
  created_at timestamptz not null default now(),
  -- When it was read last, to the hour.
  read_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  primary key (tenant_id, id)
);
create unique index calendar_feed_token on calendar_feed (token_hash);
call enable_tenant_rls('calendar_feed');

create policy claim_read on calendar_feed to interdesk_claimer using (true) with check (false);
grant select on calendar_feed to interdesk_claimer;

-- Whose feed an address belongs to; the address alone is known.
create function find_calendar_feed(hash bytea)
returns table (tenant_id uuid, id uuid) language sql security definer set search_path = public, pg_temp as $$
  select f.tenant_id, f.id from calendar_feed f where f.token_hash = hash and f.revoked_at is null
$$;
alter function find_calendar_feed(bytea) owner to interdesk_claimer;
revoke all on function find_calendar_feed(bytea) from public;
grant execute on function find_calendar_feed(bytea) to interdesk_app;

-- How often each person was paged in a stretch of time.
create index page_sent on page (tenant_id, sent_at) where person is not null;
