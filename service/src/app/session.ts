import type { Session } from "@deskline/shared/app";
import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import { parseJson } from "../platform/json.ts";
import { createSecretBox, deriveKeys, SecretError, type SecretKeys } from "../platform/secrets.ts";

/** Of whom a session is. Rights are looked up each time. */
export type SessionHolder = { integrationId: string; agentId: number };
/** And what Zendesk signed of the frame that it is for. */
type Proved = SessionHolder & { ticketId?: number | undefined };

const Contents = z.object({
  integrationId: z.uuid(),
  agentId: z.int().positive(),
  /** The ticket that Zendesk proved to show beside the frame. */
  ticketId: z.int().positive().optional(),
  /** When Zendesk proved the agent. */
  loadedAt: z.number(),
  endsAt: z.number(),
});
export type AppSession = z.infer<typeof Contents>;

export type Sessions = {
  begin(proved: Proved): Session;
  /** Whose session a token is, also one that has ended; null for what we did not make. */
  read(token: string): AppSession | null;
  hasEnded(session: AppSession): boolean;
  /** A fresh token, also for a session that has ended; null when the load it goes back to is too long ago. */
  renew(session: AppSession): Session | null;
};

const audience = "deskline-app";
const lifeMs = 30 * 60_000;
const longestMs = 12 * 3600_000;

/**
 * Sessions of the app: sealed tokens, so that nothing is stored and every replica can read them. The keys
 * are made from the encryption key for this purpose, and the audience is sealed with the contents.
 */
export function createSessions(keys: SecretKeys, clock: Clock): Sessions {
  const box = createSecretBox(deriveKeys(keys, audience));

  function issue(proved: Proved, loadedAt: number): Session {
    const now = clock.now();
    const endsAt = Math.min(now + lifeMs, loadedAt + longestMs);
    const contents: AppSession = { ...proved, loadedAt, endsAt };
    return { token: box.seal(JSON.stringify(contents), audience), expiresInMs: endsAt - now };
  }

  return {
    begin: (proved) => issue(proved, clock.now()),
    read(token) {
      try {
        return Contents.parse(parseJson(box.open(token, audience)));
      } catch (error) {
        if (error instanceof SecretError) return null;
        throw error;
      }
    },
    hasEnded: (session) => clock.now() >= session.endsAt,
    renew({ integrationId, agentId, ticketId, loadedAt }) {
      if (clock.now() >= loadedAt + longestMs) return null;
      return issue({ integrationId, agentId, ticketId }, loadedAt);
    },
  };
}
