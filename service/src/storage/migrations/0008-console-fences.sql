alter table zendesk_connections add column times_left integer not null default 0;

update zendesk_connections set app_work = app_work || '{"trouble":null}' where jsonb_typeof(app_work) = 'object';
