import type { IntegrationStatus } from "@deskline/shared/admin";
import type { Connection } from "../storage/database.ts";
import { and, desc, eq, isNotNull, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { integrations, type NotedTrouble } from "../storage/schema.ts";
import { settingsFrom } from "../tickets/core/kept-settings.ts";
import { endedOff } from "../tickets/release.ts";
import type { Standing } from "./core/problems.ts";

/** What the list and the overview tell of an integration, from all tables at once. */
export type Facts = Standing & {
  id: string;
  name: string;
  disabled: boolean;
  pbx: string | null;
  subdomain: string | null;
  callsToday: number;
  ticketsToday: number;
  heldCalls: number;
};

/** Events that could not be read, and what was refused, count this long: there is nothing to cure of old ones. */
const failedDays = 7;

/** What the PBX told by itself: what we read, or ordered ourselves, proves nothing of its events. */
const heardOn = sql`'{webhook,websocket}'::text[]`;

/** Of all integrations, or of one: one statement, each part of it by an index. */
export async function factsOf(db: Connection, now: number, integrationId?: string): Promise<Facts[]> {
  const at = new Date(now).toISOString();
  const { rows } = await db.execute<FactsRow>(sql`
    select
      i.id, i.name, i.status as connection, i.disabled_at is not null as disabled,
      extract(epoch from i.created_at)::float8 * 1000 as created_at,
      p.url as pbx, p.login_problem, p.trouble,
      z.subdomain, z.app_id is not null and z.installation_id is not null as app_linked, z.app_version,
      today.calls as calls_today, today.tickets as tickets_today,
      extract(epoch from greatest(p.heard_at,
        (select max(received_at) from pbx_events e where e.integration_id = i.id
          and e.seen_on && ${heardOn})))::float8 * 1000 as last_event_at,
      (select count(*)::int from pbx_events e where e.integration_id = i.id and e.state = 'failed'
        and e.received_at > ${at}::timestamptz - make_interval(days => ${failedDays})) as failed_events,
      parked.calls as parked_calls, parked.reason as parked_reason,
      (select count(*)::int from calls c where c.integration_id = i.id and c.logging = 'held'
        and c.settled_at >= i.disabled_at)
      + (select count(*)::int from calls where calls.integration_id = i.id and ${endedOff(sql`i.disabled_at`)})
        as held_calls,
      bound.agents as bound_agents, bound.broken as broken_bindings,
      refused.fields as refused_fields, refused.detail as refused_detail,
      unremoved.calls as unremoved_recordings, unremoved.detail as unremoved_detail,
      t.settings as ticket_settings
    from integrations i
    join pbx_connections p on p.integration_id = i.id
    join zendesk_connections z on z.integration_id = i.id
    left join ticket_settings t on t.integration_id = i.id
    cross join lateral (
      select count(*)::int as calls, count(distinct c.ticket_id) filter (where c.logging = 'done')::int as tickets
      from calls c
      where c.integration_id = i.id
        and c.started_at >= date_trunc('day', ${at}::timestamptz at time zone p.time_zone) at time zone p.time_zone
    ) today
    cross join lateral (
      select count(*)::int as agents, count(*) filter (where
        exists (select from zendesk_agents a where a.integration_id = i.id and a.agent_id = b.agent_id
          and a.standing <> 'active')
        or (exists (select from pbx_numbers n where n.integration_id = i.id)
          and not exists (select from pbx_numbers n where n.integration_id = i.id and n.number = b.extension
            and n.kind = 'extension'))
      )::int as broken
      from bindings b where b.integration_id = i.id
    ) bound
    cross join lateral (
      select count(*)::int as calls,
        (array_agg(c.logging_reason order by c.started_at desc nulls last, c.id desc))[1] as reason
      from calls c where c.integration_id = i.id and c.logging = 'parked'
    ) parked
    cross join lateral (
      select count(*)::int as fields, (array_agg(r.field || ': ' || r.detail order by r.at desc))[1] as detail
      from ticket_refusals r
      where r.integration_id = i.id and r.at > ${at}::timestamptz - make_interval(days => ${failedDays})
    ) refused
    cross join lateral (
      select count(*)::int as calls, (array_agg(a.detail order by a.ended_at desc))[1] as detail
      from attached_recordings a join calls c on c.id = a.call_id
      where a.ended = 'refused' and c.integration_id = i.id
        and a.ended_at > ${at}::timestamptz - make_interval(days => ${failedDays})
    ) unremoved
    ${integrationId === undefined ? sql`` : sql`where i.id = ${integrationId}`}
    order by i.created_at, i.id`);
  return rows.map(toFacts);
}

type FactsRow = {
  id: string;
  name: string;
  connection: Standing["connection"];
  disabled: boolean;
  created_at: number;
  pbx: string | null;
  login_problem: string | null;
  trouble: NotedTrouble | null;
  subdomain: string | null;
  app_linked: boolean;
  app_version: string | null;
  calls_today: number;
  tickets_today: number;
  last_event_at: number | null;
  failed_events: number;
  parked_calls: number;
  parked_reason: string | null;
  held_calls: number;
  bound_agents: number;
  broken_bindings: number;
  refused_fields: number;
  refused_detail: string | null;
  unremoved_recordings: number;
  unremoved_detail: string | null;
  ticket_settings: object | null;
};

function toFacts(row: FactsRow): Facts {
  return {
    id: row.id,
    name: row.name,
    connection: row.connection,
    disabled: row.disabled,
    createdAt: row.created_at,
    pbx: row.pbx,
    loginProblem: row.login_problem,
    trouble: row.trouble,
    subdomain: row.subdomain,
    appLinked: row.app_linked,
    installedVersion: row.app_version,
    callsToday: row.calls_today,
    ticketsToday: row.tickets_today,
    lastEventAt: row.last_event_at,
    failedEvents: row.failed_events,
    parkedCalls: row.parked_calls,
    parkedReason: row.parked_reason,
    heldCalls: row.held_calls,
    boundAgents: row.bound_agents,
    brokenBindings: row.broken_bindings,
    refusedFields: row.refused_fields,
    refusedDetail: row.refused_detail,
    unremovedRecordings: row.unremoved_recordings,
    unremovedDetail: row.unremoved_detail,
    unreadableSettings: settingsFrom(row.ticket_settings ?? {}).unreadable,
  };
}

export function statusOf({
  disabled,
  connection,
}: Pick<Facts, "disabled" | "connection">): IntegrationStatus {
  return disabled ? "disabled" : connection;
}

/** The newest calls, those of which nothing is known yet left out. */
export async function newestCalls(db: Connection, integrationId: string, limit: number) {
  return db
    .select()
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), isNotNull(calls.startedAt)))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(limit);
}

/** The newest calls with somebody outside that are over. */
export async function newestPastCalls(db: Connection, integrationId: string, limit: number) {
  return db
    .select()
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        eq(calls.state, "ended"),
        sql`${calls.summary} ->> 'direction' <> 'internal'`,
      ),
    )
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(limit);
}

/** Whether another integration has this name. Until the transaction ends nobody else can take it. */
export async function isNameTaken(tx: Connection, name: string, but: string | null): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('names of integrations'))`);
  const rows = await tx.select({ id: integrations.id }).from(integrations).where(eq(integrations.name, name));
  return rows.some((row) => row.id !== but);
}
