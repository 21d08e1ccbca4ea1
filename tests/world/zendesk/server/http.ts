import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono, type Context } from "hono";
import type { Account } from "../account.ts";
import type { RecordedRequest } from "../records.ts";
import { authenticate, authorize } from "./authenticate.ts";
import type { Call, Reply, Route } from "./call.ts";
import { edgeErrorPage, type FaultAction, type FaultBox } from "./faults.ts";
import { joinedQuery, readableBody, type Journal } from "./journal.ts";
import { endpointLimits, type Limits } from "./limits.ts";
import { paginationKeys } from "./pagination.ts";
import { invalidEndpoint, Refusal } from "./refusal.ts";

export type Env = { Bindings: HttpBindings; Variables: { raw: Uint8Array<ArrayBuffer> } };

export type Parts = {
  account: Account;
  faults: FaultBox;
  limits: Limits;
  journal: Journal;
  /** Aborted when the server goes down: ends waiting requests. */
  down: () => AbortSignal;
  /** Called before each request: lets background jobs catch up with the clock. */
  tick: () => void;
};

/** Path as the routes know it: without `.json`, with the older prefixes of the apps endpoints unified. */
function plainPath(path: string): string {
  return path.replace(/\.json$/, "").replace(/^\/api\/(support\/)?apps(?=\/|$)/, "/api/v2/apps");
}

export function createApp(parts: Parts): Hono<Env> {
  const app = new Hono<Env>({ getPath: (request) => plainPath(new URL(request.url).pathname) });
  app.use("*", async (c, next) => {
    const url = new URL(c.req.url);
    c.set("raw", new Uint8Array(await c.req.arrayBuffer()));
    if (!/^\/(api|oauth)\//.test(url.pathname)) return next();
    const record = recordRequest(parts, c, url);
    const fault = parts.faults.take(record.method, url.pathname, record.headers["idempotency-key"]);
    const early = fault === null ? null : await sufferBefore(parts, c, record, fault);
    if (early !== null) return early;
    parts.tick();
    await next();
    record.status = c.res.status;
    const dropped = fault?.kind === "drop_after" || fault?.kind === "drop_then";
    record.answered = !dropped;
    if (dropped) c.res = dropConnection(c);
    if (fault?.kind === "page_after") c.res = page(200);
    return undefined;
  });
  app.notFound((c) => {
    const refusal = invalidEndpoint("unknown path");
    note(parts.account, c.req.method, new URL(c.req.url).pathname, refusal.mistake);
    return render({ status: 404, body: refusal.body }, new Headers());
  });
  app.onError((error, c) => {
    note(parts.account, c.req.method, c.req.path, `the simulator failed: ${error.stack ?? error.message}`);
    return render(
      { status: 500, body: { error: "InternalError", description: error.message } },
      new Headers(),
    );
  });
  return app;
}

function recordRequest(parts: Parts, c: Context<Env>, url: URL): RecordedRequest {
  const record: RecordedRequest = {
    at: parts.account.now(),
    method: c.req.method,
    path: url.pathname,
    query: joinedQuery(url.searchParams),
    headers: c.req.header(),
    body: readableBody(c.get("raw"), c.req.header("content-type") ?? ""),
    status: 0,
    answered: false,
  };
  parts.journal.requests.push(record);
  return record;
}

async function sufferBefore(parts: Parts, c: Context<Env>, record: RecordedRequest, fault: FaultAction) {
  switch (fault.kind) {
    case "latency":
      await sleep(fault.ms, undefined, { signal: parts.down() }).catch(() => undefined);
      return null;
    case "waits":
      await Promise.race([fault.for, aborted(parts.down())]);
      return null;
    case "status": {
      record.status = fault.status;
      record.answered = true;
      const reply: Reply = { status: fault.status, body: fault.body ?? "" };
      return render(
        fault.headers === undefined ? reply : { ...reply, headers: fault.headers },
        new Headers(),
      );
    }
    case "html":
      record.status = fault.status;
      record.answered = true;
      return page(fault.status);
    case "drop_before":
      return dropConnection(c);
    case "hang":
      await aborted(parts.down());
      return dropConnection(c);
    case "drop_then":
      c.env.incoming.socket.destroy();
      await Promise.race([fault.after, aborted(parts.down())]);
      return null;
    case "drop_after":
    case "page_after":
      return null;
  }
}

function page(status: number): Response {
  return new Response(edgeErrorPage, { status, headers: { "content-type": "text/html" } });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function dropConnection(c: Context<Env>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Adds API routes: authentication, limits, scopes and the body are dealt with before each handler. */
export function addRoutes(app: Hono<Env>, parts: Parts, routes: readonly Route[]): void {
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const replyHeaders = new Headers({ "x-request-id": randomUUID() });
      try {
        return render(await answer(parts, c, route, replyHeaders), replyHeaders);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        note(parts.account, c.req.method, c.req.path, error.mistake);
        return render({ status: error.status, body: error.body, headers: error.headers }, replyHeaders);
      }
    });
  }
}

