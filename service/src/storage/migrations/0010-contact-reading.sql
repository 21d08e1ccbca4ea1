-- A page of the helpdesk's users that is too large to come in time is asked for smaller.
alter table contact_index add column page_size integer not null default 1000;

-- Whose calls count for whoever they were merged into.
create index contact_people_merged on contact_people (integration_id, merged_into) where merged_into is not null;

-- Whoever deletes our webhook in the helpdesk does not tell us.
alter table contact_index add column webhook_seen_at timestamptz;
