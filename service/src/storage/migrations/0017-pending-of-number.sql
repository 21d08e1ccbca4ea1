-- Which calls of a number are on their way, without looking at all that it ever made.
create index calls_pending_of_number on calls (integration_id, outside_key, created_at, id) where logging = 'pending';
