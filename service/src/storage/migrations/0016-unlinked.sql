-- Calls that were taken from their ticket have been left without one since; those from before said that they stand in one.
update calls set logging = 'not_wanted', logging_reason = 'unlinked' where logging = 'done' and ticket_id is null;
