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
