-- What is old is taken away: whole partitions where nothing in them is needed any more, else rows in small batches.

create index delivery_outcome_age on delivery_outcome (tenant_id, at);
create index quarantine_age on quarantine (tenant_id, at) where state <> 'open';

-- Partitions of a table that end at an instant or before it, the oldest first.
create function list_old_partitions(table_name text, until timestamptz)
returns table (name text, from_at timestamptz, to_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from partition_rule r where r.parent = table_name) then
    raise exception 'the table % has no partitions', table_name;
  end if;
  return query
    select found.name, found.bounds[1]::timestamptz, found.bounds[2]::timestamptz from (
      select c.relname::text as name,
        regexp_match(pg_get_expr(c.relpartbound, c.oid), '^FOR VALUES FROM \(''([^'']+)''\) TO \(''([^'']+)''\)$') as bounds
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = table_name::regclass
    ) found
    where found.bounds is not null and found.bounds[2]::timestamptz <= until order by 2;
end $$;

-- Takes the lock or gives up soon: whoever writes to the table waits behind it.
create function drop_old_partition(table_name text, child text) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
  if not exists (
    select 1 from partition_rule r join pg_inherits i on i.inhparent = r.parent::regclass
    join pg_class c on c.oid = i.inhrelid where r.parent = table_name and c.relname = child
  ) then
    raise exception 'the table % has no partition %', table_name, child;
  end if;
  execute format('drop table %I', child);
end $$;
revoke all on function list_old_partitions(text, timestamptz), drop_old_partition(text, text) from public;
grant execute on function list_old_partitions(text, timestamptz), drop_old_partition(text, text) to interdesk_app;

-- The chain's beginning may be taken away by one function, which nobody signs in as the owner of.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'audit_seal' and current_user = 'interdesk_claimer' then return old; end if;
  raise exception 'audit rows are never changed';
end $$;
create policy claim_cut on audit_seal to interdesk_claimer using (true) with check (false);
grant select, delete on audit_seal to interdesk_claimer;

-- The caller has sealed a row that tells of it. Only the beginning goes, and never the last place.
create function cut_audit_chain(tenant uuid, up_to bigint, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone int;
begin
  if tenant is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then
    raise exception 'another tenant''s chain';
  end if;
  delete from audit_seal s where s.tenant_id = tenant and s.sequence in (
    select f.sequence from audit_seal f where f.tenant_id = tenant and f.sequence <= up_to
      and f.sequence < (select max(l.sequence) from audit_seal l where l.tenant_id = tenant)
    order by f.sequence limit most
  );
  get diagnostics gone = row_count;
  return gone;
end $$;
alter function cut_audit_chain(uuid, bigint, int) owner to interdesk_claimer;
revoke all on function cut_audit_chain(uuid, bigint, int) from public;
grant execute on function cut_audit_chain(uuid, bigint, int) to interdesk_app;

-- Erasure: of a person, of a client, of a tenant. The owner, whom nobody signs in as, sees the rows of the caller's tenant only.
create or replace procedure enable_tenant_rls(name regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format(
    'create policy own_tenant on %s to interdesk_app using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
    name);
  execute format(
    'create policy owner_erases on %s to interdesk_owner using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
    name);
  execute format('grant select, insert, update, delete on %s to interdesk_app', name);
end $$;
do $$
declare
  found record;
begin
  for found in
    select c.oid::regclass as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  loop
    execute format(
      'create policy owner_erases on %s to interdesk_owner using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
      found.name);
  end loop;
end $$;
create policy owner_erases on tenant to interdesk_owner using (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Set once, when a tenant is deleted: from then on nobody finds it.
alter table tenant add column erased_at timestamptz;
grant update (erased_at) on tenant to interdesk_app;
create or replace function list_tenants() returns table (id uuid, name text)
language sql security definer set search_path = public, pg_temp as
  'select t.id, t.name from tenant t where t.erased_at is null order by t.created_at';

create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'audit_seal' and current_user = 'interdesk_claimer' then return old; end if;
  -- Of a tenant that is deleted, and in the function that does it alone.
  if tg_op = 'DELETE' and current_user = 'interdesk_owner'
    and exists (select 1 from tenant t where t.id = old.tenant_id and t.erased_at is not null) then return old; end if;
  raise exception 'audit rows are never changed';
end $$;

-- Rows of a tenant that is deleted, so many at once.
create function erase_tenant_rows(tenant uuid, table_name text, most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone int;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  if exists (select 1 from tenant t where t.id = tenant and t.erased_at is null) then
    raise exception 'the tenant % is not to be deleted', tenant;
  end if;
  -- Its own row goes last.
  if not exists (select 1 from tenant t where t.id = tenant) then return 0; end if;
  execute format('delete from %1$I where (tableoid, ctid) in (select r.tableoid, r.ctid from %1$I r where r.%2$I = $1 limit $2)',
    table_name, case when table_name = 'tenant' then 'id' else 'tenant_id' end) using tenant, most;
  get diagnostics gone = row_count;
  return gone;
end $$;

-- What only whole partitions of go otherwise.
create function erase_clock_moves(tickets uuid[]) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone int;
begin
  delete from clock_move m where m.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and m.ticket_id = any(tickets);
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Versions of plans and rules are never edited but for this: a person's name in them becomes another word.
create function erase_in_rule_sets(pattern text, pseudonym text) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed int;
begin
  update rule_set r set text = regexp_replace(r.text, pattern, pseudonym, 'gi'),
    rules = regexp_replace(r.rules::text, pattern, pseudonym, 'gi')::jsonb, by = regexp_replace(r.by, pattern, pseudonym, 'gi')
  where r.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    and (r.text ~* pattern or r.rules::text ~* pattern or r.by ~* pattern);
  get diagnostics changed = row_count;
  return changed;
end $$;
revoke all on function erase_tenant_rows(uuid, text, int), erase_clock_moves(uuid[]), erase_in_rule_sets(text, text) from public;
grant execute on function erase_tenant_rows(uuid, text, int), erase_clock_moves(uuid[]), erase_in_rule_sets(text, text) to interdesk_app;

-- Names of persons and clients that are shown as other words wherever a chained row still holds them. Of the name only a keyed hash is kept.
create table erased_word (
  tenant_id uuid not null references tenant (id),
  word_hash bytea not null,
  pseudonym text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, word_hash)
);
call enable_tenant_rls('erased_word');
