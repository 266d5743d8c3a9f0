-- The due instant that the ticket's own fields say, for desks that have a place for it; another one is told by a worker.
alter table clock add column told_due_at timestamptz;
create index clock_untold on clock (tenant_id, ticket_id) where stage = 'inProgress' and due_at is distinct from told_due_at;

grant select (tenant_id, value_maps, removed_at) on connection to interdesk_claimer;

-- Tenants that map a due instant to a field of a desk, and have one that was not told.
create function list_untold_due()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct c.tenant_id from connection c
  where c.removed_at is null and c.value_maps -> 'custom' ?| array['responseDue', 'updateDue', 'resolutionDue']
    and exists (
      select 1 from clock k where k.tenant_id = c.tenant_id and k.stage = 'inProgress' and k.due_at is distinct from k.told_due_at
    )
$$;
alter function list_untold_due() owner to interdesk_claimer;
revoke all on function list_untold_due() from public;
grant execute on function list_untold_due() to interdesk_app;

-- The connection whose own due instant counts in place of ours.
alter table clock add column due_by text;
