alter table integrations
  add column dispositions text[] not null default '{"Resolved","Follow up","Left a message","Wrong number"}',
  add column pop_rules jsonb not null default '{"inbound":{"when":"ring","open":"ticket"},"outbound":{"when":"never","open":"ticket"}}',
  add column dial_rules jsonb not null default '{"strip_plus":false,"international_prefix":"","outside_prefix":""}';

alter table zendesk_connections
  add column app_id bigint,
  add column installation_id bigint;

create sequence call_revisions;

alter table calls
  add column revision bigint not null default nextval('call_revisions'),
  add column changed_at timestamptz not null default now(),
  add column outside_key text,
  add column extensions text[] not null default '{}',
  add column candidates jsonb,
  add column contact_user_id bigint,
  add column controls jsonb not null default '{"muted":false,"recording":null}',
  add column dialled_by_agent bigint,
  add column dialled_from_ticket bigint;

create index calls_by_revision on calls (integration_id, revision);
create index calls_of_number on calls (integration_id, outside_key, started_at desc, id desc);
create index calls_of_user on calls (integration_id, contact_user_id, started_at desc, id desc);
create index calls_of_ticket on calls (integration_id, ticket_id, started_at desc, id desc);

create table call_notes (
  call_id uuid primary key references calls (id) on delete cascade,
  text text not null,
  disposition text,
  agent_id bigint not null,
  agent_name text not null,
  saved_at timestamptz not null default now(),
  journal_text text
);

create table agent_settings (
  integration_id uuid not null references integrations (id) on delete cascade,
  agent_id bigint not null,
  pop text not null default 'pop' check (pop in ('off', 'notify', 'pop')),
  open_top_bar boolean not null default false,
  missed_seen_at timestamptz not null default now(),
  primary key (integration_id, agent_id)
);

create table call_pops (
  call_id uuid not null references calls (id) on delete cascade,
  agent_id bigint not null,
  moment text not null check (moment in ('ring', 'answer', 'end')),
  at timestamptz not null default now(),
  primary key (call_id, agent_id, moment)
);

create table app_agents (
  integration_id uuid not null references integrations (id) on delete cascade,
  agent_id bigint not null,
  name text not null,
  admin boolean not null,
  active boolean not null,
  checked_at timestamptz not null default now(),
  primary key (integration_id, agent_id)
);
