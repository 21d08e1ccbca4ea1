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
  add column contact_by_hand boolean not null default false,
  add column controls jsonb not null default '{"muted":false,"recording":null}',
  add column dialled_by_agent bigint,
  add column dialled_from_ticket bigint,
  add column missed boolean not null generated always as (
    coalesce(summary ->> 'direction' = 'inbound' and outcome is not null and outcome <> 'answered', false)
  ) stored;

create index calls_by_revision on calls (integration_id, revision);
create index calls_of_number on calls (integration_id, outside_key, started_at desc, id desc)
  include (contact_user_id, contact_by_hand);
create index calls_of_user on calls (integration_id, contact_user_id, started_at desc, id desc);
create index calls_of_ticket on calls (integration_id, ticket_id, started_at desc, id desc);

create index missed_calls_of_number on calls (integration_id, outside_key, started_at desc, id desc)
  include (contact_user_id, contact_by_hand) where missed;
create index missed_calls_of_user on calls (integration_id, contact_user_id, started_at desc, id desc) where missed;

create table call_extensions (
  call_id uuid not null references calls (id) on delete cascade,
  extension text not null,
  integration_id uuid not null,
  started_at timestamptz not null,
  missed boolean not null,
  missed_at timestamptz,
  primary key (call_id, extension)
);

create index calls_of_extension on call_extensions (integration_id, extension, started_at desc, call_id desc);
create index missed_calls_of_extension on call_extensions (integration_id, extension, started_at desc, call_id desc) where missed;

create index missed_by_extension on call_extensions (integration_id, extension, missed_at) where missed;

create function keep_call_extensions() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from call_extensions where call_id = new.id and extension <> all (new.extensions);
  end if;
  insert into call_extensions (call_id, extension, integration_id, started_at, missed, missed_at)
    select distinct new.id, extension, new.integration_id, new.started_at, new.missed,
      case when new.missed then clock_timestamp() end
    from unnest(new.extensions) extension
    on conflict (call_id, extension) do update set
      started_at = excluded.started_at,
      missed = excluded.missed,
      missed_at = case when excluded.missed then coalesce(call_extensions.missed_at, excluded.missed_at) end;
  return null;
end
$$;

create trigger call_extensions_of_new after insert on calls for each row
  when (new.started_at is not null and new.extensions <> '{}')
  execute function keep_call_extensions();
create trigger call_extensions_of_changed after update on calls for each row
  when (
    new.started_at is not null
    and (old.extensions, old.started_at, old.missed) is distinct from (new.extensions, new.started_at, new.missed)
  )
  execute function keep_call_extensions();

create table call_notes (
  call_id uuid primary key references calls (id) on delete cascade,
  text text not null,
  disposition text,
  agent_id bigint not null,
  agent_name text not null,
  saved_at timestamptz not null default now(),
  journal_text text
);

create table dials (
  integration_id uuid not null references integrations (id) on delete cascade,
  agent_id bigint not null,
  number text not null,
  at timestamptz not null default now(),
  call_id uuid references calls (id) on delete set null,
  refusal text,
  primary key (integration_id, agent_id)
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
  tab uuid,
  failure text,
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

alter table ticket_requests add column follow_up_of bigint;

create table ticket_comments (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references calls (id) on delete cascade,
  kind text not null check (kind in ('call', 'note')),
  ticket_id bigint not null,
  html text not null,
  note_text text,
  attempts integer not null default 0,
  ended text check (ended in ('written', 'closed', 'merged', 'gone'))
);

create unique index ticket_comments_of_call on ticket_comments (call_id, ticket_id) where kind = 'call';
create unique index ticket_comments_of_note on ticket_comments (call_id) where kind = 'note' and ended is null;

create table made_contacts (
  integration_id uuid not null references integrations (id) on delete cascade,
  number text not null,
  user_id bigint not null,
  name text not null,
  made_at timestamptz not null default now(),
  primary key (integration_id, number)
);
