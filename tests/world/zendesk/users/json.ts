import { apiUrl, iso, type Account } from "../account.ts";
import type { IdentityRecord, UserRecord } from "../records.ts";

export function userJson(account: Account, user: UserRecord): Record<string, unknown> {
  const agent = user.role !== "end-user";
  return {
    id: user.id === 0 ? null : user.id,
    url: apiUrl(account, `users/${user.id}`),
    name: user.name,
    email: user.email,
    created_at: iso(user.createdAt),
    updated_at: iso(user.updatedAt),
    time_zone: user.timeZone,
    iana_time_zone: user.timeZone === "Dublin" ? "Europe/Dublin" : user.timeZone,
    phone: user.phone,
    shared_phone_number: user.sharedPhone,
    photo: null,
    locale_id: 1,
    locale: user.locale,
    organization_id: user.organizationId,
    role: user.role,
    role_type: user.role === "admin" ? 4 : agent ? 0 : null,
    custom_role_id: null,
    verified: user.verified,
    external_id: user.externalId,
    tags: user.tags,
    alias: user.alias ?? "",
    active: user.active,
    shared: false,
    shared_agent: false,
    last_login_at: null,
    two_factor_auth_enabled: null,
    signature: null,
    details: user.details ?? "",
    notes: user.notes ?? "",
    moderator: agent,
    ticket_restriction: agent ? user.ticketRestriction : "requested",
    only_private_comments: user.onlyPrivateComments,
    restricted_agent: !agent,
    suspended: user.suspended,
    default_group_id: user.defaultGroupId,
    report_csv: user.role === "admin",
    user_fields: user.userFields,
  };
}

export function identityJson(account: Account, user: UserRecord, identity: IdentityRecord) {
  return {
    url: apiUrl(account, `users/${user.id}/identities/${identity.id}`),
    id: identity.id,
    user_id: user.id,
    type: identity.type,
    value: identity.value,
    verified: identity.verified,
    verification_method: identity.verified ? "low" : "none",
    primary: identity.primary,
    created_at: iso(identity.createdAt),
    updated_at: iso(identity.updatedAt),
    ...(identity.type === "email" ? { deliverable_state: "deliverable", undeliverable_count: 0 } : {}),
  };
}

/** A list of users with the sideloads asked for. */
export function usersEnvelope(account: Account, users: UserRecord[], withIdentities: boolean) {
  const list = { users: users.map((user) => userJson(account, user)) };
  if (!withIdentities) return list;
  const identities = users.flatMap((user) => user.identities.map((one) => identityJson(account, user, one)));
  return { ...list, identities };
}
