import { problemOf, Refused, SessionOver, Unreachable } from "../../api/problem.ts";
import type { Reachability } from "../../api/reachability.ts";
import type { ServerClock } from "../../api/server-clock.ts";
import { reach } from "../../api/session.ts";
import type { Schema } from "../../parse.ts";
import type { Credentials } from "./credentials.ts";

export type Method = "POST" | "PUT" | "PATCH" | "DELETE";

export type ConsoleApi = {
  get<T>(path: string, schema: Schema<T>, signal?: AbortSignal): Promise<T>;
  /** `key` makes a repetition of the same request harmless. */
  send<T>(method: Method, path: string, body: unknown, schema: Schema<T>, key?: string): Promise<T>;
  /** A file of the service. */
  download(path: string): Promise<{ name: string; content: Blob }>;
  reachability: Reachability;
  clock: ServerClock;
};

/** The service wants to be left alone for a while. */
export class TooSoon extends Refused {
  readonly retryAfterMs: number;

  constructor(refused: Refused, retryAfterMs: number) {
    super(refused.status, refused.code, refused.message, refused.requestId);
    this.name = "TooSoon";
    this.retryAfterMs = retryAfterMs;
  }
}

/** Testing a PBX that does not answer takes the service a while. */
const timeoutMs = 60_000;

type Deps = { credentials: Credentials; reachability: Reachability; clock: ServerClock; fetch: typeof fetch };

/**
 * Speaks to `/api/admin/`: paths begin after that. A request that carries no session any more waits until there is a
 * new one and is made again, so that nothing that was typed is lost.
 */
export function createConsoleApi({ credentials, reachability, clock, fetch }: Deps): ConsoleApi {
  async function attempt(path: string, init: RequestInit): Promise<Response> {
    const proof = await credentials.headers();
    const headers = { ...(init.headers as Record<string, string>), ...proof };
    const answer = await reach(() => fetch(`/api/admin/${path}`, { ...init, headers, ...limits(init) }));
    if (answer.ok) return answer;
    const problem = await problemOf(answer);
    if (!(problem instanceof Refused)) throw problem;
    if (problem.status === 401 && problem.code.startsWith("session_")) {
      await credentials.renew(proof);
      return attempt(path, init);
    }
    const seconds = Number(answer.headers.get("retry-after") ?? "");
    throw problem.status === 429 && seconds > 0 ? new TooSoon(problem, seconds * 1000) : problem;
  }

  async function request(path: string, init: RequestInit): Promise<Response> {
    try {
      const answer = await attempt(path, init);
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

  async function read<T>(answer: Response, schema: Schema<T>): Promise<T> {
    return schema.parse(answer.status === 204 ? null : await answer.json());
  }

  return {
    reachability,
    clock,
    get: async (path, schema, signal) =>
      read(await request(path, signal === undefined ? {} : { signal }), schema),
    send: async (method, path, body, schema, key) =>
      read(
        await request(path, {
          method,
          headers: {
            "content-type": "application/json",
            ...(key === undefined ? {} : { "idempotency-key": key }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
        schema,
      ),
    download: async (path) => {
      const answer = await request(path, {});
      return { name: fileName(answer.headers.get("content-disposition")), content: await answer.blob() };
    },
  };
}

/** Each attempt has its own time: a request may have waited for somebody to log in. */
function limits({ signal }: RequestInit): { signal: AbortSignal } {
  const timeout = AbortSignal.timeout(timeoutMs);
  return { signal: signal == null ? timeout : AbortSignal.any([signal, timeout]) };
}

function fileName(disposition: string | null): string {
  return /filename="?([^";]+)"?/.exec(disposition ?? "")?.[1] ?? "deskline";
}
