import { isDeepStrictEqual } from "node:util";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import { withoutStatement, wordsOf } from "../platform/describe-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { IncomingEvent } from "../pbx/port.ts";
import type { JobTransaction, Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { tellCallChanged } from "../live/touch.ts";
import { isDecided } from "../tickets/release.ts";
import { ticketRuleFor } from "../tickets/core/rules.ts";
import { factsFor } from "../tickets/surroundings.ts";
import type { Call } from "./core/call.ts";
import type { CallEvent } from "./core/event.ts";
import { repetitionOf } from "./core/repetition.ts";
import { zoneError } from "./core/records.ts";
import { finalFrom } from "./core/settling.ts";
import { keysOf } from "./keys.ts";
import { transition, type Transition } from "./core/transition.ts";
import {
  eventsWithContent,
  insertEvent,
  lockCallOfPbx,
  markEarlyTicket,
  markReopened,
  markSeenOn,
  saveCall,
  trace,
  type CallRow,
  type EventRow,
} from "./store.ts";

export type ReceiveDeps = { db: Database; queue: Queue; clock: Clock; log: Logger };

/**
 * `applied`: its call took it in. `kept`: says nothing of a call. `repeated`: came before.
 * `failed`: kept with the reason why it could not be applied.
 */
export type Reception = "applied" | "kept" | "repeated" | "failed";

/**
 * Takes in one PBX event. When this resolves, the event is durable, and so is what follows from it:
 * the raw frame, the call's new state and the jobs it asks for are committed together.
 * @throws when nothing could be stored; the sender must not be told that the event was accepted.
 */
export async function receiveEvent(
  deps: ReceiveDeps,
  integration: KnownIntegration,
  incoming: IncomingEvent,
): Promise<Reception> {
  const { reading } = incoming;
  try {
    return await deps.db.transaction((tx) =>
      reading.kind === "call"
        ? applyToCall(deps, tx, integration, incoming, reading.event)
        : keep(tx, integration.id, incoming, reading.kind === "unreadable" ? reading.reason : null),
    );
  } catch (error) {
    if (reading.kind !== "call" || !isOfTheEvent(error)) throw error;
    deps.log.error(
      { err: error, integrationId: integration.id, type: incoming.type },
      "event could not be applied",
    );
    return deps.db.transaction((tx) => keep(tx, integration.id, incoming, wordsOf(error)));
  }
}

async function applyToCall(
  deps: ReceiveDeps,
  tx: JobTransaction,
  integration: KnownIntegration,
  incoming: IncomingEvent,
  event: CallEvent,
): Promise<Reception> {
  const row = await lockCallOfPbx(tx, integration.id, event.pbxCallId);
  const earlier = await eventsWithContent(tx, integration.id, incoming.contentHash);
  // One that failed is not in the call: what comes again may go in now.
  const copies = earlier.filter((copy) => copy.state !== "failed");
  const repetition = repetitionOf(copies, incoming.transport, event, row.facts);
  if (repetition.kind === "repeated") {
    const copy = copies[repetition.copy];
    if (copy !== undefined && !copy.seenOn.includes(incoming.transport))
      await markSeenOn(tx, copy.id, incoming.transport);
    return "repeated";
  }
  await insertEvent(tx, {
    ...kept(integration.id, incoming),
    occurrence: nextAfter(earlier),
    pbxCallId: event.pbxCallId,
    state: "applied",
  });
  const next = transitionOf(row, event, integration);
  await saveTransition(deps, tx, row, integration, next);
  if (event.kind === "record") await tellOfZone(deps, tx, row.id, integration, zoneError(next.facts));
  return "applied";
}

function nextAfter(copies: EventRow[]): number {
  return (copies.at(-1)?.occurrence ?? -1) + 1;
}

async function tellOfZone(
  deps: ReceiveDeps,
  tx: JobTransaction,
  callId: string,
  integration: KnownIntegration,
  zoneErrorMs: number,
): Promise<void> {
  if (zoneErrorMs === 0) return;
  const offByMinutes = zoneErrorMs / 60_000;
  const { timeZone } = integration.pbx;
  await trace(tx, callId, "time_corrected", { offByMinutes, timeZone }, new Date(deps.clock.now()));
  deps.log.warn(
    { integrationId: integration.id, offByMinutes, timeZone },
    "the PBX is in another time zone than the integration says: set the right one with `deskline integration set`",
  );
}

async function saveTransition(
  deps: ReceiveDeps,
  tx: JobTransaction,
  row: CallRow,
  integration: KnownIntegration,
  { facts, call, settling }: Transition,
): Promise<void> {
  const due = settling === null ? null : finalFrom(settling, deps.clock.now(), integration);
  await saveCall(tx, row.id, facts, call, due === null ? null : new Date(due), keysOf(call, integration));
  await tellCallChanged(tx, integration.id, row.id);
  if (isToBeIdentified(row, call, integration))
    await deps.queue.add("identify-caller", { callId: row.id }, { key: row.id }, tx);
  if (isForEarlyTicket(row, call, integration)) {
    await markEarlyTicket(tx, row.id);
    const job = { callId: row.id, moment: "ring", attempt: 0, firstTriedAt: deps.clock.now() } as const;
    await deps.queue.add("log-call", job, { key: row.id, integrationId: integration.id }, tx);
  }
  const settled = row.settledAt !== null;
  if (settled && !(await isReopened(deps, tx, row, call, integration))) return;
  if (due === null) return;
  // A job that waits for an earlier time finds the later one by itself; only an earlier one must be told.
  if (!settled && row.dueAt !== null && row.dueAt.getTime() <= due) return;
  await deps.queue.reschedule(
    "settle-call",
    { callId: row.id },
    { key: row.id, startAfter: new Date(due) },
    tx,
  );
}

/**
 * What is told late may change what was settled: a call that was left alone matters, such as one that came from
 * outside after all; or one that is on its way to the helpdesk goes on, as the PBX did not name it for a while.
 */
async function isReopened(
  deps: ReceiveDeps,
  tx: JobTransaction,
  row: CallRow,
  call: Call,
  integration: KnownIntegration,
): Promise<boolean> {
  const onItsWay = row.logging === "pending" || row.logging === "held";
  const goesOn = onItsWay && call.state !== "ended";
  const matters =
    row.logging === "not_wanted" &&
    !isDecided(row.loggingReason) &&
    ticketRuleFor(call, integration.boundExtensions).kind === "log" &&
    isAnother(row.summary, call, integration);
  if (!goesOn && !matters) return false;
  await markReopened(tx, row.id);
  const because = goesOn ? "it goes on" : row.loggingReason;
  await trace(tx, row.id, "reopened", { because }, new Date(deps.clock.now()));
  return true;
}

/**
 * Whether it is another call than before for those who decide on tickets. What is told once more, as a start reads
 * the records again, leaves a call as it was decided, though the settings are others by now.
 */
function isAnother(before: Call | null, call: Call, integration: KnownIntegration): boolean {
  if (before === null || ticketRuleFor(before, integration.boundExtensions).kind === "leave") return true;
  const contact = { known: false, vip: false };
  const asked = (one: Call) => factsFor(integration, one, { open: true, contact });
  return !isDeepStrictEqual(asked(before), asked(call));
}

/** While it runs, so that whoever is called learns who calls. */
function isToBeIdentified(row: CallRow, call: Call, integration: KnownIntegration): boolean {
  if (row.candidates !== null || call.state === "ended" || call.outsideNumber === null) return false;
  return ticketRuleFor(call, integration.boundExtensions).kind === "log";
}

/** As soon as it matters, once, where tickets are made while calls ring. */
function isForEarlyTicket(row: CallRow, call: Call, integration: KnownIntegration): boolean {
  if (integration.tickets.settings.moment !== "before" || integration.status === "disabled") return false;
  if (row.earlyTicket || call.state === "ended") return false;
  return ticketRuleFor(call, integration.boundExtensions).kind === "log";
}

async function keep(
  tx: JobTransaction,
  integrationId: string,
  incoming: IncomingEvent,
  reason: string | null,
): Promise<Reception> {
  const copies = await eventsWithContent(tx, integrationId, incoming.contentHash);
  const latest = copies.at(-1);
  if (latest !== undefined && incoming.receivedAt - latest.receivedAt.getTime() < sameEventMs)
    return "repeated";
  const isNew = await insertEvent(tx, {
    ...kept(integrationId, incoming),
    occurrence: nextAfter(copies),
    pbxCallId: incoming.reading.kind === "call" ? incoming.reading.event.pbxCallId : null,
    state: reason === null ? "kept" : "failed",
    reason,
  });
  if (!isNew) return "repeated";
  return reason === null ? "kept" : "failed";
}

/** Events that belong to no call have no state to compare with: equal ones within this time are one. */
const sameEventMs = 60_000;

function kept(integrationId: string, incoming: IncomingEvent) {
  return {
    integrationId,
    contentHash: incoming.contentHash,
    type: incoming.type,
    envelope: incoming.envelope,
    seenOn: [incoming.transport],
    receivedAt: new Date(incoming.receivedAt),
  };
}

/**
 * Whether the fault lies in the event: the database refuses its data (SQLSTATE classes 22 and 23), or our
 * own code fails over it. Anything else passes, and the sender must send the event again.
 */
function isOfTheEvent(error: unknown): boolean {
  if (error instanceof Unappliable) return true;
  const cause = withoutStatement(error);
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^2[23][0-9A-Z]{3}$/.test(code);
}

/** Our own code failed over an event. */
class Unappliable extends Error {}

function transitionOf(row: CallRow, event: CallEvent, integration: KnownIntegration): Transition {
  try {
    return transition(row.facts, event, integration.directory);
  } catch (error) {
    throw new Unappliable(wordsOf(error), { cause: error });
  }
}
