import { pbxOf, type PbxSessionDeps } from "../integrations/pbx-session.ts";
import type { KnownIntegration, Registry } from "../integrations/registry.ts";
import { pause } from "../platform/pause.ts";
import type { Subscription } from "../pbx/port.ts";
import type { Connection, Database } from "../storage/database.ts";
import { eq } from "../storage/drizzle.ts";
import { pbxConnections } from "../storage/schema.ts";
import { receiveFrame, type FrameDeps } from "./receive-frame.ts";

/** Events are stored through `intake`, so that a PBX that lets us wait for a token delays no other's. */
export type SubscribeDeps = FrameDeps & PbxSessionDeps & { registry: Registry; intake: Database };

const tokenCheckEveryMs = 30_000;
const firstWaitMs = 1000;
const longestWaitMs = 60_000;

/** Also while it is switched off: what happens meanwhile is recorded. */
export function wantsSubscription({ pbx }: KnownIntegration): boolean {
  return pbx.websocket && pbx.url !== null && pbx.loginProblem === null;
}

/** Subscribes again and again until told to stop, with growing pauses while the PBX does not answer. */
export async function keepSubscribed(
  deps: SubscribeDeps,
  integrationId: string,
  signal: AbortSignal,
): Promise<void> {
  let waitMs = firstWaitMs;
  while (!signal.aborted) {
    const integration = deps.registry.byId(integrationId);
    if (integration === undefined || !wantsSubscription(integration)) return;
    const startedAt = deps.clock.now();
    try {
      // Whoever kept it before may have had no time to say that it is over.
      await noteSubscribed(deps.db, integrationId, false);
      await subscribeOnce(deps, integration, signal);
    } catch (error) {
      deps.log.info({ integrationId, err: error }, "no subscription to the PBX");
    }
    if (deps.clock.now() - startedAt > longestWaitMs) waitMs = firstWaitMs;
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** Resolves when the connection has ended. Each new token gets a connection of its own. */
async function subscribeOnce(
  deps: SubscribeDeps,
  integration: KnownIntegration,
  signal: AbortSignal,
): Promise<void> {
  const integrationId = integration.id;
  let current = await open(deps, integration);
  deps.metrics.subscriptions.inc();
  const told = Promise.withResolvers<string>();
  const onAbort = () => told.resolve("told to stop");
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await noteSubscribed(deps.db, integrationId, true);
    deps.log.info({ integrationId }, "subscribed to the PBX");
    while (!signal.aborted) {
      const waiting = new AbortController();
      const ended = await Promise.race([
        current.subscription.closed,
        told.promise,
        pause(tokenCheckEveryMs, waiting.signal),
      ]);
      waiting.abort();
      if (typeof ended === "string") {
        deps.log.info({ integrationId, reason: ended }, "subscription ended");
        return;
      }
      if (!(await hasNewToken(deps, current))) continue;
      // Rolling: the new connection is confirmed before the old one, whose token has ended, is closed.
      const next = await open(deps, integration);
      current.subscription.close();
      current = next;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    current.subscription.close();
    deps.metrics.subscriptions.dec();
    await noteSubscribed(deps.db, integrationId, false);
  }
}

type Open = { integrationId: string; token: string; subscription: Subscription };

/** A token that cannot be had now ends no connection that stands: it is asked for again at the next look. */
async function hasNewToken(deps: SubscribeDeps, { integrationId, token }: Open): Promise<boolean> {
  try {
    const pbx = await pbxOf(deps, integrationId);
    return (await pbx.accessToken()) !== token;
  } catch (error) {
    deps.log.info({ integrationId, err: error }, "no token of the PBX now, the subscription stays");
    return false;
  }
}

/** What was missed before this moment is read from the PBX's own records. */
async function open(deps: SubscribeDeps, { id, pbx: { vendor } }: KnownIntegration): Promise<Open> {
  const pbx = await pbxOf(deps, id);
  const token = await pbx.accessToken();
  const onFrame = async (text: string) => {
    const integration = deps.registry.byId(id);
    if (integration !== undefined)
      await receiveFrame({ ...deps, db: deps.intake }, integration, text, "websocket");
  };
  const subscription = await deps.vendorOf(vendor).subscribe({
    url: pbx.url,
    certificate: pbx.certificate,
    accessToken: token,
    onFrame,
  });
  try {
    await deps.queue.add("pull-records", { integrationId: id }, { key: id }, deps.db);
  } catch (error) {
    subscription.close();
    throw error;
  }
  return { integrationId: id, token, subscription };
}

async function noteSubscribed(db: Connection, integrationId: string, subscribed: boolean): Promise<void> {
  await db.update(pbxConnections).set({ subscribed }).where(eq(pbxConnections.integrationId, integrationId));
}
