import { callWith } from "@deskline/service/tickets/core/sample-call";
import type { Pool } from "pg";

/** Who is in the office: pages of each are asked for. */
export const office = { calls: 1_000_000, extensions: 200, customers: 40_000, regulars: 100 };

/** The number of a customer; the first ones call much more often than the rest. */
export function numberOf(customer: number): string {
  return `+1212${5_500_000 + customer}`;
}

/**
 * Calls of five years, one in twenty of a regular, one in five missed, and every tenth with a note. What triggers and
 * indexes take row by row is done at once.
 */
export async function fillOffice(pool: Pool, integrationId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("alter table calls disable trigger user");
    const indexes = await client.query<{ name: string; definition: string }>(furtherIndexes);
    for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
    await client.query(insertCalls, [integrationId, ...Object.values(office), ...samples]);
    await client.query("alter table calls enable trigger user");
    await client.query(insertExtensions);
    await client.query(insertNotes);
    for (const { definition } of indexes.rows) await client.query(definition);
    await client.query("commit");
    await client.query("vacuum analyze calls, call_extensions, call_notes");
  } finally {
    client.release();
  }
}

/** Those that only make reading faster. */
const furtherIndexes = `
  select indexname as name, indexdef as definition from pg_indexes
  where tablename in ('calls', 'call_extensions') and schemaname = 'public'
    and indexname not in (select conname from pg_constraint)`;

/** A call's summary, and its facts: about as long as those of two records. */
const samples = [callWith(), { records: [callWith(), callWith()] }].map((sample) => JSON.stringify(sample));

const insertCalls = `
  insert into calls (integration_id, pbx_call_id, summary, facts, state, outcome, started_at, settled_at, outside_key,
    contact_user_id, ticket_id, extensions, logging)
  select $1, 'past.' || i,
    $6::jsonb || jsonb_build_object('outcome', outcome, 'outsideNumber', number, 'startedAt', extract(epoch from started_at) * 1000),
    $7::jsonb,
    'ended', outcome, started_at, started_at + interval '5 minutes', number,
    case when customer % 10 = 0 then null else customer end,
    case when i % 3 = 0 then i / 3 end,
    array[(2000 + i % $3)::text], 'not_wanted'
  from (
    select i, customer, '+1212' || (5500000 + customer) as number,
      timestamptz '2021-01-01' + i * interval '5 years' / $2 as started_at,
      case when i % 5 = 0 then 'no_answer' else 'answered' end as outcome
    from (
      select i, 1 + case when i % 20 = 0 then hash % $5 else hash % $4 end as customer
      from (select i, abs(hashint4(i)::bigint) as hash from generate_series(1, $2) i) drawn
    ) drawn
  ) drawn`;

const insertExtensions = `
  insert into call_extensions (call_id, extension, integration_id, started_at, missed, missed_at)
  select id, extensions[1], integration_id, started_at, missed, case when missed then started_at end from calls`;

const insertNotes = `
  insert into call_notes (call_id, text, agent_id, agent_name)
  select id, 'Will call again on Monday.', 1, 'Kristin Hale' from calls where right(pbx_call_id, 1) = '7'`;
