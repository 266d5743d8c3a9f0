-- What a trouble ticket of TMF621 says beside the fields of ours, by the standard's names: given back as it came.
create table trouble_detail (
  tenant_id uuid not null references tenant (id),
  ticket_id uuid not null,
  detail jsonb not null,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
call enable_tenant_rls('trouble_detail');
