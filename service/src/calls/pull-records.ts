import { and, eq, inArray, isNotNull, isNull, or, sql } from "../storage/drizzle.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { noteOutcome, pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { contentHash } from "../pbx/content-hash.ts";
import type { IncomingEvent, LiveCalls } from "../pbx/port.ts";
import { calls, pbxEvents } from "../storage/calls-schema.ts";
import { integrations, pbxConnections } from "../storage/schema.ts";
import { hasVanished } from "./core/settling.ts";
import { receiveEvent, type ReceiveDeps } from "./receive-event.ts";
import type { FrameDeps } from "./receive-frame.ts";

/** A call is listed under its start, so a reading goes back as far as a long call lasts. */
const overlapMs = 2 * 60 * 60_000;
/** The PBX's clock may be behind ours by so much, and its times are in whole seconds. */
const clockDifferenceMs = 60_000;

/**
 * Reads what the PBX itself remembers, calls in progress and CDR rows, and folds it into the calls
 * like any event: after an outage the gaps close by themselves, and a call whose end was lost ends. Calls
 * from before the integration was made, a minute aside, are left alone. @throws {GatewayError} when the PBX cannot be read
 */
export async function pullRecords(
  deps: FrameDeps & PbxSessionDeps,
  integration: KnownIntegration,
): Promise<void> {
  const startedAt = deps.clock.now();
  const { live, rows } = await readPbx(deps, integration, startedAt);
  await receiveAll(deps, integration, await unseen(deps, integration.id, [...live.calls, ...rows]));
  await receiveAll(deps, integration, await contradicted(deps, integration.id, live, startedAt));
  await deps.db
    .update(pbxConnections)
    .set({ recordsReadUntil: new Date(startedAt) })
    .where(eq(pbxConnections.integrationId, integration.id));
}

/** How it went is noted: it is asked every five minutes, so that it tells whether the PBX can be asked at all. */
async function readPbx(
  deps: FrameDeps & PbxSessionDeps,
  { id, pbx: { vendor: make } }: KnownIntegration,
  startedAt: number,
): Promise<{ live: LiveCalls; rows: IncomingEvent[] }> {
  const vendor = deps.vendorOf(make);
  try {
    const pbx = await pbxOf(deps, id);
    const since = await readFrom(deps, id);
    const live = await vendor.readLiveCalls(pbx, startedAt);
    const rows = (await vendor.readRecords(pbx, since, startedAt)).reverse();
    await noteOutcome(deps, id, make, null);
    return { live, rows };
  } catch (error) {
    if (error instanceof GatewayError) await noteOutcome(deps, id, make, error);
    throw error;
  }
}

async function receiveAll(
  deps: FrameDeps,
  integration: KnownIntegration,
  events: IncomingEvent[],
): Promise<void> {
  for (const event of events)
    deps.metrics.pbxEvents.inc({
      transport: event.transport,
      result: await receiveEvent(deps, integration, event),
    });
}

/**
 * An event for each call of which the PBX says otherwise than we were told: it does not name one that should
 * run, or names one that should be over. Only calls that are not settled can be named again.
 */
async function contradicted(
  deps: ReceiveDeps,
  integrationId: string,
  live: LiveCalls,
  askedAt: number,
): Promise<IncomingEvent[]> {
  const named = new Set(
    live.calls.flatMap(({ reading }) => (reading.kind === "call" ? [reading.event.pbxCallId] : [])),
  );
  const open = await deps.db
    .select({ pbxCallId: calls.pbxCallId, facts: calls.facts, state: calls.state })
    .from(calls)
    .where(
      and(
        eq(calls.integrationId, integrationId),
        or(
          inArray(calls.state, ["ringing", "talking"]),
          and(isNull(calls.settledAt), inArray(calls.pbxCallId, [...named])),
        ),
      ),
    );
  return open.flatMap(({ pbxCallId, facts, state }) => {
    if (facts === null) return [];
    if (named.has(pbxCallId)) return state === "ended" ? [answerOf(pbxCallId, "in_progress", askedAt)] : [];
    return state !== "ended" && hasVanished(facts, live.named, askedAt)
      ? [answerOf(pbxCallId, "not_in_progress", askedAt)]
      : [];
  });
}

function answerOf(
  pbxCallId: string,
  kind: "in_progress" | "not_in_progress",
  askedAt: number,
): IncomingEvent {
  const source = { [kind]: pbxCallId, at: new Date(askedAt).toISOString() };
  return {
    transport: "cdr_pull",
    type: 0,
    contentHash: contentHash(0, source),
    envelope: JSON.stringify(source),
    receivedAt: askedAt,
    reading: { kind: "call", event: { kind, pbxCallId, receivedAt: askedAt, startedAtHint: null } },
  };
}

/** From where to read: what overlaps the last reading, and the start of any call that waits for its record. */
async function readFrom(deps: ReceiveDeps, integrationId: string): Promise<number> {
  const [row] = await deps.db
    .select({ createdAt: integrations.createdAt, until: pbxConnections.recordsReadUntil })
    .from(integrations)
    .innerJoin(pbxConnections, eq(pbxConnections.integrationId, integrations.id))
    .where(eq(integrations.id, integrationId));
  const [waiting] = await deps.db
    .select({ since: sql<Date | null>`min(${calls.startedAt})`.mapWith(calls.startedAt) })
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), isNull(calls.settledAt), isNotNull(calls.askedPbxAt)));
  const created = (row?.createdAt.getTime() ?? deps.clock.now()) - clockDifferenceMs;
  const last = (row?.until?.getTime() ?? created) - overlapMs;
  return Math.max(created, Math.min(last, (waiting?.since?.getTime() ?? last) - clockDifferenceMs));
}

async function unseen(
  deps: ReceiveDeps,
  integrationId: string,
  events: IncomingEvent[],
): Promise<IncomingEvent[]> {
  if (events.length === 0) return [];
  const known = await deps.db
    .select({ contentHash: pbxEvents.contentHash })
    .from(pbxEvents)
    .where(
      and(
        eq(pbxEvents.integrationId, integrationId),
        inArray(
          pbxEvents.contentHash,
          events.map((event) => event.contentHash),
        ),
      ),
    );
  const seen = new Set(known.map((row) => row.contentHash));
  return events.filter((event) => !seen.has(event.contentHash));
}
