import { trace } from "../calls/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Queue } from "../queue/postgres.ts";
import { keptAfter } from "../recordings/core/kept.ts";
import type { Database } from "../storage/database.ts";
import { attachedUntil, endAttached, journalPlaces, type JournalPlace } from "./attached-store.ts";
import { isRecording } from "./core/attachment.ts";
import type { Helpdesk } from "./ports.ts";
import { takeRoom } from "./take-room.ts";

export type RemoveDeps = {
  db: Database;
  queue: Queue;
  clock: Clock;
  zendeskOf: (integrationId: string) => Promise<Helpdesk>;
};

/** One job sees to so many calls; what is left is for the next one. */
const atOnce = 20;

/**
 * Takes recordings that are older than they are kept out of the tickets that they are attached to, once for each call.
 * What the helpdesk refuses is told, and not tried again. @throws {GatewayError} what may pass
 */
export async function removeRecordings(deps: RemoveDeps, integration: KnownIntegration): Promise<void> {
  const { id, tickets } = integration;
  const { keepDays } = tickets.settings.recordings;
  const { subdomain: account } = integration.zendesk;
  // Settings that cannot be read stand for the least that is kept, and are no order to delete anything.
  if (keepDays === null || tickets.unreadable !== null || account === null) return;
  const endedBy = new Date(keptAfter(keepDays, deps.clock.now()));
  const due = await attachedUntil(deps.db, id, { account, endedBy, limit: atOnce });
  const trouble: unknown[] = [];
  // What cannot be done for one call now keeps no other waiting.
  for (const callId of due)
    await removeOf(deps, integration, callId).catch((error: unknown) => void trouble.push(error));
  if (trouble.length > 0) throw trouble[0];
  if (due.length === atOnce)
    await deps.queue.add("remove-recordings", { integrationId: id }, { key: id }, deps.db);
}

async function removeOf(deps: RemoveDeps, integration: KnownIntegration, callId: string): Promise<void> {
  const refusals: string[] = [];
  for (const place of await journalPlaces(deps.db, callId))
    refusals.push(...(await removeAt(deps, integration, callId, place)));
  const [refusal = null] = refusals;
  const at = new Date(deps.clock.now());
  await endAttached(deps.db, callId, { refusal, at });
}

/** Takes out what a call has in one comment; resolves with the helpdesk's words where it refuses. */
async function removeAt(
  deps: RemoveDeps,
  integration: KnownIntegration,
  callId: string,
  place: JournalPlace,
): Promise<string[]> {
  const { ticketId } = place;
  const zendesk = await deps.zendeskOf(integration.id);
  const refusals: string[] = [];
  let removed = 0;
  const unlessRefused = async <T>(request: Promise<T>): Promise<T | null> => {
    try {
      return await request;
    } catch (error) {
      refusals.push(refusalIn(error));
      return null;
    }
  };
  for (const file of (await unlessRefused(zendesk.filesOf(place))) ?? []) {
    if (!isRecording(file.name)) continue;
    await takeRoom(deps, integration, ticketId);
    if ((await unlessRefused(zendesk.removeFile(ticketId, file).then(() => true))) === true) removed += 1;
  }
  const at = new Date(deps.clock.now());
  if (removed > 0) await trace(deps.db, callId, "recording_removed", { ticketId, files: removed }, at);
  const because = [...new Set(refusals)].join("; ");
  if (refusals.length > 0) await trace(deps.db, callId, "recording_not_removed", { ticketId, because }, at);
  return refusals;
}

/** The helpdesk's words. @throws what may pass */
function refusalIn(error: unknown): string {
  if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
  return `${error.failure.status} ${error.failure.detail}`.trim();
}
