-- Guards against a right over a part of the comments that was lost: what is not shown any more was not deleted.
alter table connection_run
  -- Tickets of which comments were missing, without a proof that they were deleted, since `hidden_since`.
  add column hidden_count int not null default 0,
  add column hidden_since timestamptz;