async function answer(parts: Parts, c: Context<Env>, route: Route, replyHeaders: Headers): Promise<Reply> {
  const { account, limits } = parts;
  const url = new URL(c.req.url);
  const headers = c.req.raw.headers;
  const path = plainPath(url.pathname);
  if (route.who !== "anonymous") limits.countRequest(replyHeaders);
  const caller = authenticate(account, headers, route);
  const counted = { method: c.req.method, path, query: url.searchParams, userId: caller.user.id };
  for (const limit of endpointLimits(account, counted)) limits.countEndpoint(replyHeaders, limit);
  authorize(caller, route);
  checkQuery(account, route, url);
  const call: Call = {
    account,
    method: c.req.method,
    path: url.pathname,
    params: c.req.param(),
    query: url.searchParams,
    headers,
    raw: c.get("raw"),
    body: parseBody(c, route),
    user: caller.user,
    token: caller.token,
    replyHeaders,
    unpermitted: [],
  };
  try {
    return await route.handle(call);
  } finally {
    reportUnpermitted(call);
  }
}

function checkQuery(account: Account, route: Route, url: URL): void {
  const known = [...(route.query ?? []), ...(route.paginated === true ? paginationKeys : [])];
  for (const key of url.searchParams.keys()) {
    if (!known.includes(key)) note(account, route.method, url.pathname, `unknown query parameter ${key}`);
  }
}

function parseBody(c: Context<Env>, route: Route): unknown {
  const raw = c.get("raw");
  if (raw.length === 0 || route.accepts === "bytes" || route.accepts === "multipart") return undefined;
  const contentType = c.req.header("content-type") ?? "";
  if (!/^application\/json\b/i.test(contentType)) {
    const mistake = `body sent as "${contentType}" instead of application/json`;
    throw new Refusal(415, { error: "UnsupportedMediaType", description: mistake }, { mistake });
  }
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    const mistake = "the body is not JSON";
    throw new Refusal(400, { error: "Unparsable", description: mistake }, { mistake });
  }
}

function reportUnpermitted(call: Call): void {
  if (call.unpermitted.length === 0) return;
  call.replyHeaders.set("x-zendesk-api-warn", `unpermitted_keys=>${JSON.stringify(call.unpermitted)}`);
  for (const key of call.unpermitted) note(call.account, call.method, call.path, `unpermitted key ${key}`);
}

function note(account: Account, method: string, path: string, what: string | null): void {
  if (what !== null) account.unexpected.push(`${method} ${path}: ${what}`);
}

function render(reply: Reply, base: Headers): Response {
  const headers = new Headers(base);
  const { body } = reply;
  const isText = typeof body === "string";
  const isBytes = body instanceof Uint8Array;
  if (isText) headers.set("content-type", "text/plain; charset=utf-8");
  else if (body !== undefined && !isBytes) headers.set("content-type", "application/json; charset=utf-8");
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  if (body === undefined) return new Response(null, { status: reply.status, headers });
  const payload = isText ? body : isBytes ? new Uint8Array(body) : JSON.stringify(body);
  return new Response(payload, { status: reply.status, headers });
}
