-- Of a file that was too large to be carried it is known that it is there, and in which desk.
alter table attachment alter column sha256 drop not null;

-- Whom to speak to at a client, and what is done there: kept together, since they are read and set together.
create table client_guide (
  tenant_id uuid not null references tenant (id),
  client_id uuid not null,
  version int not null,
  contacts jsonb not null,
  runbooks jsonb not null,
  primary key (tenant_id, client_id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
call enable_tenant_rls('client_guide');
