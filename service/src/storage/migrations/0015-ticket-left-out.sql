-- Fields that Zendesk refused, without which the kept request was written.
alter table ticket_requests add column left_out text[] not null default '{}';
