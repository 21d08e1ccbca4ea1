create table integrations (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  name text not null,
  status text not null default 'draft' check (status in ('draft', 'connected', 'disabled', 'reconnect_needed')),
  default_country text not null,
  quiet_ms integer not null,
  awaiting_ms integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table pbx_connections (
  integration_id uuid primary key references integrations (id) on delete cascade,
  vendor text not null default 'yeastar',
  url text not null,
  client_id text not null,
  client_secret text not null,
  time_zone text not null,
  webhook boolean not null,
  websocket boolean not null,
  webhook_secret text,
  previous_webhook_secret text,
  access_token text,
  access_expires_at timestamptz,
  refresh_token text,
  refresh_expires_at timestamptz,
  login_problem text,
  records_read_until timestamptz
);

create table zendesk_connections (
  integration_id uuid primary key references integrations (id) on delete cascade,
  subdomain text not null,
  client_id text not null,
  client_secret text not null,
  access_token text,
  access_expires_at timestamptz,
  refresh_token text,
  scope text,
  admin_id bigint,
  admin_name text
);

create table oauth_requests (
  state_hash text primary key,
  integration_id uuid not null references integrations (id) on delete cascade,
  code_verifier text not null,
  redirect_uri text not null,
  expires_at timestamptz not null
);

create table bindings (
  integration_id uuid not null references integrations (id) on delete cascade,
  extension text not null,
  agent_id bigint not null,
  agent_name text not null,
  primary key (integration_id, extension),
  unique (integration_id, agent_id)
);

create table pbx_numbers (
  integration_id uuid not null references integrations (id) on delete cascade,
  number text not null,
  kind text not null check (kind in ('extension', 'queue')),
  name text not null,
  email text,
  primary key (integration_id, number)
);

create table calls (
  id uuid primary key default gen_random_uuid(),
  integration_id uuid not null references integrations (id) on delete cascade,
  pbx_call_id text not null,
  facts jsonb,
  summary jsonb,
  state text,
  outcome text,
  started_at timestamptz,
  ended_at timestamptz,
  due_at timestamptz,
  asked_pbx_at timestamptz,
  settled_at timestamptz,
  logging text not null default 'pending' check (logging in ('pending', 'done', 'not_wanted', 'not_possible', 'parked')),
  logging_reason text,
  ticket_id bigint,
  created_at timestamptz not null default now(),
  unique (integration_id, pbx_call_id)
);

create index calls_by_start on calls (integration_id, started_at desc);
create index calls_running on calls (integration_id) where state in ('ringing', 'talking');
create index calls_due on calls (due_at) where settled_at is null;

create table pbx_events (
  id bigint generated always as identity primary key,
  integration_id uuid not null references integrations (id) on delete cascade,
  content_hash text not null,
  occurrence integer not null,
  type integer not null,
  pbx_call_id text,
  envelope text not null,
  seen_on text[] not null,
  received_at timestamptz not null,
  state text not null check (state in ('applied', 'kept', 'failed')),
  reason text,
  unique (integration_id, content_hash, occurrence)
);

create index pbx_events_of_call on pbx_events (integration_id, pbx_call_id);
create index pbx_events_by_time on pbx_events (integration_id, received_at);
create index pbx_events_failed on pbx_events (integration_id, received_at) where state = 'failed';

create table ticket_requests (
  call_id uuid primary key references calls (id) on delete cascade,
  idempotency_key text not null,
  external_id text not null,
  body text not null,
  attempts integer not null default 0,
  first_attempt_at timestamptz,
  refused boolean not null default false,
  ticket_id bigint
);

create table call_trace (
  id bigint generated always as identity primary key,
  call_id uuid not null references calls (id) on delete cascade,
  at timestamptz not null,
  step text not null,
  detail jsonb not null
);

create index call_trace_of_call on call_trace (call_id, id);
