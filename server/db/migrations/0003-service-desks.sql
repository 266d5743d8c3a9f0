-- Service desks in both directions: tables of values, what a desk takes and sends, tickets born in desks, comments with
-- revisions, files, merges, and what is known of a connection's traffic.

alter table connection
  -- Saved tables of values by field; a field that is missing goes by the connector's own.
  add column value_maps jsonb not null default '{}',
  -- Which of its records become tickets, which tickets are written there, and how.
  add column sync_rules jsonb not null default '{}',
  -- Ciphertexts belong to one version of the secrets; the version before stays valid for a while.
  add column secrets_version int not null default 1,
  add column previous_secrets jsonb,
  add column previous_until timestamptz,
  -- The secret part of its hook's address as ciphertext, so that webhooks can be registered again.
  add column hook_token text;

update ticket set fields = '{"category": null, "contact": null}'::jsonb || fields where not fields ? 'category';
alter table ticket
  -- Names what it came from, the same after a replay or a restore.
  add column origin text not null default '',
  -- The ticket that goes on in this one's place.
  add column merged_into uuid;

create index ticket_of_client on ticket (tenant_id, client_id, created_at desc)
  where status not in ('resolved', 'closed', 'cancelled');

alter table link
  -- Calls of ours since the version with which the last push began: what else has moved the record shows by them.
  add column own_calls jsonb,
  -- The vendor's own SLA dates, as last read.
  add column sla jsonb,
  -- Why the link ended, or what its record became.
  add column ended_reason text,
  add column ended_at timestamptz,
  -- What people call the record that this one goes on for.
  add column succeeds text,
  -- The client that the record went to and that nobody has mapped yet; until then its ticket is written nowhere else.
  add column held_client_ref text;
create index link_held on link (tenant_id, ticket_id) where held_client_ref is not null;
create index link_by_number on link (tenant_id, external_number) where external_number is not null;
create index link_ended on link (tenant_id, connection_id, ended_at) where ended_at is not null;
create index link_by_connection on link (tenant_id, connection_id, id) where state = 'active';

-- Hints are counted, not timed: two within one instant are two.
alter table read_hint drop column hinted_at, add column hints bigint not null default 1;

alter table comment
  add column format text not null default 'plain',
  add column deleted_at timestamptz;

alter table comment_link
  -- What the desk showed when it was last read: text and visibility. An edit there is told by it.
  add column seen jsonb,
  -- Comments of ours that say it was edited, where the desk cannot edit.
  add column notes text[] not null default '{}',
  -- The words by which it is recognised while its key is not known: what is being sent, or what last stood there before the
  -- record was merged into another.
  add column known_as text,
  -- Whether it was said here.
  add column born boolean not null default false;
update comment_link set born = true from comment, link
  where comment.tenant_id = comment_link.tenant_id and comment.id = comment_link.comment_id
    and link.tenant_id = comment_link.tenant_id and link.id = comment_link.link_id
    and comment.by ->> 'connectionId' = link.connection_id::text;

-- A deletion may name the comment alone.
create index comment_link_by_key on comment_link (tenant_id, external_id) where external_id is not null;

-- Records that name a client which nobody has mapped wait in quarantine, one row each.
alter table quarantine
  add column external_id text,
  add column client_ref text;
create unique index quarantine_record on quarantine (tenant_id, connection_id, external_id)
  where external_id is not null and state = 'open';

-- Bytes of files, once for each tenant however many tickets bear them.
create table attachment_content (
  tenant_id uuid not null references tenant (id),
  sha256 text not null,
  bytes bytea not null,
  primary key (tenant_id, sha256)
);
alter table attachment_content alter column bytes set storage external;

create table attachment (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  ticket_id uuid not null,
  file_name text not null,
  content_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  visibility text not null,
  by jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id),
  foreign key (tenant_id, sha256) references attachment_content (tenant_id, sha256)
);
create index attachment_by_ticket on attachment (tenant_id, ticket_id, created_at);

