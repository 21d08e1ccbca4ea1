-- How the recordings of a call stood when the PBX was asked last. No row: it was not asked, and whoever plays one asks.
create table call_recordings (
  call_id uuid primary key references calls (id) on delete cascade,
  state text not null check (state in ('waiting', 'ready', 'gone')),
  changed_at timestamptz not null
);
