-- Requests that changed a ticket lately: the helpdesk takes few of one ticket in some minutes.
create table ticket_updates (
  account text not null,
  ticket_id bigint not null,
  sent_at timestamptz not null
);
create index ticket_updates_ticket on ticket_updates (account, ticket_id);
create index ticket_updates_sent on ticket_updates (sent_at);
