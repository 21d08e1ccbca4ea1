import { and, eq, inArray } from "../storage/drizzle.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { IncomingEvent } from "../pbx/port.ts";
import { integrations, pbxConnections, pbxEvents } from "../storage/schema.ts";
import { receiveEvent, type ReceiveDeps } from "./receive-event.ts";
import type { FrameDeps } from "./receive-frame.ts";

/** A call is listed under its start, so a reading goes back as far as a long call lasts. */
const overlapMs = 2 * 60 * 60_000;
/** The PBX's clock may be behind ours by so much, and its times are in whole seconds. */
const clockDifferenceMs = 60_000;

/**
 * Reads what the PBX itself remembers, calls in progress and CDR rows, and folds it into the calls
 * like any event: after an outage the gaps close by themselves. Calls from before the integration
 * was made, a minute aside, are left alone. @throws {GatewayError} when the PBX cannot be read
 */
export async function pullRecords(
  deps: FrameDeps & PbxSessionDeps,
  integration: KnownIntegration,
): Promise<void> {
  const startedAt = deps.clock.now();
  const pbx = await pbxOf(deps, integration.id);
  const vendor = deps.vendorOf(integration.pbx.vendor);
  const since = await readFrom(deps, integration.id);
  const events = [
    ...(await vendor.readLiveCalls(pbx, startedAt)),
    ...(await vendor.readRecords(pbx, since, startedAt)).reverse(),
  ];
  for (const event of await unseen(deps, integration.id, events))
    deps.metrics.pbxEvents.inc({
      transport: event.transport,
      result: await receiveEvent(deps, integration, event),
    });
  await deps.db
    .update(pbxConnections)
    .set({ recordsReadUntil: new Date(startedAt) })
    .where(eq(pbxConnections.integrationId, integration.id));
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
