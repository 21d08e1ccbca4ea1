import type { KnownIntegration } from "../integrations/registry.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Queue } from "../queue/postgres.ts";
import { askSoon, indexOf, setWebhook } from "./index-store.ts";
import { beginReading, readChanges, type ReadChangesDeps } from "./read-changes.ts";
import { readNews, type ReadNewsDeps } from "./read-news.ts";

export type FollowDeps = ReadChangesDeps & ReadNewsDeps & { queue: Queue };

/** A job goes on for so long, and longer pauses are made between jobs. */
const longestRunMs = 60_000;
const shortPauseMs = 1000;

/** Reads page after page, and has itself called again when there is more. */
export async function followChanges(deps: FollowDeps, integration: KnownIntegration): Promise<void> {
  const { clock, queue, db } = deps;
  const until = clock.now() + longestRunMs;
  let turn: Awaited<ReturnType<typeof readChanges>>;
  // Once: were it done again between pages, one that is disconnected meanwhile would begin anew.
  await beginReading(deps, integration);
  do turn = await readChanges(deps, integration);
  while (turn.read && turn.next <= clock.now() && clock.now() < until);
  const { id } = integration;
  const startAfter = new Date(Math.max(turn.next, clock.now() + shortPauseMs));
  await queue.add("read-contacts", { integrationId: id }, { key: id, startAfter }, db);
  // Whoever wanted them read while this ran could not move the job that was not there yet.
  const nextAt = (await indexOf(db, id))?.nextAt ?? startAfter;
  if (nextAt < startAfter)
    await queue.reschedule("read-contacts", { integrationId: id }, { key: id, startAfter: nextAt }, db);
}

/** Reads those of whom there is news; when Zendesk asks for a pause, behind it. @throws {GatewayError} */
export async function followNews(deps: FollowDeps, integration: KnownIntegration): Promise<void> {
  const { id } = integration;
  try {
    while (await readNews(deps, integration));
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rate_limited") throw error;
    const startAfter = new Date(deps.clock.now() + error.failure.retryAfterMs);
    await deps.queue.add("read-contact-news", { integrationId: id }, { key: id, startAfter }, deps.db);
  }
}

/** Has changes read now instead of later, and looks whether the helpdesk still tells of them. */
export async function readNow(
  { queue, clock }: Pick<FollowDeps, "queue" | "clock">,
  db: Parameters<Queue["add"]>[3],
  integrationId: string,
): Promise<void> {
  const now = new Date(clock.now());
  await setWebhook(db, integrationId, { webhookSeenAt: null });
  await askSoon(db, integrationId, now);
  await queue.reschedule("read-contacts", { integrationId }, { key: integrationId, startAfter: now }, db);
}

/** After Zendesk was connected: whether it still tells us of changes is looked into as well. */
export async function beginContacts(
  deps: Pick<FollowDeps, "queue" | "clock">,
  db: Parameters<Queue["add"]>[3],
  integrationId: string,
): Promise<void> {
  await setWebhook(db, integrationId, { webhookUrl: null });
  await readNow(deps, db, integrationId);
}

/** Has changes of all of these read, where nothing is under way; what a lost job left over is caught up with. */
export async function readAll(
  { queue }: Pick<FollowDeps, "queue">,
  db: Parameters<Queue["add"]>[3],
  integrations: readonly KnownIntegration[],
): Promise<void> {
  for (const { id, status } of integrations) {
    if (status !== "connected") continue;
    await queue.add("read-contacts", { integrationId: id }, { key: id }, db);
    await queue.add("read-contact-news", { integrationId: id }, { key: id }, db);
  }
}
