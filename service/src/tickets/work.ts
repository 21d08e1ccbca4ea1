import { lockCall, saveLogging, trace, type CallRow } from "../calls/store.ts";
import type { Call } from "../calls/core/call.ts";
import type { People, PeopleBook } from "../contacts/ports.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { touchCall } from "../live/touch.ts";
import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import { showInZone } from "../platform/show-time.ts";
import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import type { JournalContext } from "./core/draft.ts";
import { targetOf } from "./core/target.ts";
import type { Helpdesk } from "./ports.ts";
import { logNoteLater } from "./note-later.ts";
import type { NoteRow } from "./store.ts";

export type LogCallDeps = {
  db: Database;
  queue: Queue;
  registry: Registry;
  clock: Clock;
  random: () => number;
  log: Logger;
  /** The Zendesk account of an integration, as people and as tickets. */
  zendeskOf: (integrationId: string) => Promise<People & PeopleBook & Helpdesk>;
};

/** A call on its way to the helpdesk, as it was when this began. */
export type Work = {
  call: CallRow;
  summary: Call;
  integration: KnownIntegration;
  zendesk: People & PeopleBook & Helpdesk;
};

export function journalContext(integration: KnownIntegration, note: NoteRow | null): JournalContext {
  return {
    names: integration.names,
    note: note === null ? null : { text: note.text, disposition: note.disposition, by: note.agentName },
    showTime: (instant) => showInZone(instant, integration.pbx.timeZone),
  };
}

/**
 * Notes that the call stands in a ticket. If somebody has linked it to another one meanwhile, that link
 * stays, and the job it added goes on.
 */
export async function finish(
  deps: LogCallDeps,
  { call, integration }: Work,
  ticketId: number,
  step: string,
): Promise<void> {
  const at = new Date(deps.clock.now());
  await deps.db.transaction(async (tx) => {
    const now = await lockCall(tx, call.id);
    if (now === null) return;
    await trace(tx, call.id, step, { ticketId }, at);
    if (targetOf(now) !== targetOf(call)) return;
    await saveLogging(tx, call.id, { logging: "done", loggingReason: null, ticketId });
    await logNoteLater({ queue: deps.queue, tx, callId: call.id, now: at.getTime() });
    await touchCall(tx, integration.id, call.id);
  });
}
