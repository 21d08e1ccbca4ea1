alter table zendesk_connections add column times_left integer not null default 0;

update zendesk_connections set app_work = app_work || '{"trouble":null}' where jsonb_typeof(app_work) = 'object';

alter table audit_log
  add column actor_kind text check (actor_kind in ('operator', 'command_line', 'zendesk_user')),
  add column actor_id bigint;
update audit_log set actor_kind =
  case actor when 'operator' then 'operator' when 'command line' then 'command_line' else 'zendesk_user' end;
alter table audit_log alter column actor_kind set not null;

-- Replicas of the version before know no kinds, and write on until they are restarted.
create function audit_log_kind() returns trigger language plpgsql as $$
begin
  new.actor_kind :=
    case new.actor when 'operator' then 'operator' when 'command line' then 'command_line' else 'zendesk_user' end;
  return new;
end $$;
create trigger audit_log_kind before insert on audit_log
  for each row when (new.actor_kind is null) execute function audit_log_kind();

create index audit_log_of_log_ins on audit_log ((after ->> 'address')) where action in ('session.begun', 'password.set');

alter table pbx_connections add column webhook_placed text;