-- One copy of a file on one link, as of a comment.
create table attachment_link (
  tenant_id uuid not null references tenant (id),
  attachment_id uuid not null,
  link_id uuid not null,
  external_id text,
  state text not null,
  detail text,
  primary key (tenant_id, attachment_id, link_id),
  unique (tenant_id, link_id, external_id),
  foreign key (tenant_id, attachment_id) references attachment (tenant_id, id),
  foreign key (tenant_id, link_id) references link (tenant_id, id)
);
create index attachment_link_owed on attachment_link (tenant_id, link_id) where state in ('wanted', 'sending');

call enable_tenant_rls('attachment_content');
call enable_tenant_rls('attachment');
call enable_tenant_rls('attachment_link');

-- Guards against a desk that says too much at once.
alter table connection_run
  -- Tickets that it closed or re-prioritised since `mass_since`.
  add column mass_count int not null default 0,
  add column mass_since timestamptz,
  -- A person has said that it may.
  add column mass_allowed_until timestamptz,
  -- When deliveries were last taken.
  add column last_delivery_at timestamptz,
  -- The next full comparison, who is at it, and what the last one found.
  add column compare_next_at timestamptz not null default now() + interval '1 day',
  add column compare_owner text,
  add column compare_until timestamptz,
  add column compare_report jsonb;

-- What a person is told, and the queue of mails about it. One open notice for each subject.
create table notice (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  connection_id uuid,
  title text not null,
  body text not null,
  -- Null = still to be mailed; without a mail server it is only shown.
  mailed_at timestamptz,
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  last_error text,
  settled_at timestamptz,
  primary key (tenant_id, id)
);
create unique index notice_open on notice (tenant_id, kind, connection_id) where settled_at is null;
create index notice_unmailed on notice (next_at) where mailed_at is null and settled_at is null;
call enable_tenant_rls('notice');

-- Records of desks that cannot be asked, as their messages have told them.
create table shelf_record (
  tenant_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  body jsonb not null,
  changed_at timestamptz not null,
  primary key (tenant_id, connection_id, external_id),
  foreign key (tenant_id, connection_id) references connection (tenant_id, id)
);
call enable_tenant_rls('shelf_record');

-- What all nodes know of a vendor account: how much of its budget is spent, and whether calls are worth making.
create table vendor_account (
  tenant_id uuid not null references tenant (id),
  account text not null,
  -- Theoretical arrival time of the generic cell rate algorithm.
  tat timestamptz not null default '-infinity',
  -- `closed`: calls pass; `open`: one probe every 30 seconds.
  breaker text not null default 'closed',
  window_at timestamptz not null default now(),
  answered int not null default 0,
  failed int not null default 0,
  probe_at timestamptz,
  good_probes int not null default 0,
  -- Until then calls are let through ever less seldom.
  ramp_until timestamptz,
  primary key (tenant_id, account)
) with (fillfactor = 50);
call enable_tenant_rls('vendor_account');

create policy claim_read on notice to interdesk_claimer using (true) with check (false);
grant select on notice to interdesk_claimer;
create function list_unmailed()
returns table (tenant_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select distinct n.tenant_id from notice n where n.mailed_at is null and n.settled_at is null and n.next_at <= now()
$$;
alter function list_unmailed() owner to interdesk_claimer;
revoke all on function list_unmailed() from public;
grant execute on function list_unmailed() to interdesk_app;

create function list_comparable(most int)
returns table (tenant_id uuid, connection_id uuid) language sql security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.connection_id from connection_run r
  join connection c on c.tenant_id = r.tenant_id and c.id = r.connection_id and c.mode <> 'parked' and c.removed_at is null
  where c.kind = 'desk' and r.compare_next_at <= now() and (r.blocked_until is null or r.blocked_until <= now())
    and lease_is_free(r.compare_owner, r.compare_until)
  order by r.compare_next_at limit most
$$;
alter function list_comparable(int) owner to interdesk_claimer;
revoke all on function list_comparable(int) from public;
grant execute on function list_comparable(int) to interdesk_app;
