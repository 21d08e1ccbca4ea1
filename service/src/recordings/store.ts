import type { RecordingState } from "@deskline/shared/app";
import type { RecordingsStanding } from "../dialling/recording.ts";
import { callRecordings, calls } from "../storage/calls-schema.ts";
import type { Connection } from "../storage/database.ts";
import { eq, inArray, sql } from "../storage/drizzle.ts";

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

export async function standingOf(db: Connection, callId: string): Promise<RecordingsStanding | null> {
  const [row] = await db.select().from(callRecordings).where(eq(callRecordings.callId, callId));
  return row?.state ?? null;
}

/** Leaves it to whoever plays them to ask the PBX. */
export async function forgetStanding(tx: Connection, callId: string): Promise<void> {
  await tx.delete(callRecordings).where(eq(callRecordings.callId, callId));
}

type Recorded = { id: string; summary: { recordings: readonly string[] } | null };

/** Whether the recordings of these calls, kept for so many days, can be listened to; calls without any are left out. */
export async function recordingStates(
  db: Connection,
  rows: readonly Recorded[],
  keepDays: number | null,
): Promise<ReadonlyMap<string, RecordingState>> {
  const recorded = rows.filter((row) => (row.summary?.recordings.length ?? 0) > 0);
  if (recorded.length === 0) return new Map();
  const found = await db
    .select({
      id: calls.id,
      standing: callRecordings.state,
      settledAt: calls.settledAt,
      over: sql<boolean>`coalesce(${calls.endedAt} < now() - make_interval(days => ${keepDays}::int), false)`,
    })
    .from(calls)
    .leftJoin(callRecordings, eq(callRecordings.callId, calls.id))
    .where(
      inArray(
        calls.id,
        recorded.map((row) => row.id),
      ),
    );
  return new Map(found.map((row) => [row.id, row.over ? "expired" : stateOf(row)]));
}

function stateOf({ standing, settledAt }: { standing: RecordingsStanding | null; settledAt: Date | null }) {
  if (standing === null) return settledAt === null ? "preparing" : "ready";
  return standing === "waiting" ? "preparing" : standing;
}
