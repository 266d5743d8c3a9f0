-- Whether deliveries wait whose connection nobody works on: asked by a node that could lease none, it says that another's short
-- write held the row at that moment.
create function is_intake_held() returns boolean
language sql security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from connection_run c
    where lease_is_free(c.lease_owner, c.lease_until) and exists (
      select 1 from delivery_open o where o.tenant_id = c.tenant_id and o.connection_id = c.connection_id
    )
  )
$$;
alter function is_intake_held() owner to interdesk_claimer;
revoke all on function is_intake_held() from public;
grant execute on function is_intake_held() to interdesk_app;
