alter table integrations
  add column disabled_at timestamptz,
  add column agents_choose_pops boolean not null default true,
  add column bindings_version integer not null default 0;

update integrations set disabled_at = now(), status = 'connected' where status = 'disabled';
alter table integrations drop constraint integrations_status_check;
alter table integrations add constraint integrations_status_check
  check (status in ('draft', 'connected', 'reconnect_needed'));

alter table pbx_connections
  alter column url drop not null,
  alter column client_id drop not null,
  alter column client_secret drop not null,
  add column certificate text,
  add column subscribed boolean not null default false,
  add column about jsonb,
  add column tested_at timestamptz,
  add column trouble jsonb,
  add column heard_at timestamptz,
  add column numbers_read_at timestamptz,
  add column numbers_trouble text;

alter table zendesk_connections
  alter column subdomain drop not null,
  alter column client_id drop not null,
  alter column client_secret drop not null,
  add column last_authorization jsonb,
  add column app_version text,
  add column app_work jsonb,
  add column app_job text,
  add column agents_read_at timestamptz,
  add column agents_trouble text;

create table zendesk_agents (
  integration_id uuid not null references integrations (id) on delete cascade,
  agent_id bigint not null,
  name text not null,
  email text,
  role text not null check (role in ('agent', 'admin')),
  standing text not null check (standing in ('active', 'gone', 'downgraded')),
  primary key (integration_id, agent_id)
);

alter table calls drop constraint calls_logging_check;
alter table calls add constraint calls_logging_check
  check (logging in ('pending', 'held', 'done', 'not_wanted', 'not_possible', 'parked'));
create index calls_held on calls (integration_id) where logging = 'held';
create index calls_parked on calls (integration_id) where logging = 'parked';

create table operator_password (
  id boolean primary key default true check (id),
  hash text not null,
  set_at timestamptz not null default now()
);

create table setup_links (
  token_hash text primary key,
  expires_at timestamptz not null
);

create table console_sessions (
  id uuid primary key default gen_random_uuid(),
  token_hash text not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null,
  device text not null
);

create table failed_logins (
  id bigint generated always as identity primary key,
  address text not null,
  at timestamptz not null
);

create index failed_logins_of_address on failed_logins (address, at);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  integration_id uuid,
  integration_name text,
  action text not null,
  before jsonb,
  after jsonb
);

create index audit_log_of_integration on audit_log (integration_id, id desc);

create table kept_answers (
  actor text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  body text not null,
  at timestamptz not null default now(),
  primary key (actor, key)
);
