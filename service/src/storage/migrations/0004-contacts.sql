alter table integrations
  add column contact_settings jsonb not null default '{"lastDigits":9,"several":"nobody","numberFields":[],"createInbound":false,"createOutbound":false,"nameTemplate":"Automatic New Contact {{number}}","tags":[],"withheld":"fallback","fallbackRequester":null}';

create table contact_index (
  integration_id uuid primary key references integrations (id) on delete cascade,
  country text not null,
  number_fields text[] not null,
  begun_at timestamptz not null,
  filled_at timestamptz,
  cursor text,
  mark text,
  pages integer not null default 0,
  people_read integer not null default 0,
  people_total integer,
  changes_until timestamptz,
  asked_at timestamptz,
  next_at timestamptz,
  read_at timestamptz,
  trouble text,
  webhook_url text,
  webhook_secret text,
  webhook_trouble text
);

create table contact_people (
  integration_id uuid not null references integrations (id) on delete cascade,
  user_id bigint not null,
  name text not null,
  role text not null check (role in ('end-user', 'agent', 'admin')),
  email text,
  organization_id bigint,
  suspended boolean not null default false,
  gone text check (gone in ('deleted', 'merged')),
  merged_into bigint,
  updated_at timestamptz not null,
  digest text not null,
  changed_at timestamptz not null default now(),
  primary key (integration_id, user_id)
);

create table contact_numbers (
  integration_id uuid not null,
  user_id bigint not null,
  place integer not null,
  number text not null,
  source text not null check (source in ('phone', 'identity', 'field')),
  field text,
  shared boolean not null default false,
  value text not null,
  tail text collate "C" not null,
  primary key (integration_id, user_id, place),
  foreign key (integration_id, user_id) references contact_people (integration_id, user_id) on delete cascade
);

create index contact_numbers_by_value on contact_numbers (integration_id, value);
create index contact_numbers_by_tail on contact_numbers (integration_id, tail);

create table contact_news (
  integration_id uuid not null references integrations (id) on delete cascade,
  user_id bigint not null,
  told_at timestamptz not null,
  number text,
  merged_with bigint,
  primary key (integration_id, user_id)
);

create table contact_choices (
  integration_id uuid not null references integrations (id) on delete cascade,
  number text not null,
  user_id bigint not null,
  name text not null,
  agent_id bigint not null,
  chosen_at timestamptz not null,
  primary key (integration_id, number)
);

create table contact_creations (
  integration_id uuid not null references integrations (id) on delete cascade,
  number text not null,
  id uuid not null default gen_random_uuid(),
  claimed_until timestamptz not null,
  sent boolean not null default false,
  primary key (integration_id, number)
);

drop table made_contacts;
