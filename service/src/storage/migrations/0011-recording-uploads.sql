-- Recordings on their way to the helpdesk, where they wait for the journal that takes them along.
create table recording_uploads (
  call_id uuid primary key references calls (id) on delete cascade,
  wanted_until timestamptz not null,
  tokens text[] not null default '{}',
  missing text,
  ends_at timestamptz
);

-- Somebody wants a ticket of the call, whatever the rules say, until it is linked or unlinked.
alter table calls add column ticket_by_hand boolean not null default false;
