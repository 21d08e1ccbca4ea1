-- The way that callers came by is told since; of calls from before nobody knows it.
update calls set summary = summary || '{"route": []}' where summary is not null and not summary ? 'route';
