-- What admins say about events: rules by version, configuration items, and what was decided by which rule.

-- The newest version counts; none is ever edited.
create table rule_set (
  tenant_id uuid not null references tenant (id),
  kind text not null,
  version int not null,
  -- As it was typed.
  text text not null,
  rules jsonb not null,
  by text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, kind, version)
);

create table configuration_item (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  client_id uuid not null,
  name text not null,
  kind text not null default '',
  criticality text not null default 'normal',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references client (tenant_id, id)
);
create unique index configuration_item_by_name on configuration_item (tenant_id, client_id, lower(name));

-- What tools call it, its name included.
create table configuration_item_key (
  tenant_id uuid not null references tenant (id),
  item_id uuid not null,
  key text not null,
  primary key (tenant_id, item_id, key),
  foreign key (tenant_id, item_id) references configuration_item (tenant_id, id) on delete cascade
);
create index configuration_item_key_by_key on configuration_item_key (tenant_id, lower(key));

create table configuration_item_parent (
  tenant_id uuid not null references tenant (id),
  item_id uuid not null,
  parent_id uuid not null,
  position int not null,
  primary key (tenant_id, item_id, parent_id),
  foreign key (tenant_id, item_id) references configuration_item (tenant_id, id) on delete cascade,
  foreign key (tenant_id, parent_id) references configuration_item (tenant_id, id) on delete cascade
);

-- One row a connection, whose worker alone writes it: a row for all would hold up the others.
create table rule_use (
  tenant_id uuid not null references tenant (id),
  connection_id uuid not null,
  rule_id text not null,
  matches bigint not null,
  last_at timestamptz not null,
  primary key (tenant_id, connection_id, rule_id),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id)
) with (fillfactor = 50);

create index client_by_lower_name on client (tenant_id, lower(name));
-- Alerts that wait for their client, by the tool's word for it.
create index quarantine_by_hint on quarantine (tenant_id, client_ref) where state = 'open' and delivery_id is not null;

alter table event add column because jsonb;
alter table ticket add column routing jsonb;

call enable_tenant_rls('rule_set');
call enable_tenant_rls('configuration_item');
call enable_tenant_rls('configuration_item_key');
call enable_tenant_rls('configuration_item_parent');
call enable_tenant_rls('rule_use');
revoke update, delete on rule_set from interdesk_app;
