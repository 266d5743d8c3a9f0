-- What the console asks for again and again, while tickets are a million and alerts a hundred thousand.

-- From when on what is due next runs out soon; null = no clock runs.
alter table ticket add column next_soon_at timestamptz;
update ticket t set next_soon_at = k.due_at - greatest(interval '30 minutes', (k.due_at - k.started_at) / 4) from (
  select distinct on (tenant_id, ticket_id) tenant_id, ticket_id, due_at, started_at from clock
  where stage = 'inProgress' and due_at is not null order by tenant_id, ticket_id, due_at
) k where k.tenant_id = t.tenant_id and k.ticket_id = t.id;

-- Open tickets are counted by what is late and what soon will be, without a look at the tickets themselves.
drop index ticket_by_due;
create index ticket_by_due on ticket (tenant_id, next_due_at, id desc)
  include (status, priority, type, client_id, queue, assignee, next_soon_at)
  where status not in ('resolved', 'closed', 'cancelled');
-- Updates that clients wait for.
create index clock_update_due on clock (tenant_id, due_at) include (ticket_id) where target = 'update' and stage = 'inProgress';

-- Alerts in the order in which they began or ended; repeats move none of them.
create index alert_by_change on alert (tenant_id, (coalesce(cleared_at, raised_at)) desc, id desc);
create index alert_waiting on alert (tenant_id, client_id) include (condition) where waiting is not null;
