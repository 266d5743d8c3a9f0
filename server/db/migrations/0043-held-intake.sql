-- Whether deliveries wait whose connection nobody works on: asked by a node that could lease none, it says that another's short
-- write held the row at that moment. Looked for as in claim_intake, by the index: after a flood the table itself is full of what
-- was taken, and without the order all of it is read.
create function is_intake_held() returns boolean
language sql security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from connection_run c
    cross join lateral (
      select o.id from delivery_open o
      where o.tenant_id = c.tenant_id and o.connection_id = c.connection_id order by o.id limit 1
    ) oldest
    where lease_is_free(c.lease_owner, c.lease_until)
  )
$$;
alter function is_intake_held() owner to interdesk_claimer;
revoke all on function is_intake_held() from public;
grant execute on function is_intake_held() to interdesk_app;
