-- When the ticket that a person has closed is told that this alert still fires.
alter table alert add column remind_at timestamptz;
create index alert_remind on alert (remind_at) where remind_at is not null;

create or replace function list_due_intake()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select a.tenant_id from alert a where a.review_at <= now()
  union select a.tenant_id from alert a where a.remind_at <= now()
  union select f.tenant_id from fold f where f.tell_at <= now()
  union select s.tenant_id from client_intake s where s.storm_ends_at <= now()
  union select h.tenant_id from heartbeat h where h.due_at <= now()
$$;
