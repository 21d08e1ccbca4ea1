import type { Registry } from "../integrations/registry.ts";
import type { Logger } from "../platform/logger.ts";
import type { Database } from "../storage/database.ts";
import { and, desc, eq, gt, inArray, or, sql } from "../storage/drizzle.ts";
import { calls } from "../storage/calls-schema.ts";
import { shownColumns, viewsOf, type ShownCall } from "./call-view.ts";
import type { Told } from "./core/relevance.ts";

export type HubDeps = { db: Database; registry: Registry; log: Logger };

/** One agent's stream as the hub feeds it. */
export type Follower = {
  integrationId: string;
  agentId: number;
  /** Greatest revision that was handed over. */
  revision: number;
  onCalls(told: Told[]): void;
  /** `/api/app/me` has changed. */
  onMe(): void;
  /** More has changed than can be told. */
  onReset(): void;
};

export type Hub = {
  /** Takes one message of the channel; null says that some may have been missed. */
  tell(payload: string | null): void;
  /** Feeds a follower from now on. What it should know already it reads with `changedSince`. */
  follow(follower: Follower): () => void;
  /** Calls changed after a revision; without one, those that run. Null when they are too many to be told. */
  changedSince(integrationId: string, revision: number | null): Promise<Told[] | null>;
  /** The greatest revision of an integration's calls: who comes now need not be told of it. */
  newestRevision(integrationId: string): Promise<number>;
  followers(): number;
};

/** A revision is taken before its transaction is committed: one that was overtaken so is looked for this long. */
const overtakenSeconds = 10;
const mostCaughtUp = 500;

/** Reads each changed call once for all who follow on this replica, those of one moment together. */
export function createHub(deps: HubDeps): Hub {
  const followers = new Map<string, Set<Follower>>();
  const changed = new Map<string, Set<string>>();
  const off = new Set<string>();
  let reading = false;

  async function readAll(): Promise<void> {
    for (let next = take(); next !== null; next = take()) {
      const [integrationId, callIds] = next;
      const rows = await deps.db
        .select(shownColumns)
        .from(calls)
        .where(and(eq(calls.integrationId, integrationId), inArray(calls.id, [...callIds])));
      const told = await toldOf(integrationId, rows);
      for (const follower of followers.get(integrationId) ?? []) hand(follower, told);
    }
  }

  function take(): [string, Set<string>] | null {
    const [next] = changed;
    if (next === undefined) return null;
    changed.delete(next[0]);
    return next;
  }

  function readSoon(): void {
    if (reading) return;
    reading = true;
    setImmediate(() => {
      readAll()
        .catch((error: unknown) => {
          deps.log.warn({ err: error }, "changed calls could not be read");
          catchUpAll();
        })
        .finally(() => {
          reading = false;
          if (changed.size > 0) readSoon();
        });
    });
  }

  async function toldOf(integrationId: string, rows: ShownCall[]): Promise<Told[]> {
    const integration = deps.registry.byId(integrationId);
    if (integration === undefined || integration.status === "disabled") return [];
    const views = await viewsOf(deps.db, integration, rows);
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    return views.map((view) => ({
      view,
      outsideKey: rowOf.get(view.id)?.outsideKey ?? null,
      contactUserId: rowOf.get(view.id)?.contactUserId ?? null,
      byHand: rowOf.get(view.id)?.contactByHand ?? false,
    }));
  }

  async function changedSince(integrationId: string, revision: number | null): Promise<Told[] | null> {
    const rows = await deps.db
      .select(shownColumns)
      .from(calls)
      .where(
        and(
          eq(calls.integrationId, integrationId),
          revision === null
            ? inArray(calls.state, ["ringing", "talking"])
            : or(
                gt(calls.revision, revision),
                and(
                  gt(calls.revision, revision - mostCaughtUp),
                  gt(calls.changedAt, sql`now() - make_interval(secs => ${overtakenSeconds})`),
                ),
              ),
        ),
      )
      .orderBy(calls.revision)
      .limit(mostCaughtUp + 1);
    return rows.length > mostCaughtUp ? null : toldOf(integrationId, rows);
  }

  async function newestRevision(integrationId: string): Promise<number> {
    const [row] = await deps.db
      .select({ revision: calls.revision })
      .from(calls)
      .where(eq(calls.integrationId, integrationId))
      .orderBy(desc(calls.revision))
      .limit(1);
    return row?.revision ?? 0;
  }

  /** Whether an integration that was switched off is on again: nobody was told of its calls meanwhile. */
  function isBack(integrationId: string): boolean {
    if (deps.registry.byId(integrationId)?.status !== "disabled") return off.delete(integrationId);
    off.add(integrationId);
    return false;
  }

  function catchUpAll(): void {
    for (const all of followers.values())
      for (const follower of all)
        changedSince(follower.integrationId, follower.revision).then(
          (told) => (told === null ? follower.onReset() : hand(follower, told)),
          (error: unknown) => deps.log.warn({ err: error }, "a stream could not catch up"),
        );
  }

  return {
    tell: (payload) => {
      if (payload === null) return catchUpAll();
      const [what, integrationId = "", id = ""] = payload.split(" ");
      const here = followers.get(integrationId);
      if (here === undefined) return;
      if (what === "call") {
        changed.set(integrationId, (changed.get(integrationId) ?? new Set()).add(id));
        readSoon();
      }
      if (what === "me" && isBack(integrationId)) for (const follower of here) follower.onReset();
      if (what === "me")
        for (const follower of here) if (id === "*" || id === String(follower.agentId)) follower.onMe();
    },
    follow: (follower) => {
      const { integrationId } = follower;
      followers.set(integrationId, (followers.get(integrationId) ?? new Set()).add(follower));
      return () => {
        const here = followers.get(integrationId);
        here?.delete(follower);
        if (here?.size === 0) followers.delete(integrationId);
      };
    },
    changedSince,
    newestRevision,
    followers: () => [...followers.values()].reduce((sum, here) => sum + here.size, 0),
  };
}

function hand(follower: Follower, told: Told[]): void {
  for (const { view } of told) follower.revision = Math.max(follower.revision, view.revision);
  if (told.length > 0) follower.onCalls(told);
}
