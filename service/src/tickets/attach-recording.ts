import { trace } from "../calls/store.ts";
import { isKept } from "../recordings/core/kept.ts";
import { standingOf } from "../recordings/store.ts";
import { noAttachment, remarkOf, standingOfUploads, type Attachment } from "./core/attachment.ts";
import { uploadsOf, wantUploads } from "./uploads-store.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** Whether the journal is to take recordings along, besides the link. */
export function isToBeAttached({ summary, integration }: Work): boolean {
  return integration.tickets.settings.recordings.attach && summary.recordings.length > 0;
}

/** So long a journal waits for the recordings that are to come with it, and looks this often. */
const patienceMs = 2 * 60_000;
export const recordingLookMs = 3000;

/** The journal is to wait: its recordings are being brought. */
export class RecordingComing extends Error {
  override readonly name = "RecordingComing";
}

/** Whether the recordings that the journal has asked for are still on their way. */
export async function isRecordingComing(deps: LogCallDeps, work: Work): Promise<boolean> {
  if (!isToBeAttached(work)) return false;
  return standingOfUploads(await uploadsOf(deps.db, work.call.id), deps.clock.now()) === "coming";
}

/**
 * What was brought of a call's recordings for its journal; asked for the first time, it has them brought by a job of
 * its own. Whatever is in the way of one, the journal goes without it and says so. @throws {RecordingComing}
 */
export async function attachRecordings(deps: LogCallDeps, work: Work): Promise<Attachment> {
  const { call, integration } = work;
  if (!isToBeAttached(work)) return noAttachment;
  const now = deps.clock.now();
  const { keepDays } = integration.tickets.settings.recordings;
  const expired = !isKept(keepDays, call.endedAt?.getTime() ?? null, now);
  const standing = expired
    ? ({ tokens: [], missing: "expired" } as const)
    : standingOfUploads(await uploadsOf(deps.db, call.id), now);
  if (standing === "unasked")
    await deps.db.transaction(async (tx) => {
      await wantUploads(tx, call.id, new Date(now + patienceMs));
      await deps.queue.add("attach-recording", { callId: call.id }, { key: integration.id }, tx);
    });
  if (typeof standing === "string") throw new RecordingComing();
  const uploads = [...standing.tokens];
  if (standing.missing === null) return { uploads, remark: null };
  const isWritten = standing.missing !== "late" || (await standingOf(deps.db, call.id)) !== "waiting";
  const because = isWritten ? standing.missing : "not_ready";
  await trace(deps.db, call.id, "recording_not_attached", { because }, new Date(now));
  return { uploads, remark: remarkOf(because) };
}
