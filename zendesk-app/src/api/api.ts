import type { Schema } from "../parse.ts";
import { problemOf, Refused, SessionOver, Unreachable } from "./problem.ts";
import type { Reachability } from "./reachability.ts";
import type { ServerClock } from "./server-clock.ts";
import { reach, type AppSession } from "./session.ts";

export type Api = {
  get<T>(path: string, schema: Schema<T>, signal?: AbortSignal): Promise<T>;
  send<T>(method: "POST" | "PUT", path: string, body: unknown, schema: Schema<T>): Promise<T>;
  /** The answer as it streams in; the caller reads and ends it. */
  open(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
  reachability: Reachability;
  clock: ServerClock;
};

export type ApiDeps = {
  session: AppSession;
  reachability: Reachability;
  clock: ServerClock;
  fetch: typeof fetch;
};

type Request = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  keepalive?: boolean;
  signal: AbortSignal;
};

/** For an answer of which nothing is wanted but that it is a success. */
export const anything: Schema<unknown> = { parse: (value) => value };

const timeoutMs = 20_000;

/** Speaks to `/api/app/`: paths begin after that. Throws `Refused`, `Unreachable` or `SessionOver`. */
export function createApi({ session, reachability, clock, fetch }: ApiDeps): Api {
  async function attempt(path: string, init: Request, token: string): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    return reach(() => fetch(`/api/app/${path}`, { ...init, headers }));
  }

  async function request(path: string, init: Request): Promise<Response> {
    try {
      const token = await session.token();
      let answer = await attempt(path, init, token);
      if (answer.status === 401) answer = await attempt(path, init, await session.renewed(token));
      if (answer.status === 401) throw new SessionOver("The new session was refused");
      if (!answer.ok) throw await problemOf(answer);
      reachability.answered();
      clock.learn(answer.headers.get("date"));
      return answer;
    } catch (error) {
      if (error instanceof Unreachable) reachability.failed();
      else if (error instanceof SessionOver) reachability.ended();
      else if (error instanceof Refused) reachability.answered();
      throw error;
    }
  }

  async function json<T>(path: string, init: Request, schema: Schema<T>): Promise<T> {
    const answer = await request(path, init);
    return schema.parse(answer.status === 204 ? null : await answer.json());
  }

  return {
    reachability,
    clock,
    get: (path, schema, signal) =>
      json(
        path,
        { signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)].filter((s) => s !== undefined)) },
        schema,
      ),
    send: (method, path, body, schema) =>
      json(
        path,
        {
          method,
          // What an agent wrote last is sent even when the frame goes.
          keepalive: true,
          signal: AbortSignal.timeout(timeoutMs),
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        },
        schema,
      ),
    open: (path, headers, signal) => request(path, { headers, signal }),
  };
}
