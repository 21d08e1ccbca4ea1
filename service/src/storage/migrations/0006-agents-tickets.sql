create table ticket_forms (
  call_id uuid not null references calls (id) on delete cascade,
  holder uuid not null,
  agent_id bigint not null,
  state text not null check (state in ('opening', 'open', 'saving', 'saved')),
  opened_at timestamptz not null,
  held_until timestamptz not null,
  saving_at timestamptz,
  requester_id bigint,
  ticket_id bigint,
  primary key (call_id, holder)
);

alter table app_agents add column ticket_restriction text;
update app_agents set checked_at = checked_at - interval '15 minutes';
