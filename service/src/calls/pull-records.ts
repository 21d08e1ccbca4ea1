import { and, eq, inArray } from "../storage/drizzle.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import { contentHash } from "../pbx/content-hash.ts";
import type { IncomingEvent, LiveCalls } from "../pbx/port.ts";
import { calls, integrations, pbxConnections, pbxEvents } from "../storage/schema.ts";
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
  const pbx = await pbxOf(deps, integration.id);
  const vendor = deps.vendorOf(integration.pbx.vendor);
  const since = await readFrom(deps, integration.id);
  const live = await vendor.readLiveCalls(pbx, startedAt);
  const rows = (await vendor.readRecords(pbx, since, startedAt)).reverse();
  await receiveAll(deps, integration, await unseen(deps, integration.id, [...live.calls, ...rows]));
  await receiveAll(deps, integration, await vanished(deps, integration.id, live, startedAt));
  await deps.db
    .update(pbxConnections)
    .set({ recordsReadUntil: new Date(startedAt) })
    .where(eq(pbxConnections.integrationId, integration.id));
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

/** Calls that still run as far as we were told, and that the PBX does not name as running: an event for each. */
async function vanished(
  deps: ReceiveDeps,
  integrationId: string,
  live: LiveCalls,
  askedAt: number,
): Promise<IncomingEvent[]> {
  const named = new Set(
    live.calls.flatMap(({ reading }) => (reading.kind === "call" ? [reading.event.pbxCallId] : [])),
  );
  const running = await deps.db
    .select({ pbxCallId: calls.pbxCallId, facts: calls.facts })
    .from(calls)
    .where(and(eq(calls.integrationId, integrationId), inArray(calls.state, ["ringing", "talking"])));
  return running.flatMap(({ pbxCallId, facts }) =>
    facts !== null && !named.has(pbxCallId) && hasVanished(facts, live.complete, askedAt)
      ? [notInProgress(pbxCallId, askedAt)]
      : [],
  );
}

function notInProgress(pbxCallId: string, askedAt: number): IncomingEvent {
  const source = { notInProgress: pbxCallId, at: new Date(askedAt).toISOString() };
  return {
    transport: "cdr_pull",
    type: 0,
    contentHash: contentHash(0, source),
    envelope: JSON.stringify(source),
    receivedAt: askedAt,
    reading: {
      kind: "call",
      zoneErrorMs: 0,
      event: { kind: "not_in_progress", pbxCallId, receivedAt: askedAt, startedAtHint: null },
    },
  };
}

async function readFrom(deps: ReceiveDeps, integrationId: string): Promise<number> {
  const [row] = await deps.db
    .select({ createdAt: integrations.createdAt, until: pbxConnections.recordsReadUntil })
    .from(integrations)
    .innerJoin(pbxConnections, eq(pbxConnections.integrationId, integrations.id))
    .where(eq(integrations.id, integrationId));
  const created = (row?.createdAt.getTime() ?? deps.clock.now()) - clockDifferenceMs;
  return Math.max(created, (row?.until?.getTime() ?? created) - overlapMs);
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
