import { callById, type CallRow } from "../calls/store.ts";
import { isCallSwitchedOff } from "../integrations/switch.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { needReadable } from "./need-readable.ts";
import { tryAgain } from "./try-again.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** So often it is looked whether the integration is switched on again. */
const offMs = 60_000;

/**
 * Brings what follows a call to the helpdesk, if it is still due; that waits while the integration is switched off.
 * What fails is tried again.
 */
export async function bringAfterwards(
  deps: LogCallDeps,
  name: "log-note" | "correct-record",
  job: Payload<"log-note" | "correct-record">,
  { isDue, bring }: { isDue: (call: CallRow) => boolean; bring: (work: Work) => Promise<void> },
): Promise<JobResult> {
  const call = await callById(deps.db, job.callId);
  if (call === null || call.summary === null || !isDue(call)) return { status: "done" };
  if (await deps.db.transaction((tx) => isCallSwitchedOff(tx, call.id))) {
    const startAfter = new Date(deps.clock.now() + offMs);
    await deps.queue.add(name, job, { key: call.id, startAfter }, deps.db);
    return { status: "done" };
  }
  const integration = await deps.registry.find(call.integrationId);
  if (integration === undefined)
    return { status: "parked", reason: "The integration of this call does not exist any more." };
  try {
    needReadable(integration);
    const zendesk = await deps.zendeskOf(integration.id);
    await bring({ call, summary: call.summary, integration, zendesk });
    return { status: "done" };
  } catch (error) {
    return tryAgain(deps, name, job, call, error);
  }
}
