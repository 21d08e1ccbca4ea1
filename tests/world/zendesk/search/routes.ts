import { z } from "zod";
import type { TicketRecord, UserRecord } from "../records.ts";
import { ok, type Call, type Reply, type Route } from "../server/call.ts";
import { noteMistake, readFields } from "../server/fields.ts";
import { offsetEnvelope, offsetPosition, paginate } from "../server/pagination.ts";
import { invalidAttribute, Refusal } from "../server/refusal.ts";
import { ticketJson } from "../tickets/json.ts";
import { userJson } from "../users/json.ts";
import { searchableTickets, searchableUsers } from "./index.ts";
import {
  matchesAll,
  numbersOf,
  orderKeys,
  ticketKeys,
  ticketMatches,
  userKeys,
  userMatches,
} from "./match.ts";
import { parseQuery, type Query } from "./query.ts";

const broad = { resource: "broad", access: "read" } as const;
const users = { resource: "users", access: "read" } as const;
const offset = ["page", "per_page", "sort_by", "sort_order", "page[size]"];
const autocompleteKeys = ["phone", "name", "filter", "per_page"];

export const searchRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v2/search",
    scope: broad,
    who: "agents",
    query: ["query", "include", ...offset],
    handle: search,
  },
  {
    method: "GET",
    path: "/api/v2/search/count",
    scope: broad,
    who: "agents",
    query: ["query"],
    handle: count,
  },
  {
    method: "GET",
    path: "/api/v2/search/export",
    scope: broad,
    who: "agents",
    query: ["query", "filter[type]", "page[size]", "page[after]"],
    handle: exportResults,
  },
  {
    method: "GET",
    path: "/api/v2/users/search",
    scope: users,
    who: "agents",
    query: ["query", "external_id", ...offset],
    handle: searchUsers,
  },
  {
    method: "GET",
    path: "/api/v2/users/autocomplete",
    scope: users,
    who: "agents",
    query: autocompleteKeys,
    handle: autocomplete,
  },
  { method: "POST", path: "/api/v2/users/autocomplete", scope: users, who: "agents", handle: autocomplete },
];

type Result = { id: number; createdAt: number; updatedAt: number; json: Record<string, unknown> };

function search(call: Call): Reply {
  const results = resultsOf(call, readQuery(call));
  const { rows, envelope } = cut(call, sortResults(call, results), 1000);
  return ok({ results: rows.map((row) => row.json), facets: null, ...envelope });
}

function count(call: Call): Reply {
  return ok({ count: resultsOf(call, readQuery(call)).length });
}

function exportResults(call: Call): Reply {
  const query = readQuery(call);
  const type = call.query.get("filter[type]");
  if (type !== "user" && type !== "ticket")
    throw invalidAttribute("filter[type]", "filter[type] is missing or unknown");
  if (query.type !== null) throw invalidAttribute("query", "type: is not allowed in the query of an export");
  const page = paginate(call, resultsOf(call, { ...query, type }), {}, 1000);
  return ok({ results: page.rows.map((row) => row.json), facets: null, ...page.envelope });
}

function searchUsers(call: Call): Reply {
  const externalId = call.query.get("external_id")?.toLowerCase();
  const found =
    externalId === undefined
      ? resultsOf(call, { ...readQuery(call), type: "user" })
      : searchableUsers(call.account)
          .filter((user) => user.externalId?.toLowerCase() === externalId)
          .map((user) => userResult(call, user));
  const { rows, envelope } = cut(call, sortResults(call, found), 10_000);
  return ok({ users: rows.map(({ json: { result_type: _, ...user } }) => user), ...envelope });
}

function readQuery(call: Call): Query {
  const text = call.query.get("query")?.trim();
  if (text === undefined || text === "") throw invalidAttribute("query", "query is missing");
  if (call.query.has("page[size]") && !call.path.includes("/export")) {
    throw invalidAttribute("page[size]", "cursor pagination is not available on search");
  }
  const query = parseQuery(text);
  const known =
    query.type === "user" ? userKeys : query.type === "ticket" ? ticketKeys : [...userKeys, ...ticketKeys];
  for (const { key } of query.terms) {
    if (key !== null && ![...known, ...orderKeys].includes(key))
      noteMistake(call, `unknown search key ${key}:`);
  }
  if (query.type !== null && !["user", "ticket"].includes(query.type))
    noteMistake(call, `unknown search type ${query.type}`);
  return query;
}

