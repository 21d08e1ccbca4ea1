import { setTimeout } from "node:timers/promises";
import { callById, trace, type CallRow } from "../calls/store.ts";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Payload } from "../queue/jobs.ts";
import type { Queue } from "../queue/postgres.ts";
import { standingOf } from "../recordings/store.ts";
import type { Database } from "../storage/database.ts";
import { recordingLookMs } from "./attach-recording.ts";
import { fileNameOf, largestFileBytes, uploadLifeMs, type NotAttached } from "./core/attachment.ts";
import type { Helpdesk } from "./ports.ts";
import { readFile, type FileDeps, type ReadFile } from "./read-file.ts";
import { saveUploads, uploadsOf } from "./uploads-store.ts";

export type BringDeps = FileDeps & {
  db: Database;
  queue: Queue;
  clock: Clock;
  zendeskOf: (integrationId: string) => Promise<Helpdesk>;
};

/** Then Zendesk, which could not be reached, is tried again with the file that is in hand. */
const pauseMs = 5000;

/**
 * Brings a call's recordings to Zendesk, where they wait for the journal that they are attached to, once the PBX has
 * written them. All within the time that the journal waits: what comes later is of no use.
 */
export async function bringRecording(
  deps: BringDeps,
  { callId }: Payload<"attach-recording">,
): Promise<void> {
  const asked = await uploadsOf(deps.db, callId);
  const call = await callById(deps.db, callId);
  if (asked === null || asked.endsAt !== null || call === null || !isTime(deps, asked.wantedUntil)) return;
  if ((await standingOf(deps.db, callId)) === "waiting") {
    const startAfter = new Date(deps.clock.now() + recordingLookMs);
    await deps.queue.add("attach-recording", { callId }, { key: call.integrationId, startAfter }, deps.db);
    return;
  }
  const tokens: string[] = [];
  let missing: NotAttached | null = null;
  for (const [index, file] of (call.summary?.recordings ?? []).entries()) {
    const brought = await bring(deps, call, { file, index, until: asked.wantedUntil });
    if ("token" in brought) tokens.push(brought.token);
    else missing ??= brought.why;
  }
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    await saveUploads(tx, callId, { tokens, missing, endsAt: new Date(now + uploadLifeMs) });
    if (tokens.length > 0)
      await trace(tx, callId, "recording_uploaded", { files: tokens.length }, new Date(now));
  });
}

type Wanted = { file: string; index: number; until: Date };
type Brought = { token: string } | { why: NotAttached };

async function bring(deps: BringDeps, call: CallRow, { file, index, until }: Wanted): Promise<Brought> {
  const timeoutMs = leftMs(deps, until);
  if (timeoutMs <= 0) return { why: "late" };
  const read = await readFile(deps, call.integrationId, file, { most: largestFileBytes, timeoutMs });
  if (typeof read === "string")
    return { why: read === "unreachable" && !isTime(deps, until) ? "late" : read };
  while (isTime(deps, until)) {
    const brought = await upload(deps, call, read, index, leftMs(deps, until));
    if (brought !== "unreachable") return brought;
    await setTimeout(pauseMs);
  }
  return { why: "late" };
}

async function upload(
  deps: BringDeps,
  { integrationId }: CallRow,
  { bytes, mediaType }: ReadFile,
  index: number,
  patienceMs: number,
): Promise<Brought | "unreachable"> {
  try {
    const zendesk = await deps.zendeskOf(integrationId);
    const fileName = fileNameOf(index, mediaType);
    return { token: await zendesk.upload({ bytes, mediaType, fileName, patienceMs }) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.failure.kind === "rejected")
      return { why: error.failure.status === 413 ? "too_large" : "refused" };
    deps.log.info({ err: error, integrationId }, "a recording was not brought to Zendesk");
    return "unreachable";
  }
}

function leftMs({ clock }: BringDeps, until: Date): number {
  return until.getTime() - clock.now();
}

function isTime(deps: BringDeps, until: Date): boolean {
  return leftMs(deps, until) > 0;
}
