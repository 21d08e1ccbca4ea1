alter table zendesk_connections add column times_left integer not null default 0;