function resultsOf(call: Call, query: Query): Result[] {
  const { account } = call;
  const keys = query.terms.map((term) => term.key).filter((key) => key !== null && !orderKeys.includes(key));
  const about = (type: string, known: string[]) =>
    (query.type ?? type) === type && keys.every((key) => key === null || known.includes(key));
  const found: Result[] = [];
  if (about("user", userKeys)) {
    const hits = searchableUsers(account).filter((user) => matchesAll(query.terms, user, userMatches));
    found.push(...hits.map((user) => userResult(call, user)));
  }
  if (about("ticket", ticketKeys)) {
    const hits = searchableTickets(account).filter((ticket) =>
      matchesAll(query.terms, ticket, (term, one) => ticketMatches(account, term, one)),
    );
    found.push(...hits.map((ticket) => ticketResult(call, ticket)));
  }
  return found;
}

function userResult(call: Call, user: UserRecord): Result {
  const json = { ...userJson(call.account, user), result_type: "user" };
  return { id: user.id, createdAt: user.createdAt, updatedAt: user.updatedAt, json };
}

function ticketResult(call: Call, ticket: TicketRecord): Result {
  const json = { ...ticketJson(call.account, ticket), result_type: "ticket" };
  return { id: ticket.id, createdAt: ticket.createdAt, updatedAt: ticket.updatedAt, json };
}

function sortResults(call: Call, results: Result[]): Result[] {
  const sortBy = call.query.get("sort_by");
  if (sortBy === null) return results;
  const direction = call.query.get("sort_order") === "asc" ? 1 : -1;
  if (sortBy === "created_at") return results.toSorted((a, b) => direction * (a.createdAt - b.createdAt));
  if (sortBy === "updated_at") return results.toSorted((a, b) => direction * (a.updatedAt - b.updatedAt));
  if (!["priority", "status", "ticket_type"].includes(sortBy)) noteMistake(call, `unknown sort_by ${sortBy}`);
  const key = sortBy === "ticket_type" ? "type" : sortBy;
  return results.toSorted((a, b) => direction * String(a.json[key]).localeCompare(String(b.json[key])));
}

function cut(call: Call, results: Result[], most: number) {
  const { page, perPage } = offsetPosition(call);
  if (page * perPage > most && (page - 1) * perPage >= most) {
    const description = `Invalid search: Requested response size was greater than Search Response Limits`;
    throw new Refusal(422, { error: "Invalid search", description }, { mistake: description });
  }
  const rows = results.slice((page - 1) * perPage, Math.min(page * perPage, most));
  return { rows, envelope: offsetEnvelope(call, results.length, page, perPage) };
}

/** Prefix lookup by number (digits only) or by name. */
function autocomplete(call: Call): Reply {
  const schema = z.object({
    phone: z.string().optional(),
    name: z.string().optional(),
    filter: z.enum(["assignable", "requester"]).optional(),
    per_page: z.coerce.number().optional(),
  });
  const given = call.method === "POST" ? call.body : Object.fromEntries(call.query);
  const input = readFields(call, "autocomplete", given, schema);
  const digits = input.phone?.replace(/\D/g, "");
  const name = input.name?.toLowerCase();
  if (!digits && !name) throw invalidAttribute("name", "name or phone is missing");
  const found = searchableUsers(call.account).filter((user) => {
    if (input.filter === "assignable" && user.role === "end-user") return false;
    if (digits) return numbersOf(user).some((number) => number.replace(/\D/g, "").startsWith(digits));
    return (
      user.name
        .toLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(name ?? "")) || user.name.toLowerCase().startsWith(name ?? "")
    );
  });
  const rows = found.slice(0, Math.min(100, input.per_page ?? 100));
  return ok({
    users: rows.map((user) => userJson(call.account, user)),
    next_page: null,
    previous_page: null,
    count: found.length,
  });
}
