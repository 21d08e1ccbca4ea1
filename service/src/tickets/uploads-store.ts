import type { Connection } from "../storage/database.ts";
import { eq } from "../storage/drizzle.ts";
import { recordingUploads } from "../storage/tickets-schema.ts";
import type { Asked } from "./core/attachment.ts";

/** The recordings of a call that its journal has asked for; null when it has not. */
export async function uploadsOf(db: Connection, callId: string): Promise<Asked | null> {
  const [row] = await db.select().from(recordingUploads).where(eq(recordingUploads.callId, callId));
  return row ?? null;
}

/** Notes that recordings are wanted; what was brought before does not count any more. */
export async function wantUploads(tx: Connection, callId: string, wantedUntil: Date): Promise<void> {
  const anew = { wantedUntil, tokens: [], missing: null, endsAt: null };
  await tx
    .insert(recordingUploads)
    .values({ callId, ...anew })
    .onConflictDoUpdate({ target: recordingUploads.callId, set: anew });
}

export async function saveUploads(
  db: Connection,
  callId: string,
  brought: Pick<Asked, "tokens" | "missing" | "endsAt">,
): Promise<void> {
  await db.update(recordingUploads).set(brought).where(eq(recordingUploads.callId, callId));
}

/** A token counts once: what a journal has taken along is not to be had again. */
export async function forgetUploads(db: Connection, callId: string): Promise<void> {
  await db.delete(recordingUploads).where(eq(recordingUploads.callId, callId));
}
