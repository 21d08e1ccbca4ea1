import type { KnownIntegration } from "../integrations/registry.ts";
import { zendeskAccount, type GrantDeps } from "../integrations/zendesk-grant.ts";
import { widenCopy } from "../phonebook/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { changedUsers, countUsers, type ChangesPage } from "../zendesk/changed-users.ts";
import type { ZendeskAccount } from "../zendesk/client.ts";
import { follow, restartOf } from "./core/follow.ts";
import { largerPage, pauseBeforeNext, smallerPage } from "./core/pace.ts";
import { ensureWebhook } from "./ensure-webhook.ts";
import {
  beginAgain,
  beginIndex,
  endTurn,
  indexOf,
  isReadingAll,
  lockTurn,
  setTotal,
  takeTurn,
  type IndexRow,
} from "./index-store.ts";
import { keepPeople } from "./keep-people.ts";
import { readNumbersAnew } from "./read-numbers-anew.ts";

export type ReadChangesDeps = GrantDeps & { publicUrl: string };
type EndDeps = Pick<ReadChangesDeps, "clock"> & { db: Parameters<typeof endTurn>[0] };

/** A page may take a while; whoever dies over one keeps the others waiting until the lease ends. */
const patienceMs = 25_000;
const leaseMs = 40_000;
/** Changes are read so often; where webhooks tell of them this closes what they left out. */
const betweenReadsMs = 5 * 60_000;
const afterTroubleMs = 60_000;
/** Zendesk holds back the newest minute, and clocks differ: what was changed just before we began comes later. */
const withheldMs = 75_000;
/** With these Zendesk says that a cursor is none, or counts no more; with others that we may not ask. */
const cursorRefused = new Set([400, 404, 410, 422]);
/** A page that came late, cut off or not at all may have been too large. */
const mayBeTooLarge = new Set(["unreachable", "unavailable", "malformed"]);

/** Begins to know an integration's people, where that has not begun. */
export async function beginReading(
  { db, clock }: ReadChangesDeps,
  integration: KnownIntegration,
): Promise<void> {
  const key = { country: integration.defaultCountry, numberFields: numberFieldsIn(integration) };
  await beginIndex(db, integration.id, key, new Date(clock.now()));
}

function numberFieldsIn({ contacts }: KnownIntegration): string[] {
  return contacts.numberFields.toSorted();
}

/**
 * Reads one page of who was changed, everybody at first, if it is time and nobody else does. Says whether it
 * did, and when the next one can be read (epoch ms).
 */
export async function readChanges(
  deps: ReadChangesDeps,
  integration: KnownIntegration,
): Promise<{ read: boolean; next: number }> {
  const { db, clock } = deps;
  const { id } = integration;
  const numberFields = numberFieldsIn(integration);
  const now = clock.now();
  const turn = await takeTurn(db, id, now, leaseMs);
  if (turn === null) {
    const nextAt = (await indexOf(db, id))?.nextAt?.getTime() ?? now;
    return { read: false, next: Math.max(nextAt, now) };
  }
  try {
    const index = await adapt(deps, integration, turn, numberFields);
    const account = await zendeskAccount(deps, id, { patienceMs });
    await ensureWebhook(deps, account, integration, index, now);
    if (isReadingAll(index) && index.peopleTotal === null) await count(deps, account, id);
    const next = await readPage(deps, account, index);
    return { read: next !== null, next: next ?? now + betweenReadsMs };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { failure } = error;
    if (failure.kind === "rate_limited")
      return { read: true, next: await end(deps, turn, {}, failure.retryAfterMs) };
    deps.log.info({ err: error, integrationId: id }, "contacts could not be read");
    const pageSize = mayBeTooLarge.has(failure.kind) ? smallerPage(turn.pageSize) : turn.pageSize;
    return { read: true, next: await end(deps, turn, { trouble: error.message, pageSize }, afterTroubleMs) };
  }
}

/** What was changed of the settings since the last page: the country of the keys, or the fields that are read. */
async function adapt(
  { db, clock }: ReadChangesDeps,
  { id, defaultCountry }: KnownIntegration,
  index: IndexRow,
  numberFields: string[],
): Promise<IndexRow> {
  if (index.country !== defaultCountry) await readNumbersAnew(db, id, defaultCountry);
  if (index.numberFields.join("\n") !== numberFields.join("\n"))
    await beginAgain(db, id, numberFields, new Date(clock.now()));
  return (await indexOf(db, id)) ?? index;
}

/** When the next page can be read; null where what was read counts no more. */
async function readPage(
  deps: ReadChangesDeps,
  account: ZendeskAccount,
  index: IndexRow,
): Promise<number | null> {
  const page = await pageBehind(account, index);
  return deps.db.transaction(async (tx) => {
    const held = await lockTurn(tx, index);
    if (held === "lost") return null;
    const inTx = { ...deps, db: tx };
    return held === "ours" ? keepPage(inTx, index, page) : end(inTx, index, {}, 0);
  });
}

async function keepPage(deps: EndDeps, index: IndexRow, page: ChangesPage | null): Promise<number> {
  const place = { ...index, changesUntil: index.changesUntil?.getTime() ?? null };
  if (page === null) return end(deps, index, restartOf(place), 0);
  const now = deps.clock.now();
  const newest = page.people.reduce<number | null>(
    (latest, one) => Math.max(latest ?? one.updatedAt, one.updatedAt),
    null,
  );
  const followed = follow(place, { ...page, count: page.people.length, newest });
  await keepPeople(deps.db, index, page.people, now);
  if (followed.kind === "stuck") {
    const trouble = `Zendesk's list of users ${followed.why === "repeats" ? "comes again from the same place" : "runs backwards"}.`;
    return end(deps, index, { trouble }, betweenReadsMs);
  }
  const read = isReadingAll(index) ? page.people.length : 0;
  const pageSize = largerPage(index.pageSize);
  const change = { ...followed.place, read, trouble: null, pageSize };
  if (followed.kind === "on") return end(deps, index, change, pauseBeforeNext(page.limits));
  const completeAt = index.begunAt.getTime() + withheldMs;
  if (isReadingAll(index) && now < completeAt) return end(deps, index, change, completeAt - now);
  const at = new Date(now);
  const ended = { ...change, readAt: at, filledAt: index.filledAt ?? at };
  const next = await end(deps, index, ended, betweenReadsMs);
  if (index.filledAt === null) await widenCopy(deps.db, index.integrationId, now);
  return next;
}

/** Null when the cursor counts no more. @throws {GatewayError} */
async function pageBehind(
  account: ZendeskAccount,
  { cursor, changesUntil, numberFields, pageSize }: IndexRow,
): Promise<ChangesPage | null> {
  const since = Math.floor((changesUntil?.getTime() ?? 0) / 1000);
  try {
    const from = cursor === null ? { since } : { cursor };
    return await changedUsers(account, from, { numberFields, pageSize });
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : null;
    if (cursor !== null && failure?.kind === "rejected" && cursorRefused.has(failure.status)) return null;
    throw error;
  }
}

async function end(
  { db, clock }: EndDeps,
  turn: IndexRow,
  change: Parameters<typeof endTurn>[2],
  pauseMs: number,
): Promise<number> {
  const next = clock.now() + pauseMs;
  await endTurn(db, turn, change, new Date(next));
  return next;
}

/** It is only for showing how far it is. */
async function count({ db, log }: ReadChangesDeps, account: ZendeskAccount, id: string): Promise<void> {
  try {
    await setTotal(db, id, await countUsers(account));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    log.info({ err: error, integrationId: id }, "users could not be counted");
  }
}
