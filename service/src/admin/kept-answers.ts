import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { problem } from "../http/problem.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../storage/database.ts";
import { and, eq, lt } from "../storage/drizzle.ts";
import { keptAnswers as kept } from "../storage/console-schema.ts";
import type { AdminEnv } from "./env.ts";

export type KeptAnswersDeps = { db: Database; clock: Clock };

type Row = typeof kept.$inferSelect;
type Key = Pick<Row, "actor" | "key">;

/** Stands for the status of a request that still runs. */
const running = 0;
/** A request that ran longer ended with its process: some wait for a row while tokens are renewed under its lock. */
const longestRunMs = 180_000;
const keptMs = 24 * 3600_000;

/**
 * Answers a request that comes again with the same `Idempotency-Key` as it was answered the first time, for a day;
 * without that header it does nothing. What failed made nothing and can be asked again.
 */
export function keptAnswers(deps: KeptAnswersDeps): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return next();
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) return problem(c, "input_wrong");
    const own = { actor: actorOf(c), key };
    const requestHash = await hashOf(c);
    const earlier = await begin(deps, own, requestHash);
    if (earlier !== null) return again(c, earlier, requestHash);
    try {
      await next();
    } finally {
      await end(deps, own, c.res);
    }
  };
}

export async function sweepKeptAnswers({ db, clock }: KeptAnswersDeps): Promise<void> {
  await db.delete(kept).where(lt(kept.at, new Date(clock.now() - keptMs)));
}

function actorOf(c: Context<AdminEnv>): string {
  const who = c.get("who");
  return who.kind === "operator" ? "operator" : `${who.integrationId} ${c.get("actor").id}`;
}

async function hashOf(c: Context<AdminEnv>): Promise<string> {
  const { method, path } = c.req;
  return createHash("sha256")
    .update(`${method} ${path}\n${await c.req.text()}`)
    .digest("base64url");
}

/** Notes that the request runs; what is known of it when it came before. */
async function begin({ db, clock }: KeptAnswersDeps, own: Key, requestHash: string): Promise<Row | null> {
  const now = clock.now();
  return db.transaction(async (tx) => {
    await tx
      .delete(kept)
      .where(and(ofKey(own), eq(kept.status, running), lt(kept.at, new Date(now - longestRunMs))));
    await tx.delete(kept).where(and(ofKey(own), lt(kept.at, new Date(now - keptMs))));
    const added = await tx
      .insert(kept)
      .values({ ...own, requestHash, status: running, body: "", at: new Date(now) })
      .onConflictDoNothing()
      .returning({ key: kept.key });
    if (added.length > 0) return null;
    const [row] = await tx.select().from(kept).where(ofKey(own));
    return row ?? { ...own, requestHash, status: running, body: "", at: new Date(now) };
  });
}

function again(c: Context<AdminEnv>, { requestHash, status, body }: Row, asked: string) {
  if (requestHash !== asked) return problem(c, "key_reused");
  if (status === running) return problem(c, "key_running");
  c.header("idempotency-replayed", "true");
  c.header("content-type", "application/json");
  return c.body(body, status as ContentfulStatusCode);
}

async function end({ db }: KeptAnswersDeps, own: Key, answer: Response): Promise<void> {
  if (answer.ok)
    await db
      .update(kept)
      .set({ status: answer.status, body: await answer.clone().text() })
      .where(ofKey(own));
  else await db.delete(kept).where(ofKey(own));
}

function ofKey({ actor, key }: Key) {
  return and(eq(kept.actor, actor), eq(kept.key, key));
}
