import type { Connection } from "../storage/database.ts";
import { eq, sql } from "../storage/drizzle.ts";
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

/**
 * A journal has taken along what was brought. A token counts once: it is not to be had again. That there are files on a
 * ticket is remembered, until they are too old to be kept.
 */
export async function uploadsTaken(tx: Connection, callId: string): Promise<void> {
  const [row] = await tx.delete(recordingUploads).where(eq(recordingUploads.callId, callId)).returning();
  if (row === undefined || row.tokens.length === 0) return;
  await tx.execute(sql`insert into attached_recordings (call_id, account)
    select c.id, z.subdomain from calls c join zendesk_connections z on z.integration_id = c.integration_id
    where c.id = ${callId} and z.subdomain is not null
    on conflict (call_id) do update set account = excluded.account, ended = null, detail = null, ended_at = null`);
}
