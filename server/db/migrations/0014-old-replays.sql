-- Whether its events may open tickets: not those of a replay of what is old, unless a person asks for that.
alter table delivery_open add column opens boolean not null default true;
