import type { RecordingState } from "@deskline/shared/app";
import type { RecordingsStanding } from "../dialling/recording.ts";
import { callRecordings } from "../storage/calls-schema.ts";
import type { Connection } from "../storage/database.ts";
import { eq, inArray } from "../storage/drizzle.ts";

/** Notes how a call's recordings stand. */
export async function saveStanding(
  tx: Connection,
  callId: string,
  state: RecordingsStanding,
  changedAt: Date,
): Promise<void> {
  await tx
    .insert(callRecordings)
    .values({ callId, state, changedAt })
    .onConflictDoUpdate({ target: callRecordings.callId, set: { state, changedAt } });
}

/** Leaves it to whoever plays them to ask the PBX. */
export async function forgetStanding(tx: Connection, callId: string): Promise<void> {
  await tx.delete(callRecordings).where(eq(callRecordings.callId, callId));
}

type Recorded = { id: string; settledAt: Date | null; summary: { recordings: readonly string[] } | null };

/** Whether the recordings of these calls can be listened to; those of which nothing is known are left out. */
export async function recordingStates(
  db: Connection,
  rows: readonly Recorded[],
): Promise<ReadonlyMap<string, RecordingState>> {
  const recorded = rows.filter((row) => (row.summary?.recordings.length ?? 0) > 0);
  if (recorded.length === 0) return new Map();
  const ids = recorded.map((row) => row.id);
  const kept = await db.select().from(callRecordings).where(inArray(callRecordings.callId, ids));
  const standings = new Map(kept.map((row) => [row.callId, row.state]));
  return new Map(
    recorded.map(({ id, settledAt }) => {
      const standing = standings.get(id) ?? (settledAt === null ? "waiting" : "ready");
      return [id, standing === "waiting" ? "preparing" : standing];
    }),
  );
}
