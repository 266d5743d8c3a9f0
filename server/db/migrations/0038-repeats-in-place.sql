-- What repeats of an alert changes only when it was last seen and how often. No index knows that any more, and pages keep room:
-- the row is then changed in place, and not entered anew into each of eight indexes.
drop index alert_firing;
create index alert_firing on alert (tenant_id, client_id) where condition = 'firing';
alter table alert set (fillfactor = 80);
-- Each open delivery is changed once, when it is taken, and then deleted: its page keeps room for that.
alter table delivery_open set (fillfactor = 50);
