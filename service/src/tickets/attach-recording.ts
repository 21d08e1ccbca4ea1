import { trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { oneAtATime } from "../platform/one-at-a-time.ts";
import type { Payload } from "../queue/jobs.ts";
import { standingOf } from "../recordings/store.ts";
import {
  fileNameOf,
  largestFileBytes,
  noAttachment,
  remarkOf,
  type Attachment,
  type NotAttached,
} from "./core/attachment.ts";
import { readFile } from "./read-file.ts";
import type { LogCallDeps, Work } from "./work.ts";

/** Whether the journal is to take recordings along, besides the link. */
export function isToBeAttached({ summary, integration }: Work): boolean {
  return integration.tickets.settings.recordings.attach && summary.recordings.length > 0;
}

/** So long a call's journal waits for the recording that is to come with it, and looks this often. */
const patienceMs = 2 * 60_000;
const lookMs = 3000;

/** Whether the journal is to wait for the recording; the job is added again then. */
export async function awaitsRecording(
  deps: LogCallDeps,
  job: Payload<"log-call">,
  work: Work,
): Promise<boolean> {
  const { call } = work;
  if (!isToBeAttached(work)) return false;
  const now = deps.clock.now();
  if (call.settledAt === null || now >= call.settledAt.getTime() + patienceMs) return false;
  if ((await standingOf(deps.db, call.id)) !== "waiting") return false;
  await deps.queue.add("log-call", job, { key: call.id, startAfter: new Date(now + lookMs) }, deps.db);
  return true;
}

/** A recording is held in memory on its way: one at a time, however many calls end together. */
const inTurn = oneAtATime();

/**
 * Brings a call's recordings to Zendesk, where they wait an hour for the journal that they are attached to. Whatever
 * is in the way of one, the journal goes without it and says so. @throws {GatewayError} when Zendesk cannot be reached
 */
export async function attachRecordings(deps: LogCallDeps, work: Work): Promise<Attachment> {
  const { call, summary } = work;
  if (!isToBeAttached(work)) return noAttachment;
  const brought = [];
  for (const [index, file] of summary.recordings.entries())
    brought.push(await inTurn(() => bring(deps, work, file, index)));
  const uploads = brought.flatMap((one) => ("token" in one ? one.token : []));
  const missing = brought.find((one): one is { why: NotAttached } => "why" in one);
  const at = new Date(deps.clock.now());
  if (uploads.length > 0) await trace(deps.db, call.id, "recording_uploaded", { files: uploads.length }, at);
  if (missing === undefined) return { uploads, remark: null };
  await trace(deps.db, call.id, "recording_not_attached", { because: missing.why }, at);
  return { uploads, remark: remarkOf(missing.why) };
}

async function bring(
  deps: LogCallDeps,
  { call, integration, zendesk }: Work,
  file: string,
  index: number,
): Promise<{ token: string } | { why: NotAttached }> {
  const read = await readFile(deps, integration.id, file, largestFileBytes);
  if (read === "gone")
    return { why: (await standingOf(deps.db, call.id)) === "waiting" ? "not_ready" : "gone" };
  if (typeof read === "string") return { why: read };
  const { bytes, mediaType } = read;
  try {
    return { token: await zendesk.upload({ bytes, mediaType, fileName: fileNameOf(index, mediaType) }) };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    return { why: error.failure.status === 413 ? "too_large" : "refused" };
  }
}
