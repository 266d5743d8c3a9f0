-- Check-ins that must not stay away.
create table heartbeat (
  tenant_id uuid not null references tenant (id),
  connection_id uuid not null,
  dedup_key text not null,
  -- The last check-in, of which the alert is made when the next one is missing.
  event jsonb not null,
  interval_ms bigint not null,
  checked_in_at timestamptz not null,
  -- When it is missing; null = it is missing already, and the alert fires.
  due_at timestamptz,
  primary key (tenant_id, connection_id, dedup_key),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id)
);
create index heartbeat_due on heartbeat (due_at) where due_at is not null;
call enable_tenant_rls('heartbeat');
create policy claim_read on heartbeat to interdesk_claimer using (true) with check (false);
grant select on heartbeat to interdesk_claimer;

drop function list_due_intake();
-- Tenants with an alert, a fold, a storm or a check-in whose time has come.
create function list_due_intake()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select a.tenant_id from alert a where a.review_at <= now()
  union select f.tenant_id from fold f where f.tell_at <= now()
  union select s.tenant_id from client_intake s where s.storm_ends_at <= now()
  union select h.tenant_id from heartbeat h where h.due_at <= now()
$$;
alter function list_due_intake() owner to interdesk_claimer;
revoke all on function list_due_intake() from public;
grant execute on function list_due_intake() to interdesk_app;
