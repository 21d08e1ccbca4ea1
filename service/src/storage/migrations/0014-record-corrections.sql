-- What a call record says of the call, to tell what is to be corrected.
alter table call_records
  add column end_user_id bigint,
  add column disposition text;
update call_records set
  end_user_id = (body::jsonb -> 'call' ->> 'end_user_id')::bigint,
  disposition = body::jsonb -> 'call' ->> 'call_disposition';

-- Its comments, once per ticket.
create table call_record_comments (
  call_id uuid not null references calls (id) on delete cascade,
  ticket_id bigint not null,
  unanswered integer not null default 0,
  ended text check (ended in ('written', 'found', 'refused')),
  primary key (call_id, ticket_id)
);
insert into call_record_comments (call_id, ticket_id, ended)
  select call_id, ticket_id, ended from call_records where ended in ('written', 'found') and ticket_id is not null;
