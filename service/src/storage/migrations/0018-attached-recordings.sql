-- Calls whose recordings were attached to tickets, and how it ended when they were to be taken out there.
create table attached_recordings (
  call_id uuid primary key references calls (id) on delete cascade,
  -- The subdomain: numbers of tickets mean others in another account.
  account text not null,
  ended text check (ended in ('removed', 'refused')),
  -- In the helpdesk's words, why they cannot be taken out.
  detail text,
  ended_at timestamptz
);
create index attached_recordings_open on attached_recordings (account) where ended is null;
create index attached_recordings_refused on attached_recordings (ended_at) where ended = 'refused';

-- Of integrations that had another account before it is not known to which one their tickets belong.
insert into attached_recordings (call_id, account)
  select c.id, z.subdomain from calls c
  join zendesk_connections z on z.integration_id = c.integration_id
  where z.subdomain is not null and z.times_left = 0
    and exists (select from call_trace t where t.call_id = c.id and t.step = 'recording_uploaded');
