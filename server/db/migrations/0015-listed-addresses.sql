-- The only addresses and ranges from which a connection takes deliveries; empty = any.
alter table connection add column allowed_from text[] not null default '{}';
