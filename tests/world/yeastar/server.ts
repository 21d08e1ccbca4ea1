import { getConnInfo } from "@hono/node-server/conninfo";
import { Hono, type Context } from "hono";
import { failure, type Answer, type Caller, type Endpoint } from "./api.ts";
import { download } from "./download.ts";
import type { Switches } from "./options.ts";
import type { Tokens } from "./tokens.ts";

export type RecordedRequest = {
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  /** The `errcode` of the answer, or the HTTP status of a download. */
  outcome: number;
};

/** What something between the PBX and us answers instead of it. */
export type ProxyAnswer = { status: 200 | 502; text: string };

export type ServerParts = {
  endpoints: readonly Endpoint[];
  tokens: Tokens;
  switches: Switches;
  now: () => number;
  note: (unexpected: string) => void;
  record(request: RecordedRequest): void;
  /** Waited for when the API has done what was asked, and before it answers. */
  beforeAnswering(path: string): Promise<ProxyAnswer | null>;
  audio(link: string): { file: string; wav: Buffer } | null;
  /** A download began (1) or came to its end, whichever (-1). */
  downloads(change: 1 | -1): void;
};

/** The PBX's web server: the API below `/openapi`, downloads below `/api/download`. */
export function pbxApp(parts: ServerParts): Hono {
  const { tokens } = parts;
  const app = new Hono({ strict: false });

  app.all("/openapi/*", async (context) => {
    const { method, path } = context.req;
    const query = context.req.query();
    const body = method === "POST" ? parsed(await context.req.text()) : {};
    const answer = answerTo(context, query, body);
    parts.record({
      at: parts.now(),
      method,
      path,
      query,
      headers: context.req.header(),
      body,
      outcome: answer.errcode,
    });
    const instead = await parts.beforeAnswering(path);
    if (instead !== null) return context.newResponse(instead.text, instead.status);
    return context.json(answer, 200, { Connection: "close" });
  });

  app.get("/api/download/:link", (context) => {
    const { method, path } = context.req;
    const query = context.req.query();
    const refused = refusal(parts, addressOf(context), context.req.header("user-agent"));
    const live = tokens.isLive(query.access_token ?? "");
    const found = !refused && live ? parts.audio(path) : null;
    const outcome = refused?.errcode ?? (live ? (found ? 200 : 404) : 10004);
    const headers = context.req.header();
    parts.record({ at: parts.now(), method, path, query, headers, body: {}, outcome });
    context.header("Connection", "close");
    if (refused) return context.json(refused);
    if (!live) return context.json(failure(10004));
    if (!found) return context.text("Not Found", 404);
    return download(found, context.req.header("range"), parts);
  });

  app.notFound((context) => {
    parts.note(`${context.req.method} ${context.req.path}: unknown path`);
    return context.text("Not Found", 404, { Connection: "close" });
  });

  function answerTo(context: Context, query: Record<string, string>, body: unknown): Answer {
    const { method, path } = context.req;
    const ip = addressOf(context);
    const refused = refusal(parts, ip, context.req.header("user-agent"));
    if (refused) return refused;
    if (context.req.header("authorization")) parts.note(`${method} ${path}: Authorization header`);
    const endpoint = parts.endpoints.find((each) => each.path === path && each.method === method);
    if (!endpoint) {
      parts.note(`${method} ${path}: unknown path`);
      return failure(10001);
    }
    const { access_token: token = "", ...parameters } = query;
    if (!endpoint.open && token === "") return failure(10005);
    if (!endpoint.open && !tokens.isLive(token)) return failure(10004);
    if (method === "POST") {
      for (const name of Object.keys(parameters)) parts.note(`POST ${path}: ${name} in the query string`);
    }
    const caller: Caller = { ip, token, note: parts.note };
    return answered(endpoint, method === "POST" ? body : parameters, caller);
  }

  return app;
}

/** What is refused before anything is looked at: the API switched off, the address, a missing User-Agent. */
export function refusal(
  parts: Pick<ServerParts, "tokens" | "switches" | "note">,
  ip: string,
  userAgent: string | undefined,
): Answer | null {
  const { tokens, switches } = parts;
  if (!switches.apiEnabled) return failure(70123);
  if (switches.allowedIps && !switches.allowedIps.includes(ip)) return failure(70087);
  if (tokens.isBlocked(ip)) return failure(70004);
  if (!userAgent) {
    parts.note("a request without User-Agent");
    return failure(10005);
  }
  return null;
}

function answered(endpoint: Endpoint, parameters: unknown, caller: Caller): Answer {
  try {
    return endpoint.answer(parameters, caller);
  } catch (cause) {
    caller.note(`${endpoint.method} ${endpoint.path}: ${String(cause)}`);
    return failure(-2);
  }
}

export function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/, "");
}

function addressOf(context: Context): string {
  return plainAddress(getConnInfo(context).remote.address);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
