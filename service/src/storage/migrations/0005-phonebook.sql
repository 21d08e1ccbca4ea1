create table phonebooks (
  integration_id uuid primary key references integrations (id) on delete cascade,
  phonebook_id bigint not null,
  name text not null,
  bound_at timestamptz not null default now(),
  count integer,
  contacts_used integer,
  synced_at timestamptz,
  checked_at timestamptz,
  trouble jsonb,
  copy_state text check (copy_state in ('running', 'done', 'stopped')),
  copy_total integer not null default 0,
  copy_started_at timestamptz,
  copy_ended_at timestamptz
);

create table phonebook_contacts (
  integration_id uuid not null references phonebooks (integration_id) on delete cascade,
  user_id bigint not null,
  name text not null default '',
  contact_id bigint,
  written text,
  shown text,
  unsure boolean not null default false,
  waiting smallint,
  asked integer not null default 0,
  unfit text,
  detail text,
  primary key (integration_id, user_id)
);

create index phonebook_contacts_waiting on phonebook_contacts (integration_id, waiting, user_id)
  where waiting is not null;
create index phonebook_contacts_unfit on phonebook_contacts (integration_id, user_id) where unfit is not null;
create index phonebook_contacts_by_id on phonebook_contacts (integration_id, contact_id)
  where contact_id is not null;

create table phonebook_companies (
  integration_id uuid not null references phonebooks (integration_id) on delete cascade,
  organization_id bigint not null,
  name text not null,
  read_at timestamptz not null,
  primary key (integration_id, organization_id)
);
