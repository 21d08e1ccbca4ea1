import type { Account } from "../account.ts";
import { Refusal } from "./refusal.ts";

type Window = { startedAt: number; used: number };
type EndpointLimit = { name: string; total: number; windowMs: number; key?: string; silent?: boolean };

export type Limits = {
  /** Counts a request against the account and sets the headers every answer carries. */
  countRequest(headers: Headers): void;
  /** Counts it against one endpoint's own limit. */
  countEndpoint(headers: Headers, limit: EndpointLimit): void;
  setRequestsPerMinute(total: number): void;
};

const minuteMs = 60_000;

export function createLimits(account: Account): Limits {
  const windows = new Map<string, Window>();
  let perMinute = account.options.requestsPerMinute;

  function count(key: string, total: number, windowMs: number) {
    const now = account.now();
    let window = windows.get(key);
    if (window === undefined || now >= window.startedAt + windowMs || now < window.startedAt) {
      window = { startedAt: now, used: 0 };
      windows.set(key, window);
    }
    const resetsInS = Math.max(1, Math.ceil((window.startedAt + windowMs - now) / 1000));
    const exceeded = window.used >= total;
    if (!exceeded) window.used += 1;
    return { exceeded, remaining: total - window.used, resetsInS };
  }

  return {
    countRequest(headers) {
      const { exceeded, remaining, resetsInS } = count("account", perMinute, minuteMs);
      headers.set("x-rate-limit", String(perMinute));
      headers.set("x-rate-limit-remaining", String(Math.max(0, remaining)));
      headers.set("ratelimit-limit", String(perMinute));
      headers.set("ratelimit-remaining", String(Math.max(0, remaining)));
      headers.set("ratelimit-reset", String(resetsInS));
      if (exceeded) throw tooManyRequests(resetsInS);
    },
    countEndpoint(headers, limit) {
      if (!account.options.endpointLimits) return;
      const key = `${limit.name} ${limit.key ?? ""}`;
      const { exceeded, remaining, resetsInS } = count(key, limit.total, limit.windowMs);
      if (limit.silent !== true) {
        const value = `total=${limit.total}; remaining=${Math.max(0, remaining)}; resets=${resetsInS}`;
        headers.set(`zendesk-ratelimit-${limit.name}`, value);
      }
      if (exceeded) throw tooManyRequests(resetsInS);
    },
    setRequestsPerMinute(total) {
      perMinute = total;
    },
  };
}

function tooManyRequests(retryAfterS: number): Refusal {
  return new Refusal(
    429,
    {
      error: "APIRateLimitExceeded",
      description: "Number of allowed API requests per minute exceeded",
    },
    { headers: { "retry-after": String(retryAfterS) } },
  );
}

type Counted = { method: string; path: string; query: URLSearchParams; userId: number };

/** The limits of single endpoints (paths without `.json`) that apply to a request. */
export function endpointLimits(account: Account, request: Counted): EndpointLimit[] {
  const { method, path } = request;
  const at = (pattern: RegExp) => pattern.exec(path.replace(/^\/api\/v2\//, ""));
  const highVolume = account.options.highVolume;
  const limits: EndpointLimit[] = [];
  const add = (name: string, total: number, more: Partial<EndpointLimit> = {}) =>
    limits.push({ name, total, windowMs: minuteMs, ...more });

  if (method === "GET" && at(/^tickets$/)) {
    add("tickets-index", 100);
    if (Number(request.query.get("page") ?? 1) > 500) add("tickets-index-deep-pagination", 50);
  }
  if (method === "POST" && at(/^tickets$/)) {
    add("ticket-request-create-by-user-and-ip", 300, { key: String(request.userId) });
  }
  const ticket = method === "PUT" ? at(/^tickets\/(\d+)$/) : null;
  if (ticket !== null) {
    add("tickets-update", highVolume ? 300 : 100);
    const key = `${ticket[1]} ${request.userId}`;
    add("per-ticket-updates", 30, { windowMs: 10 * minuteMs, key });
  }
  const user = method === "PUT" ? at(/^users\/(\d+)$/) : null;
  if (user !== null || (method === "POST" && at(/^users\/create_or_update$/))) {
    add("users-update", 1, { windowMs: 1000, silent: true });
    if (user !== null) add("user-update", 5, { key: String(user[1]), silent: true });
  }
  if (at(/^search\/export$/)) add("search-export", 100);
  else if (at(/^search(\/count)?$/) || at(/^users\/search$/)) {
    add("search-index", account.options.searchesPerMinute);
  }
  if (at(/^incremental\//)) add("incremental-exports", highVolume ? 30 : 10);
  if (at(/^webhooks\/test$/)) add("webhooks-test", 20, { silent: true });
  else if (at(/^webhooks(\/|$)/)) add("webhooks", 100, { silent: true });
  if (at(/^apps\/notify$/)) add("apps-notify", 100, { silent: true });
  return limits;
}
