import type { Account } from "../account.ts";
import type { IdentityRecord, Role, UserRecord } from "../records.ts";
import { indexUser } from "../search/index.ts";
import { claim, release, type UniqueKind } from "./unique.ts";

/** Every change of a user goes through this file, so that the search index and the webhooks hear of it. */

export function newUser(account: Account, name: string, role: Role): UserRecord {
  const now = account.now();
  const user: UserRecord = {
    id: account.nextId(),
    name,
    email: null,
    phone: null,
    sharedPhone: null,
    role,
    active: true,
    suspended: false,
    verified: role !== "end-user",
    mergedInto: null,
    externalId: null,
    alias: null,
    details: null,
    notes: null,
    tags: [],
    userFields: {},
    organizationId: null,
    defaultGroupId: null,
    locale: "en-US",
    timeZone: "Dublin",
    onlyPrivateComments: false,
    ticketRestriction: null,
    identities: [],
    createdAt: now,
    updatedAt: now,
  };
  account.users.set(user.id, user);
  return user;
}

export function touch(account: Account, user: UserRecord): void {
  user.updatedAt = account.now();
  indexUser(account, user);
}

export function emit(
  account: Account,
  user: UserRecord,
  type: string,
  event: Record<string, unknown> = {},
): void {
  for (const listener of account.userListeners)
    listener({ type: `zen:event-type:user.${type}`, user, event });
}

function uniqueKind(type: string): UniqueKind | null {
  return type === "email" || type === "phone_number" ? type : null;
}

function identityEvent(identity: IdentityRecord) {
  return {
    id: String(identity.id),
    type: identity.type,
    value: identity.value,
    primary: identity.primary,
  };
}

export type IdentityInput = { type: string; value: string; primary?: boolean; verified?: boolean };

export function addIdentity(
  account: Account,
  user: UserRecord,
  input: IdentityInput,
  quiet = false,
): IdentityRecord {
  const now = account.now();
  const first = !user.identities.some((one) => one.type === input.type);
  const identity: IdentityRecord = {
    id: account.nextId(),
    type: input.type,
    value: input.value,
    primary: input.primary ?? first,
    verified: input.verified ?? false,
    createdAt: now,
    updatedAt: now,
  };
  if (identity.primary) demoteOthers(user, identity);
  user.identities.push(identity);
  const kind = uniqueKind(identity.type);
  if (kind !== null) claim(account, kind, identity.value, user.id);
  if (!quiet) emit(account, user, "identity_created", { identity: identityEvent(identity) });
  return identity;
}

export function removeIdentity(
  account: Account,
  user: UserRecord,
  identity: IdentityRecord,
  quiet = false,
): void {
  user.identities = user.identities.filter((one) => one !== identity);
  const kind = uniqueKind(identity.type);
  if (kind !== null) release(account, kind, identity.value, user.id);
  if (!quiet) emit(account, user, "identity_deleted", { identity: identityEvent(identity) });
}

export function changeIdentity(
  account: Account,
  user: UserRecord,
  identity: IdentityRecord,
  value: string,
): void {
  const previous = identityEvent(identity);
  const kind = uniqueKind(identity.type);
  if (kind !== null) release(account, kind, identity.value, user.id);
  identity.value = value;
  identity.updatedAt = account.now();
  if (kind !== null) claim(account, kind, value, user.id);
  emit(account, user, "identity_changed", { current: identityEvent(identity), previous });
}

export function makePrimary(account: Account, user: UserRecord, identity: IdentityRecord): void {
  const previous = identityEvent(identity);
  identity.primary = true;
  demoteOthers(user, identity);
  if (identity.type === "email") user.email = identity.value;
  if (identity.type === "phone_number") {
    user.phone = identity.value;
    user.sharedPhone = false;
  }
  emit(account, user, "identity_changed", { current: identityEvent(identity), previous });
}

function demoteOthers(user: UserRecord, primary: IdentityRecord): void {
  for (const other of user.identities) {
    if (other.type === primary.type && other !== primary) other.primary = false;
  }
}

/** Sets `user.phone`: a direct line is also an identity, a shared number is not; a shared change tells nobody. */
export function setPhone(
  account: Account,
  user: UserRecord,
  phone: string,
  shared: boolean,
  quiet = false,
): void {
  const old = user.identities.find((one) => one.type === "phone_number" && one.value === user.phone);
  user.phone = phone === "" ? null : phone;
  user.sharedPhone = phone === "" ? null : shared;
  if (phone === "" || shared) {
    if (old !== undefined) removeIdentity(account, user, old, quiet);
    return;
  }
  const same = user.identities.find((one) => one.type === "phone_number" && one.value === phone);
  if (same !== undefined) {
    if (!same.primary) makePrimary(account, user, same);
  } else if (old !== undefined) changeIdentity(account, user, old, phone);
  else addIdentity(account, user, { type: "phone_number", value: phone, primary: true }, quiet);
}

export function setExternalId(account: Account, user: UserRecord, externalId: string | null): void {
  if (user.externalId !== null) release(account, "external_id", user.externalId, user.id);
  user.externalId = externalId;
  if (externalId !== null) claim(account, "external_id", externalId, user.id);
}

/** Soft deletion: the record stays readable, its numbers and addresses become free. */
export function deactivate(account: Account, user: UserRecord): void {
  freeUnique(account, user);
  user.active = false;
  user.identities = [];
  touch(account, user);
  emit(account, user, "deleted");
}

/** Moves everything of `loser` to `winner`; the loser no longer answers by its id. */
export function merge(account: Account, loser: UserRecord, winner: UserRecord): void {
  freeUnique(account, loser);
  for (const identity of loser.identities) {
    const kind = uniqueKind(identity.type);
    if (kind !== null) claim(account, kind, identity.value, winner.id);
    winner.identities.push({
      ...identity,
      primary: !winner.identities.some((one) => one.type === identity.type),
    });
  }
  winner.phone ??= loser.phone;
  winner.sharedPhone ??= loser.sharedPhone;
  winner.email ??= loser.email;
  for (const ticket of account.tickets.values()) {
    if (ticket.requesterId === loser.id) ticket.requesterId = winner.id;
  }
  loser.identities = [];
  loser.active = false;
  loser.mergedInto = winner.id;
  touch(account, loser);
  touch(account, winner);
  emit(account, loser, "merged", { user: { id: String(winner.id) } });
}

function freeUnique(account: Account, user: UserRecord): void {
  for (const identity of user.identities) {
    const kind = uniqueKind(identity.type);
    if (kind !== null) release(account, kind, identity.value, user.id);
  }
  if (user.externalId !== null) release(account, "external_id", user.externalId, user.id);
}
