-- Items that were asked for again while a batch was at work on their delivery: what that batch has done is closed, these stay.
alter table delivery_open add column reopened int[];
