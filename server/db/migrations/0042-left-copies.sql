-- What stands in a record that was closed for good is `left` on the link that goes on for it under the same client: whoever wants
-- copies of all that was said finds that there is nothing to want. Records that go on already left theirs without saying so.
insert into comment_link (tenant_id, comment_id, link_id, state, rev)
  select c.tenant_id, c.comment_id, next.id, 'left', c.rev
  from link old
  join link next on next.tenant_id = old.tenant_id and next.ticket_id = old.ticket_id and next.connection_id = old.connection_id
    and next.client_ref = old.client_ref and next.state in ('creating', 'unknown', 'active')
  join comment_link c on c.tenant_id = old.tenant_id and c.link_id = old.id and c.external_id is not null
  where old.ended_reason = 'closedForGood'
on conflict do nothing;

insert into attachment_link (tenant_id, attachment_id, link_id, state)
  select f.tenant_id, f.attachment_id, next.id, 'left'
  from link old
  join link next on next.tenant_id = old.tenant_id and next.ticket_id = old.ticket_id and next.connection_id = old.connection_id
    and next.client_ref = old.client_ref and next.state in ('creating', 'unknown', 'active')
  join attachment_link f on f.tenant_id = old.tenant_id and f.link_id = old.id and f.external_id is not null
  where old.ended_reason = 'closedForGood'
on conflict do nothing;
