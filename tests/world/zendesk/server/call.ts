import type { Account } from "../account.ts";
import type { TokenRecord, UserRecord } from "../records.ts";
import { invalidAttribute, recordNotFound, tooManyValues } from "./refusal.ts";

/** One request on its way through a route. */
export type Call = {
  readonly account: Account;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly raw: Uint8Array;
  /** Parsed JSON, or `undefined` without a JSON body. */
  readonly body: unknown;
  /** The user the token acts as; for `anonymous` routes the nobody user. */
  readonly user: UserRecord;
  readonly token: TokenRecord | null;
  /** Headers that go out with the answer, whatever it is. */
  readonly replyHeaders: Headers;
  /** Request keys Zendesk would ignore and report in `x-zendesk-api-warn`. */
  readonly unpermitted: string[];
};

export type Reply = {
  status: number;
  /** An object is sent as JSON, text and bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
};

/** `broad`: the resource has no scope of its own, so that only plain `read` or `write` opens it. */
export type ScopeNeed = { resource: string; access: "read" | "write" } | "none";

export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  scope: ScopeNeed;
  /** Who may call it; `anonymous` needs no token at all. */
  who: "anonymous" | "anyone" | "agents" | "admins";
  /** Names of the query parameters it knows, beside those of pagination. */
  query?: readonly string[];
  paginated?: boolean;
  /** What the body is; `json` is the rule for POST, PUT and PATCH. */
  accepts?: "json" | "bytes" | "multipart";
  handle(call: Call): Reply | Promise<Reply>;
};

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function created(body: unknown, location?: string): Reply {
  return location === undefined ? { status: 201, body } : { status: 201, body, headers: { location } };
}

export function noContent(): Reply {
  return { status: 204 };
}

/** Reads a numeric path parameter; anything else is answered as Zendesk does. */
export function idParam(call: Call, name = "id"): number {
  return parseId(call.params[name] ?? "", name);
}

function parseId(text: string, name: string): number {
  if (!/^\d{1,16}$/.test(text)) throw invalidAttribute(name, `${name} must be an integer`);
  return Number(text);
}

/** Reads a comma-separated list of at most 100 ids. */
export function idList(call: Call, name: string): number[] {
  const parts = (call.query.get(name) ?? "").split(",").filter((part) => part !== "");
  if (parts.length > 100) throw tooManyValues(name);
  return parts.map((part) => parseId(part.trim(), name));
}

export function userByParam(call: Call, name = "id"): UserRecord {
  if (name === "id" && call.params["id"] === "me") return call.user;
  const user = call.account.users.get(idParam(call, name));
  if (user === undefined || user.mergedInto !== null) throw recordNotFound();
  return user;
}

export function includes(call: Call, what: string): boolean {
  return (call.query.get("include") ?? "").split(",").includes(what);
}
