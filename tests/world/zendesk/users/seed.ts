import type { Account } from "../account.ts";
import type { Role, UserRecord } from "../records.ts";
import {
  addIdentity,
  deactivate,
  emit,
  newUser,
  removeIdentity,
  setExternalId,
  setPhone,
  touch,
} from "./write.ts";
import { ownerOf } from "./unique.ts";

export type NewUser = {
  name: string;
  phone?: string;
  /** `true`: the number is a plain attribute that several users may carry. */
  sharedPhone?: boolean;
  email?: string;
  role?: Role;
  /** Further numbers, as phone identities. */
  numbers?: string[];
  active?: boolean;
  suspended?: boolean;
  externalId?: string;
  tags?: string[];
  ticketRestriction?: UserRecord["ticketRestriction"];
  organizationId?: number;
  /** Values of the account's own fields, by their keys. */
  userFields?: Record<string, string>;
};

export type UserChange = {
  name?: string;
  phone?: string;
  sharedPhone?: boolean;
  role?: Role;
  suspended?: boolean;
  userFields?: Record<string, string>;
  /** Phone identities to have beside the main number. */
  numbers?: string[];
};

/** Adds a user as if it had always been there or somebody had just created it by hand. */
export function seedUser(account: Account, input: NewUser): UserRecord {
  const direct = [...(input.sharedPhone === true ? [] : [input.phone]), ...(input.numbers ?? [])];
  for (const number of direct) {
    if (number !== undefined && ownerOf(account, "phone_number", number) !== undefined) {
      throw new Error(`${number} is somebody's direct line already; add it with sharedPhone: true`);
    }
  }
  const user = newUser(account, input.name, input.role ?? "end-user");
  emit(account, user, "created");
  if (input.email !== undefined) {
    user.email = input.email;
    addIdentity(account, user, { type: "email", value: input.email, primary: true, verified: true });
  }
  if (input.phone !== undefined) setPhone(account, user, input.phone, input.sharedPhone ?? false);
  for (const number of input.numbers ?? [])
    addIdentity(account, user, { type: "phone_number", value: number });
  if (input.externalId !== undefined) setExternalId(account, user, input.externalId);
  user.tags = input.tags ?? [];
  user.ticketRestriction = input.ticketRestriction ?? null;
  user.organizationId = input.organizationId ?? null;
  user.suspended = input.suspended ?? false;
  user.userFields = input.userFields ?? {};
  if (input.active === false) deactivate(account, user);
  touch(account, user);
  return user;
}

export function changeUser(account: Account, user: UserRecord, change: UserChange): UserRecord {
  if (change.name !== undefined) {
    const previous = user.name;
    user.name = change.name;
    emit(account, user, "name_changed", { current: user.name, previous });
  }
  if (change.role !== undefined) {
    const previous = user.role;
    user.role = change.role;
    emit(account, user, "role_changed", { current: user.role, previous });
  }
  if (change.suspended !== undefined) {
    const previous = user.suspended;
    user.suspended = change.suspended;
    emit(account, user, "suspended_changed", { current: user.suspended, previous });
  }
  if (change.userFields !== undefined) user.userFields = { ...user.userFields, ...change.userFields };
  if (change.phone !== undefined) setPhone(account, user, change.phone, change.sharedPhone ?? false);
  if (change.numbers !== undefined) changeNumbers(account, user, change.numbers);
  touch(account, user);
  return user;
}

function changeNumbers(account: Account, user: UserRecord, numbers: string[]): void {
  const others = user.identities.filter((one) => one.type === "phone_number" && one.value !== user.phone);
  for (const identity of others) {
    if (!numbers.includes(identity.value)) removeIdentity(account, user, identity);
  }
  for (const value of numbers) {
    if (!others.some((one) => one.value === value))
      addIdentity(account, user, { type: "phone_number", value });
  }
}
