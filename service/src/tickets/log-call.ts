import { callById, type CallRow } from "../calls/store.ts";
import type { Payload } from "../queue/jobs.ts";
import type { JobResult } from "../queue/postgres.ts";
import { isRecordingComing, RecordingComing, recordingLookMs } from "./attach-recording.ts";
import { bringToHelpdesk } from "./bring.ts";
import { holdWhileOff } from "./hold.ts";
import { withRecordWay } from "./know-record-way.ts";
import { needReadable } from "./need-readable.ts";
import { openEarly } from "./open-early.ts";
import { tryAgain } from "./try-again.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** A call looks again whether those before it are through: soon, and ever more seldom. */
const behindMs = { least: 2000, most: 60_000 };

/**
 * Brings a finished call to the helpdesk: to the ticket it was dialled from or linked to, else where the rules
 * want it. Whatever fails and however often it is asked, it stands there once. While the integration is switched
 * off the call is kept back; while its settings of tickets cannot be read, it waits. A call that rings gets its ticket
 * early, where the settings want that.
 */
export async function logCall(deps: LogCallDeps, job: Payload<"log-call">): Promise<JobResult> {
  const call = await callById(deps.db, job.callId);
  if (call === null || call.summary === null) return { status: "done" };
  if (call.logging === "done" || call.logging === "not_wanted") return { status: "done" };
  const early = job.moment === "ring";
  // One that goes on after all is settled anew, which adds this job again.
  if (early !== (call.settledAt === null)) return { status: "done" };
  if (!early && (await holdWhileOff(deps, call.id))) return { status: "done" };
  const integration = await deps.registry.find(call.integrationId);
  if (integration === undefined)
    return early
      ? { status: "done" }
      : { status: "parked", reason: "The integration of this call does not exist any more." };
  try {
    needReadable(integration);
    const zendesk = await deps.zendeskOf(integration.id);
    const known = early ? integration : await withRecordWay(deps.db, zendesk, integration);
    const work: Work = { call, summary: call.summary, integration: known, zendesk };
    if (early) await openEarly(deps, work);
    else if (await isRecordingComing(deps, work)) await lookAgain(deps, job, call, recordingLookMs);
    else if ((await bringToHelpdesk(deps, job, work)) === "behind") await waitBehind(deps, job, call);
    return { status: "done" };
  } catch (error) {
    if (error instanceof RecordingComing) {
      await lookAgain(deps, job, call, recordingLookMs);
      return { status: "done" };
    }
    return tryAgain(deps, "log-call", ofItsTurn(job, deps.clock.now()), call, error);
  }
}

/** What fails first after a call has waited for others is not counted from when it began to wait. */
function ofItsTurn({ behindSince, ...job }: Payload<"log-call">, now: number): Payload<"log-call"> {
  return behindSince === undefined ? job : { ...job, attempt: 0, strikes: 0, firstTriedAt: now };
}

async function waitBehind(deps: LogCallDeps, job: Payload<"log-call">, call: CallRow): Promise<void> {
  const now = deps.clock.now();
  const { behindSince = now } = job;
  const inMs = Math.min(behindMs.most, Math.max(behindMs.least, (now - behindSince) / 4));
  await lookAgain(deps, { ...job, behindSince }, call, inMs);
}

async function lookAgain(
  deps: LogCallDeps,
  job: Payload<"log-call">,
  { id: key, integrationId }: CallRow,
  inMs: number,
): Promise<void> {
  const startAfter = new Date(deps.clock.now() + inMs);
  await deps.queue.add("log-call", job, { key, integrationId, startAfter }, deps.db);
}
