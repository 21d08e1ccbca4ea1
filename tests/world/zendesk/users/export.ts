import { aliasUrl } from "../account.ts";
import type { UserRecord } from "../records.ts";
import { includes, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { invalidAttribute, Refusal } from "../server/refusal.ts";
import { usersEnvelope } from "./json.ts";

export const userExportRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v2/incremental/users/cursor",
    scope: { resource: "users", access: "read" },
    who: "admins",
    query: ["start_time", "cursor", "per_page", "include"],
    handle: exportUsers,
  },
];

type Place = { second: number; id: number };
const withheldMs = 60_000;

/** All users in the order of their last change, gone ones included; the newest minute is held back. */
function exportUsers(call: Call): Reply {
  const { account } = call;
  const after = startOf(call);
  const size = Math.min(pageSize(call), account.options.exportPageSize);
  const newestSecond = Math.floor((account.now() - withheldMs) / 1000);
  const changed = [...account.users.values()]
    .filter((user) => placeOf(user).second <= newestSecond && isAfter(placeOf(user), after))
    .toSorted((a, b) => (isAfter(placeOf(a), placeOf(b)) ? 1 : -1));
  const rows = changed.slice(0, size);
  const last = rows.at(-1);
  const cursor = writeCursor(last === undefined ? after : placeOf(last));
  const withIdentities = account.options.sideloadIdentitiesInExport && includes(call, "identities");
  return ok({
    ...usersEnvelope(account, rows, withIdentities),
    after_url: aliasUrl(account, `${call.path}?cursor=${encodeURIComponent(cursor)}`),
    before_url: null,
    after_cursor: cursor,
    before_cursor: null,
    end_of_stream: changed.length <= size,
  });
}

function placeOf(user: UserRecord): Place {
  return { second: Math.floor(user.updatedAt / 1000), id: user.id };
}

function isAfter(a: Place, b: Place): boolean {
  return a.second === b.second ? a.id > b.id : a.second > b.second;
}

function startOf(call: Call): Place {
  const cursor = call.query.get("cursor");
  if (cursor !== null) return readCursor(cursor);
  const text = call.query.get("start_time");
  if (text === null || !/^\d+$/.test(text))
    throw invalidAttribute("start_time", "start_time must be Unix seconds");
  const second = Number(text);
  if (second * 1000 > call.account.now() - withheldMs) {
    const description = "Too recent start_time. Use a start_time older than 60 seconds";
    throw new Refusal(422, { error: "StartTimeTooRecent", description }, { mistake: description });
  }
  return { second, id: -1 };
}

function pageSize(call: Call): number {
  const size = Number(call.query.get("per_page") ?? 1000);
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    throw invalidAttribute("per_page", "per_page must be 1 to 1000");
  }
  return size;
}

function writeCursor(place: Place): string {
  return Buffer.from(`${place.second}||${place.id}`).toString("base64");
}

function readCursor(cursor: string): Place {
  const match = /^(\d+)\|\|(-?\d+)$/.exec(Buffer.from(cursor, "base64").toString());
  if (match === null) throw invalidAttribute("cursor", "cursor is not one that was given out");
  return { second: Number(match[1]), id: Number(match[2]) };
}
