-- What a ticket is promised, counted by a plan: three targets, of which updates come round again.
alter table ticket add column sla_started_at timestamptz;
-- Version of the plan by which its clocks were counted; -1 = they never were.
alter table ticket add column sla_version int not null default -1;
create index ticket_outdated on ticket (tenant_id, sla_version) where status not in ('resolved', 'closed', 'cancelled');
update ticket t set sla_started_at = c.started_at from clock c
where c.tenant_id = t.tenant_id and c.ticket_id = t.id and c.target = 'resolution' and c.round = 1;

alter table clock alter column due_at drop not null;
alter table clock add column fires jsonb not null default '[]';
alter table clock add column target_ms bigint not null default 0;
alter table clock add column policy text not null default '';
alter table clock add column calendar text not null default '';
alter table clock add column version int not null default 0;
-- What lies before it was not late: it was not known.
alter table clock add column decided_at timestamptz not null default now();
update clock set fires = jsonb_build_array(jsonb_build_object('kind', 'breach', 'at', due_at)) where next_fire_at is not null;
drop index clock_due;
create index clock_due on clock (next_fire_at) where next_fire_at is not null;

-- Every due instant that was replaced by another, with the reason.
create table clock_move (
  tenant_id uuid not null,
  ticket_id uuid not null,
  target text not null,
  round int not null,
  at timestamptz not null,
  from_due_at timestamptz,
  to_due_at timestamptz,
  from_version int not null,
  to_version int not null,
  because text not null,
  detail text
) partition by range (at);
create index clock_move_ticket on clock_move (tenant_id, ticket_id, at);
call enable_tenant_rls('clock_move');
insert into partition_rule (parent, unit) values ('clock_move', 'month');
revoke update, delete on clock_move from interdesk_app;

-- When it happened by the clock of whoever did it, where that is known to be another instant than the one of its reading.
alter table change add column happened_at timestamptz;

create policy claim_read on ticket to interdesk_claimer using (true) with check (false);
create policy claim_read on rule_set to interdesk_claimer using (true) with check (false);
grant select (tenant_id, status, sla_version) on ticket to interdesk_claimer;
grant select (tenant_id, kind, version) on rule_set to interdesk_claimer;

create or replace function list_due_clocks()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct c.tenant_id from clock c where c.next_fire_at <= now()
$$;

-- Tenants with open tickets that were not counted by the newest plan.
create function list_outdated_clocks()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select t.id from tenant t
  where exists (
    select 1 from ticket k where k.tenant_id = t.id and k.status not in ('resolved', 'closed', 'cancelled')
      and k.sla_version < coalesce((select max(r.version) from rule_set r where r.tenant_id = t.id and r.kind = 'sla'), 0)
  )
$$;
alter function list_outdated_clocks() owner to interdesk_claimer;
revoke all on function list_outdated_clocks() from public;
grant execute on function list_outdated_clocks() to interdesk_app;
