-- Until when the vendor has asked the whole account to wait: calls of other lanes and nodes know of it at once.
alter table vendor_account add column rests_until timestamptz;
