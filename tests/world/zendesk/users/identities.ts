import { z } from "zod";
import { apiUrl } from "../account.ts";
import type { IdentityRecord, UserRecord } from "../records.ts";
import {
  created,
  idParam,
  noContent,
  ok,
  userByParam,
  type Call,
  type Reply,
  type Route,
} from "../server/call.ts";
import { readWrapped } from "../server/fields.ts";
import { paginate } from "../server/pagination.ts";
import { recordNotFound } from "../server/refusal.ts";
import { identityJson } from "./json.ts";
import { checkIdentity, identitySchema } from "./schema.ts";
import { addIdentity, changeIdentity, makePrimary, removeIdentity, touch } from "./write.ts";

/** Only broad scopes open these: `users:read` and `users:write` are refused. */
const read = { resource: "broad", access: "read" } as const;
const write = { resource: "broad", access: "write" } as const;
const base = "/api/v2/users/:user_id/identities";

export const identityRoutes: Route[] = [
  {
    method: "GET",
    path: base,
    scope: read,
    who: "agents",
    paginated: true,
    query: ["type", "type[]"],
    handle: list,
  },
  { method: "POST", path: base, scope: write, who: "agents", handle: create },
  { method: "GET", path: `${base}/:id`, scope: read, who: "agents", handle: show },
  { method: "PUT", path: `${base}/:id`, scope: write, who: "agents", handle: update },
  { method: "DELETE", path: `${base}/:id`, scope: write, who: "agents", handle: remove },
  { method: "PUT", path: `${base}/:id/make_primary`, scope: write, who: "agents", handle: primary },
  { method: "PUT", path: `${base}/:id/verify`, scope: write, who: "agents", handle: verify },
];

function find(call: Call): { user: UserRecord; identity: IdentityRecord } {
  const user = userByParam(call, "user_id");
  const id = idParam(call);
  const identity = user.identities.find((one) => one.id === id);
  if (identity === undefined) throw recordNotFound();
  return { user, identity };
}

function list(call: Call): Reply {
  const user = userByParam(call, "user_id");
  const types = [...call.query.getAll("type"), ...call.query.getAll("type[]")];
  const rows = user.identities.filter((one) => types.length === 0 || types.includes(one.type));
  const page = paginate(call, rows);
  return ok({ identities: page.rows.map((one) => identityJson(call.account, user, one)), ...page.envelope });
}

function create(call: Call): Reply {
  const user = userByParam(call, "user_id");
  if (!user.active) throw recordNotFound();
  const input = readWrapped(call, "identity", identitySchema);
  checkIdentity(call.account, input, null);
  const { type, value } = input;
  const identity = addIdentity(call.account, user, {
    type,
    value,
    primary: input.primary ?? false,
    verified: input.verified ?? false,
  });
  touch(call.account, user);
  const location = apiUrl(call.account, `users/${user.id}/identities/${identity.id}`);
  return created({ identity: identityJson(call.account, user, identity) }, location);
}

function show(call: Call): Reply {
  const { user, identity } = find(call);
  return ok({ identity: identityJson(call.account, user, identity) });
}

function update(call: Call): Reply {
  const { user, identity } = find(call);
  const input = readWrapped(
    call,
    "identity",
    z.object({ value: z.string().optional(), verified: z.boolean().optional() }),
  );
  if (input.value !== undefined) {
    const type = identitySchema.shape.type.parse(identity.type);
    checkIdentity(call.account, { type, value: input.value }, user.id);
    if (user.phone === identity.value) user.phone = input.value;
    if (user.email === identity.value) user.email = input.value;
    changeIdentity(call.account, user, identity, input.value);
  }
  identity.verified = input.verified ?? identity.verified;
  touch(call.account, user);
  return ok({ identity: identityJson(call.account, user, identity) });
}

/** The number may stay in `user.phone`: only `PUT user.phone = ""` clears it there. */
function remove(call: Call): Reply {
  const { user, identity } = find(call);
  removeIdentity(call.account, user, identity);
  touch(call.account, user);
  return noContent();
}

function primary(call: Call): Reply {
  const { user, identity } = find(call);
  makePrimary(call.account, user, identity);
  touch(call.account, user);
  return ok({ identities: user.identities.map((one) => identityJson(call.account, user, one)) });
}

function verify(call: Call): Reply {
  const { user, identity } = find(call);
  identity.verified = true;
  touch(call.account, user);
  return ok({ identity: identityJson(call.account, user, identity) });
}
