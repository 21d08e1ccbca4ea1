import { until } from "./until.ts";
import type { World } from "./world.ts";
import type { ScriptedCall } from "./yeastar/scripted-call.ts";

const fromWaiting = `from pgboss.job j join calls c on c.id::text = j.singleton_key
  where c.pbx_call_id = $1 and j.name in ('log-call', 'correct-record') and j.state = 'created'
    and j.data -> 'failures' ->> 'rate_limited' is not null`;

/** Waits until the record of a call, or its comment, was sent without an answer and it is too soon to look for it. */
export async function recordWaits(world: World, call: ScriptedCall): Promise<void> {
  await until("it to be too soon to look for the record", async () => {
    return (await world.query(`select 1 ${fromWaiting}`, [call.callId])).length > 0;
  });
}

/** So much time passes that it is looked for. */
export async function recordWaitedLong(world: World, call: ScriptedCall): Promise<void> {
  for (const table of ["call_records", "call_record_comments"])
    await world.query(
      `update ${table} set sent_at = sent_at - interval '1 minute' from calls c where c.id = call_id and pbx_call_id = $1`,
      [call.callId],
    );
  await world.query(`update pgboss.job set start_after = now() where id in (select j.id ${fromWaiting})`, [
    call.callId,
  ]);
}
