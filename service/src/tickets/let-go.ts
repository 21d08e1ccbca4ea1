import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";

/**
 * Lets go of jobs given up behind which others wait. A call is told parked before its job is, which ends with all
 * that were taken with it: what was asked of the call in between found nothing to be let go.
 */
export async function letGoOfBlocking({ db, queue }: { db: Database; queue: Queue }): Promise<void> {
  for (const name of ["log-call", "log-note", "correct-record"] as const)
    for (const callId of await queue.heldBack(name, db))
      await db.transaction((tx) => queue.release(name, callId, { callId }, tx));
  for (const integrationId of await queue.heldBack("attach-recording", db))
    await db.transaction((tx) => queue.release("attach-recording", integrationId, {}, tx));
}
