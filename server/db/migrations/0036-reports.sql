-- What a report of some months reads of a tenant, without all that came before.
create index ticket_by_creation on ticket (tenant_id, created_at) include (client_id);
create index clock_by_start on clock (tenant_id, started_at);
