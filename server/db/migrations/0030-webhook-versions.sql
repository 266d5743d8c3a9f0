-- Rises with every change of what an admin has set up, so that two admins do not undo each other's changes unseen.
alter table webhook add column version int not null default 1;
