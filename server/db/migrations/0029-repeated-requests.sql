-- What requests with an Idempotency-Key were answered, so that one that is sent again is not done again; kept for a day.
create table repeated_request (
  tenant_id uuid not null references tenant (id),
  -- Id of the API key that asked, or `admin`.
  principal text not null,
  key text not null,
  -- SHA-256 of method, path and body.
  fingerprint bytea not null,
  created_at timestamptz not null default now(),
  -- Null = it is at work, or its process has ended before it was done.
  status int,
  -- Null = not kept: it shows a secret, or is too long.
  body text,
  headers jsonb,
  primary key (tenant_id, principal, key)
);
create index repeated_request_by_age on repeated_request (tenant_id, created_at);
call enable_tenant_rls('repeated_request');
