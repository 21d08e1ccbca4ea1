-- When the request whose answer did not come was sent: it may be carried out for a while after.
alter table call_records add column sent_at timestamptz;
alter table call_record_comments add column sent_at timestamptz;
