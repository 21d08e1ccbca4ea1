import { trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { externalIdOf } from "./core/draft.ts";
import { isWrittenInForm } from "./forms-store.ts";
import type { Ours } from "./ports.ts";
import { markersOf, ticketRequestOf } from "./store.ts";
import { takeRoom } from "./take-room.ts";
import type { LogCallDeps, Work } from "./work.ts";

/**
 * Merges the ticket that was made for a call into the one that an agent wrote of it and saved later, unless anybody
 * has touched ours, or another call stands on it: then both stay, and the trace says so. A merge cannot be taken
 * back. @throws {GatewayError}
 */
export async function foldIn(deps: LogCallDeps, work: Work, into: number): Promise<void> {
  const { call, integration, zendesk } = work;
  const own = (await ticketRequestOf(deps.db, call.id))?.ticketId ?? null;
  if (own === null || own === into) return;
  if (!(await isWrittenInForm(deps.db, call.id, into))) return;
  if ((await zendesk.standingOf(own)).kind !== "open") return;
  const ours = {
    markers: await markersOf(deps.db, call.id, own),
    callRecord: externalIdOf(integration.id, call.pbxCallId),
  };
  const because = await merge(deps, work, own, ours, into);
  const detail = because === null ? { ticketId: own, into } : { ticketId: own, into, because };
  const step = because === null ? "ticket_merged" : "ticket_not_merged";
  await trace(deps.db, call.id, step, detail, new Date(deps.clock.now()));
}

/** Null when it was done, else why not. */
async function merge(
  deps: LogCallDeps,
  { integration, zendesk }: Work,
  own: number,
  ours: Ours,
  into: number,
): Promise<string | null> {
  // Zendesk writes a comment on both.
  for (const ticketId of [own, into]) await takeRoom(deps, integration, ticketId);
  if (!(await zendesk.isUntouched(own, ours))) return "somebody has worked on it";
  try {
    await zendesk.merge(own, into);
    return null;
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    return error.message;
  }
}
