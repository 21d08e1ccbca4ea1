import { callById, trace } from "../calls/store.ts";
import type { DiallingDeps } from "../dialling/deps.ts";
import { askForRecordings } from "../dialling/recording.ts";
import type { Registry } from "../integrations/registry.ts";
import { touchCall } from "../live/touch.ts";
import type { Payload } from "../queue/jobs.ts";
import { mostTries, pauseAfter } from "./core/patience.ts";
import { forgetStanding, saveStanding } from "./store.ts";

export type AwaitDeps = DiallingDeps & { registry: Registry };

/** Looks whether a call's recordings are there, and comes back while they are not; agents see what has changed. */
export async function awaitRecording(
  deps: AwaitDeps,
  { callId, tries }: Payload<"await-recording">,
): Promise<void> {
  const call = await callById(deps.db, callId);
  const integration = call === null ? undefined : deps.registry.byId(call.integrationId);
  if (call === null || integration === undefined) return;
  const standing = await askForRecordings(deps, integration, call);
  const now = deps.clock.now();
  if ((standing === null || standing === "waiting") && tries < mostTries) {
    const startAfter = new Date(now + pauseAfter(tries + 1));
    await deps.queue.add(
      "await-recording",
      { callId, tries: tries + 1 },
      { key: callId, startAfter },
      deps.db,
    );
    return;
  }
  await deps.db.transaction(async (tx) => {
    const at = new Date(now);
    if (standing === null) await forgetStanding(tx, callId);
    else await saveStanding(tx, callId, standing, at);
    await trace(tx, callId, `recording_${standing ?? "not_asked"}`, { tries: tries + 1 }, at);
    await touchCall(tx, integration.id, callId);
  });
}
