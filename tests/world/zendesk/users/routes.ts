import { apiUrl } from "../account.ts";
import type { UserRecord } from "../records.ts";
import {
  created,
  idList,
  includes,
  ok,
  userByParam,
  type Call,
  type Reply,
  type Route,
} from "../server/call.ts";
import { readFields, readWrapped } from "../server/fields.ts";
import { paginate } from "../server/pagination.ts";
import { forbidden, invalidAttribute, recordInvalid, recordNotFound } from "../server/refusal.ts";
import { z } from "zod";
import { userJson, usersEnvelope } from "./json.ts";
import {
  applyUser,
  checkUser,
  createUser,
  identitySchema,
  unsimulatedUserFields,
  userSchema,
} from "./schema.ts";
import { deactivate, merge } from "./write.ts";
import { ownerOf } from "./unique.ts";

const read = { resource: "users", access: "read" } as const;
const write = { resource: "users", access: "write" } as const;

export const userRoutes: Route[] = [
  {
    method: "GET",
    path: "/api/v2/users",
    scope: read,
    who: "agents",
    paginated: true,
    query: ["role", "role[]", "external_id", "include"],
    handle: listUsers,
  },
  { method: "POST", path: "/api/v2/users", scope: write, who: "agents", handle: postUser },
  { method: "GET", path: "/api/v2/users/count", scope: read, who: "agents", handle: countUsers },
  {
    method: "GET",
    path: "/api/v2/users/show_many",
    scope: read,
    who: "agents",
    query: ["ids", "external_ids", "include", "include_deleted"],
    handle: showMany,
  },
  {
    method: "POST",
    path: "/api/v2/users/create_or_update",
    scope: write,
    who: "agents",
    handle: createOrUpdate,
  },
  {
    method: "POST",
    path: "/api/v2/users/create_many",
    scope: write,
    who: "agents",
    handle: () => {
      throw forbidden("User bulk import is not enabled for this account");
    },
  },
  {
    method: "GET",
    path: "/api/v2/deleted_users",
    scope: read,
    who: "agents",
    paginated: true,
    handle: listDeleted,
  },
  {
    method: "GET",
    path: "/api/v2/users/:id",
    scope: read,
    who: "anyone",
    query: ["include"],
    handle: showUser,
  },
  { method: "PUT", path: "/api/v2/users/:id", scope: write, who: "agents", handle: putUser },
  { method: "DELETE", path: "/api/v2/users/:id", scope: write, who: "agents", handle: deleteUser },
  { method: "PUT", path: "/api/v2/users/:id/merge", scope: write, who: "admins", handle: mergeUser },
];

const sorts = {
  name: (user: UserRecord) => user.name,
  created_at: (user: UserRecord) => user.createdAt,
  updated_at: (user: UserRecord) => user.updatedAt,
};

function listUsers(call: Call): Reply {
  const roles = [...call.query.getAll("role"), ...call.query.getAll("role[]")];
  for (const role of roles) {
    if (!["end-user", "agent", "admin"].includes(role))
      throw invalidAttribute("role", `no such role: ${role}`);
  }
  const externalId = call.query.get("external_id")?.toLowerCase();
  const users = [...call.account.users.values()].filter(
    (user) =>
      user.active &&
      (roles.length === 0 || roles.includes(user.role)) &&
      (externalId === undefined || user.externalId?.toLowerCase() === externalId),
  );
  const page = paginate(call, users, sorts);
  return ok({ ...usersEnvelope(call.account, page.rows, includes(call, "identities")), ...page.envelope });
}

function countUsers({ account }: Call): Reply {
  const value = [...account.users.values()].filter((user) => user.active).length;
  return ok({ count: { value, refreshed_at: new Date(account.now()).toISOString() } });
}

function listDeleted(call: Call): Reply {
  const deleted = [...call.account.users.values()].filter((user) => !user.active && user.mergedInto === null);
  const page = paginate(call, deleted, sorts);
  return ok({ deleted_users: page.rows.map((user) => userJson(call.account, user)), ...page.envelope });
}

function showMany(call: Call): Reply {
  const { account } = call;
  const withDeleted = call.query.get("include_deleted") === "true";
  const externalIds = call.query.get("external_ids")?.split(",") ?? [];
  const ids = [
    ...idList(call, "ids"),
    ...externalIds.map((value) => ownerOf(account, "external_id", value) ?? 0),
  ];
  const users = ids
    .map((id) => account.users.get(id))
    .filter((user) => user !== undefined)
    .filter((user) => user.mergedInto === null && (user.active || withDeleted));
  const envelope = usersEnvelope(account, users, includes(call, "identities"));
  return ok({ ...envelope, next_page: null, previous_page: null, count: users.length });
}

function showUser(call: Call): Reply {
  const me = call.params["id"] === "me";
  if (!me && call.user.role === "end-user") throw forbidden("You do not have access to this page.");
  const user = userByParam(call);
  const envelope = { user: userJson(call.account, user) };
  return ok(me ? { user: { ...envelope.user, authenticity_token: "not-for-api-use" } } : envelope);
}

function postUser(call: Call): Reply {
  const input = readWrapped(call, "user", userSchema, { unsimulated: unsimulatedUserFields });
  const identities = (input.identities ?? []).map((one) =>
    readFields(call, "user.identities", one, identitySchema),
  );
  const user = createUser(call, input, identities);
  return created({ user: userJson(call.account, user) }, apiUrl(call.account, `users/${user.id}`));
}

/** Matches on email or external id, never on the phone number. */
function createOrUpdate(call: Call): Reply {
  const input = readWrapped(call, "user", userSchema, { unsimulated: unsimulatedUserFields });
  const { account } = call;
  const owner =
    (input.email ? ownerOf(account, "email", input.email) : undefined) ??
    (input.external_id ? ownerOf(account, "external_id", input.external_id) : undefined);
  const user = owner === undefined ? undefined : account.users.get(owner);
  if (user === undefined) {
    const fresh = createUser(call, input, []);
    return created({ user: userJson(account, fresh) }, apiUrl(account, `users/${fresh.id}`));
  }
  checkUser(call, input, user);
  applyUser(call, input, user, false);
  return ok({ user: userJson(account, user) });
}

function putUser(call: Call): Reply {
  const user = userByParam(call);
  if (!user.active) throw recordNotFound();
  const input = readWrapped(call, "user", userSchema, {
    unsimulated: [...unsimulatedUserFields, "identities"],
  });
  checkUser(call, input, user);
  applyUser(call, input, user, false);
  return ok({ user: userJson(call.account, user) });
}

function deleteUser(call: Call): Reply {
  const user = userByParam(call);
  if (!user.active) throw recordNotFound();
  if (user === call.user) throw recordInvalid("base", { description: "You cannot delete yourself" });
  if (user.role !== "end-user" && call.user.role !== "admin")
    throw forbidden("Agents may only manage end users.");
  deactivate(call.account, user);
  return ok({ user: userJson(call.account, user) });
}

function mergeUser(call: Call): Reply {
  const loser = userByParam(call);
  const { id } = readWrapped(call, "user", z.object({ id: z.number().int() }));
  const winner = call.account.users.get(id);
  if (winner === undefined || !winner.active || winner === loser) throw recordNotFound();
  if (loser.role !== "end-user" || winner.role !== "end-user")
    throw forbidden("Only end users can be merged.");
  merge(call.account, loser, winner);
  return ok({ user: userJson(call.account, winner) });
}
