-- Secrets of the instance: no tenant's, so that they outlive each of them. Sealed with the master key.
create table instance_secret (name text primary key, wrapped text not null);
grant select, insert, update on instance_secret to interdesk_app;
