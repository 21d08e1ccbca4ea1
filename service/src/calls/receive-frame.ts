import type { KnownIntegration } from "../integrations/registry.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Transport, VendorOf } from "../pbx/port.ts";
import { noteTest } from "../integrations/store.ts";
import { receiveEvent, type ReceiveDeps } from "./receive-event.ts";

export type FrameDeps = ReceiveDeps & { vendorOf: VendorOf; metrics: Metrics };

export type FrameResult = "stored" | "test" | "not_json" | "no_event";

/**
 * Takes in the text of one event frame, whichever transport brought it. `stored` means for good.
 * @throws when an event could not be stored
 */
export async function receiveFrame(
  deps: FrameDeps,
  integration: KnownIntegration,
  text: string,
  transport: Transport,
): Promise<FrameResult> {
  const frame = deps.vendorOf(integration.pbx.vendor).readFrame(text, {
    transport,
    receivedAt: deps.clock.now(),
    timeZone: integration.pbx.timeZone,
  });
  if (frame.kind !== "event") {
    deps.metrics.pbxEvents.inc({ transport, result: frame.kind });
    if (frame.kind === "test") await noteTest(deps.db, integration.id, new Date(deps.clock.now()));
    return frame.kind;
  }
  const result = await receiveEvent(deps, integration, frame.event);
  deps.metrics.pbxEvents.inc({ transport, result });
  if (frame.event.reading.kind === "numbers_changed") {
    const { id } = integration;
    await deps.queue.add("sync-numbers", { integrationId: id }, { key: id }, deps.db);
  }
  return "stored";
}
