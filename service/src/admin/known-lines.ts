import type { KnownLines } from "@deskline/shared/admin-tickets";
import type { Connection } from "../storage/database.ts";
import { sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { pbxNumbers } from "../storage/extensions-schema.ts";

/** So many of the last calls are looked at, and so many of a kind are told. */
const lastCalls = 1000;
const most = 200;

type Line = { kind: keyof KnownLines; value: string; name: string };

/** DIDs, trunks and queues of the last calls, and every queue that the PBX tells of. */
export async function knownLines(db: Connection, integrationId: string): Promise<KnownLines> {
  const { rows } = await db.execute<Line>(sql`
    with told as (
      select summary, started_at from ${calls}
      where integration_id = ${integrationId} and started_at is not null
      order by started_at desc limit ${lastCalls}
    ), seen as (
      select 'dids' as kind, summary->>'did' as value, summary->>'didName' as name, started_at from told
      union all select 'trunks', summary->>'trunk', null, started_at from told
      union all select 'groups', summary->>'group', null, started_at from told
      union all select 'groups', number, null, null from ${pbxNumbers}
        where integration_id = ${integrationId} and kind = 'queue'
    )
    select seen.kind, value, coalesce(max(seen.name), max(named.name), '') as name
    from seen left join ${pbxNumbers} named on seen.kind = 'groups'
      and named.integration_id = ${integrationId} and named.number = value
    where value <> ''
    group by seen.kind, value
    order by max(started_at) desc nulls last, value`);
  const of = (kind: Line["kind"]) =>
    rows
      .filter((row) => row.kind === kind)
      .slice(0, most)
      .map(({ value, name }) => ({ value, name }));
  return { dids: of("dids"), trunks: of("trunks"), groups: of("groups") };
}
