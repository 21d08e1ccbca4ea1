-- Whom a kept request is for, or its ticket was given to since; null for those of versions before.
alter table ticket_requests add column requester_id bigint;
