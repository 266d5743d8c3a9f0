-- The log of one connection begins with its own: without it all that others were told since was looked through for them.
create index delivery_by_connection on delivery (tenant_id, connection_id, id);
