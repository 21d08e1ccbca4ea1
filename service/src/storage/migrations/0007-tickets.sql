-- Which calls become tickets, and what those say. No row: as a new integration has it.
create table ticket_settings (
  integration_id uuid primary key references integrations (id) on delete cascade,
  version integer not null,
  settings jsonb not null
);

-- What Zendesk offers for the fields of a ticket, as it was last read.
create table ticket_choices (
  integration_id uuid primary key references integrations (id) on delete cascade,
  choices jsonb,
  read_at timestamptz,
  trouble text,
  call_records boolean
);

-- Fields that Zendesk refused, without which tickets were made.
create table ticket_refusals (
  integration_id uuid not null references integrations (id) on delete cascade,
  field text not null,
  detail text not null,
  count integer not null default 1,
  at timestamptz not null,
  primary key (integration_id, field)
);

-- Call records of accounts with Talk Partner Edition.
create table call_records (
  call_id uuid primary key references calls (id) on delete cascade,
  body text not null,
  ticket_id bigint,
  unanswered integer not null default 0,
  record_id bigint,
  ended text check (ended in ('written', 'found', 'unsure', 'refused'))
);

alter table ticket_requests
  add column early boolean not null default false,
  add column subject text,
  add column unanswered integer not null default 0;
update ticket_requests set unanswered = attempts where ticket_id is null;
create index ticket_requests_of_ticket on ticket_requests (ticket_id);

alter table ticket_comments
  add column changes jsonb not null default '{}',
  drop constraint ticket_comments_kind_check;
alter table ticket_comments
  add constraint ticket_comments_kind_check check (kind in ('call', 'note', 'completion'));

alter table calls
  add column early_ticket boolean not null default false,
  add column contact_made boolean not null default false;

create unique index ticket_comments_of_completion on ticket_comments (call_id, ticket_id) where kind = 'completion';
