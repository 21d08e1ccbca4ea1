import { sweepKeptAnswers, type KeptAnswersDeps } from "../admin/kept-answers.ts";
import { lt, or } from "../storage/drizzle.ts";
import { consoleSessions, failedLogins, setupLinks } from "../storage/console-schema.ts";
import { seenSince } from "./core/session-life.ts";
import { countedMs } from "./core/throttle.ts";

/** Forgets what counts no more: ended sessions, old wrong tries, links that have ended, answers of yesterday. */
export async function sweepConsole(deps: KeptAnswersDeps): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  await db
    .delete(consoleSessions)
    .where(
      or(
        lt(consoleSessions.expiresAt, new Date(now)),
        lt(consoleSessions.lastSeenAt, new Date(seenSince(now))),
      ),
    );
  await db.delete(failedLogins).where(lt(failedLogins.at, new Date(now - countedMs)));
  await db.delete(setupLinks).where(lt(setupLinks.expiresAt, new Date(now)));
  await sweepKeptAnswers(deps);
}
