-- The audit as a chain: each committed row has its place, and a hash over it and the one before.

-- Rows without a place yet. Written in the row's own transaction, so that what commits late is found when it does.
create table audit_unsealed (
  tenant_id uuid not null,
  at timestamptz not null,
  audit_id uuid not null,
  primary key (tenant_id, at, audit_id)
);

create table audit_seal (
  tenant_id uuid not null,
  -- From 1, without gaps.
  sequence bigint not null check (sequence > 0),
  audit_id uuid not null,
  -- Of the row, whose partition it tells.
  at timestamptz not null,
  -- HMAC-SHA256 under the tenant's audit key, over the hash before and the row as canonical JSON (RFC 8785).
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, sequence),
  unique (tenant_id, audit_id)
);

create function note_unsealed_audit() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (tenant_id, at, audit_id) values (new.tenant_id, new.at, new.id);
  return null;
end $$;
create trigger audit_is_to_be_sealed after insert on audit for each row execute function note_unsealed_audit();
create trigger audit_seal_is_final before update or delete on audit_seal for each row execute function refuse_audit_change();
create trigger audit_seal_stays before truncate on audit_seal execute function refuse_audit_change();
create trigger audit_stays before truncate on audit execute function refuse_audit_change();

-- What was written before this migration. Row-level security that is forced hides all rows from the owner, too.
alter table audit no force row level security;
insert into audit_unsealed (tenant_id, at, audit_id) select tenant_id, at, id from audit;
alter table audit force row level security;

call enable_tenant_rls('audit_unsealed');
call enable_tenant_rls('audit_seal');
revoke update on audit_unsealed from interdesk_app;
revoke update, delete on audit_seal from interdesk_app;

create policy claim_read on audit_unsealed to interdesk_claimer using (true) with check (false);
grant select on audit_unsealed to interdesk_claimer;

create function list_unsealed_audit()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select t.id from tenant t where exists (select 1 from audit_unsealed u where u.tenant_id = t.id)
$$;
alter function list_unsealed_audit() owner to interdesk_claimer;
revoke all on function list_unsealed_audit() from public;
grant execute on function list_unsealed_audit() to interdesk_app;
