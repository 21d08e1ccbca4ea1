import type { CallRow } from "../calls/store.ts";
import type { Clock } from "../platform/clock.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";

/** Adds the job that brings a call to the helpdesk, with fresh patience. One more than is needed finds nothing to be done. */
export async function bringAnew(
  { queue, clock }: { queue: Queue; clock: Clock },
  tx: JobTransaction,
  { id: callId, integrationId }: Pick<CallRow, "id" | "integrationId">,
): Promise<void> {
  const job = { callId, attempt: 0, firstTriedAt: clock.now() };
  await queue.add("log-call", job, { key: callId, integrationId }, tx);
}
