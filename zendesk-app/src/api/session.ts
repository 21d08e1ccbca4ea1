import { Session } from "@deskline/shared/app";
import { isPassing, problemOf, SessionOver, Unreachable } from "./problem.ts";

/** Renewed when a fifth of its life is left. */
const renewAt = 0.8;

export type AppSession = {
  /** A token that is good for a while yet; throws `SessionOver` when there is none to be had. */
  token(): Promise<string>;
  /** A new token although the old one looked good: the service has refused it. */
  renewed(refused: string): Promise<string>;
};

/** Keeps the bearer token in memory and renews it in time, once for all who ask at the same moment. */
export function createSession(first: Session, fetcher: typeof fetch, now: () => number): AppSession {
  let current = {
    token: first.token,
    renewFrom: now() + first.expiresInMs * renewAt,
    ends: now() + first.expiresInMs,
  };
  let over = false;
  let renewing: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const answer = await reach(() =>
      fetcher("/api/app/session", { method: "POST", headers: { authorization: `Bearer ${current.token}` } }),
    );
    if (!answer.ok) {
      const problem = await problemOf(answer);
      if (isPassing(problem)) throw problem;
      over = true;
      throw new SessionOver(problem.message);
    }
    const { token, expiresInMs } = Session.parse(await answer.json());
    current = { token, renewFrom: now() + expiresInMs * renewAt, ends: now() + expiresInMs };
    return token;
  }

  function renewOnce(): Promise<string> {
    renewing ??= renew().finally(() => (renewing = null));
    return renewing;
  }

  return {
    async token() {
      if (over) throw new SessionOver("The session is over");
      if (now() < current.renewFrom) return current.token;
      try {
        return await renewOnce();
      } catch (error) {
        if (error instanceof SessionOver || now() >= current.ends) throw error;
        return current.token;
      }
    },
    async renewed(refused) {
      if (over) throw new SessionOver("The session is over");
      return refused === current.token ? renewOnce() : current.token;
    },
  };
}

/** A request that comes to nothing is `Unreachable`; one that was given up stays what it is. */
export async function reach(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable("No answer", { cause: error });
  }
}
