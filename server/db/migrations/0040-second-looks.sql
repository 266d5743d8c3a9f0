-- A record is looked at once more then: whoever told of it may have been ahead of its own commit.
alter table read_hint add column again_at timestamptz;
