import { z } from "zod";
import type { Account } from "../account.ts";
import type { UserRecord } from "../records.ts";
import type { Call } from "../server/call.ts";
import { noteMistake } from "../server/fields.ts";
import { forbidden, recordInvalid, recordMalformed } from "../server/refusal.ts";
import { requireFree } from "./unique.ts";
import { addIdentity, emit, newUser, setExternalId, setPhone, touch } from "./write.ts";

const text = z.string().nullish();
const phoneText = z.string().nullish();

export const identitySchema = z.object({
  type: z.enum([
    "email",
    "twitter",
    "facebook",
    "google",
    "phone_number",
    "agent_forwarding",
    "any_channel",
    "foreign",
    "sdk",
    "messaging",
  ]),
  value: z.string(),
  primary: z.boolean().optional(),
  verified: z.boolean().optional(),
  skip_verify_email: z.boolean().optional(),
});

export const userSchema = z.object({
  name: z.string().optional(),
  email: text,
  phone: phoneText,
  shared_phone_number: z.boolean().nullish(),
  role: z.enum(["end-user", "agent", "admin"]).optional(),
  skip_verify_email: z.boolean().optional(),
  verified: z.boolean().optional(),
  external_id: text,
  alias: text,
  details: text,
  notes: text,
  tags: z.array(z.string()).optional(),
  user_fields: z.record(z.string(), z.unknown()).optional(),
  identities: z.array(z.unknown()).optional(),
  organization_id: z.number().int().nullish(),
  default_group_id: z.number().int().nullish(),
  locale: z.string().optional(),
  time_zone: z.string().optional(),
  suspended: z.boolean().optional(),
  only_private_comments: z.boolean().optional(),
});
export type UserInput = z.infer<typeof userSchema>;

/** Real fields of a user which nothing here needs. */
export const unsimulatedUserFields = [
  "custom_role_id",
  "locale_id",
  "moderator",
  "organization",
  "restricted_agent",
  "ticket_restriction",
  "signature",
  "remote_photo_url",
  "photo",
  "agent_brand_ids",
];

const e164 = /^\+[1-9]\d{1,14}(x\d+)?$/;

function checkPhone(account: Account, phone: string): void {
  if (!account.options.endUserPhoneNumberValidation || phone === "" || e164.test(phone)) return;
  throw recordInvalid("phone", { description: "Phone: is not a valid E.164 number", error: "InvalidFormat" });
}

function checkEmail(email: string): void {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return;
  throw recordMalformed("email", {
    description: `Email: ${email} is not properly formatted`,
    error: "InvalidFormat",
  });
}

/** Refuses what Zendesk would refuse; changes nothing. `user` is null on creation. */
export function checkUser(call: Call, input: UserInput, user: UserRecord | null): void {
  const { account } = call;
  const id = user?.id ?? null;
  const named = input.name !== undefined || user === null;
  if (named && (input.name ?? "").trim() === "") {
    throw recordMalformed("name", { description: "Name: cannot be blank", error: "BlankValue" });
  }
  const role = input.role ?? user?.role ?? "end-user";
  if (call.user.role === "agent" && (role !== "end-user" || (user !== null && user.role !== "end-user"))) {
    throw forbidden("Agents may only manage end users.");
  }
  if (input.email) {
    checkEmail(input.email);
    requireFree(account, "email", input.email, id);
  }
  if (input.external_id) requireFree(account, "external_id", input.external_id, id);
  const phone = input.phone ?? (input.shared_phone_number === false ? (user?.phone ?? null) : null);
  if (phone !== null && phone !== "") {
    checkPhone(account, phone);
    if (!isShared(input, user)) requireFree(account, "phone_number", phone, id);
  }
  const groups = [input.organization_id, input.default_group_id].filter((value) => value != null);
  if (groups.length > 0 && input.organization_id != null)
    noteMistake(call, "user.organization_id is not simulated");
  for (const key of Object.keys(input.user_fields ?? {})) {
    if (!call.account.userFields.some((field) => field.key === key))
      noteMistake(call, `user.user_fields.${key}: the account has no such user field`);
  }
}

function isShared(input: UserInput, user: UserRecord | null): boolean {
  if (input.shared_phone_number !== undefined && input.shared_phone_number !== null) {
    return input.shared_phone_number;
  }
  return user !== null && input.phone === user.phone && user.sharedPhone === true;
}

/** Creates the user after all checks, identities included. */
export function createUser(
  call: Call,
  input: UserInput,
  identities: z.infer<typeof identitySchema>[],
): UserRecord {
  const { account } = call;
  checkUser(call, input, null);
  for (const identity of identities) checkIdentity(account, identity, null);
  const user = newUser(account, input.name ?? "", input.role ?? "end-user");
  emit(account, user, "created");
  if (input.email) {
    user.email = input.email;
    addIdentity(account, user, {
      type: "email",
      value: input.email,
      primary: true,
      verified: input.verified ?? false,
    });
  }
  for (const { type, value, verified } of identities) {
    addIdentity(account, user, { type, value, verified: verified ?? false });
  }
  applyUser(call, input, user, true);
  return user;
}

export function checkIdentity(
  account: Account,
  identity: z.infer<typeof identitySchema>,
  userId: number | null,
) {
  if (identity.value.trim() === "") {
    throw recordMalformed("value", { description: "Value: cannot be blank", error: "BlankValue" });
  }
  if (identity.type === "email") checkEmail(identity.value);
  if (identity.type === "phone_number") checkPhone(account, identity.value);
  if (identity.type === "email" || identity.type === "phone_number") {
    requireFree(account, identity.type, identity.value, userId);
  }
}

/** Applies checked input. Events go out for what changed on an existing user. */
export function applyUser(call: Call, input: UserInput, user: UserRecord, fresh: boolean): void {
  const { account } = call;
  const change = <Key extends keyof UserRecord>(
    key: Key,
    event: string,
    value: UserRecord[Key] | undefined,
  ) => {
    if (value === undefined || value === user[key]) return;
    const previous = user[key];
    user[key] = value;
    if (!fresh) emit(account, user, event, { current: value, previous: previous ?? "" });
  };
  change("name", "name_changed", input.name);
  change("role", "role_changed", input.role);
  change("alias", "alias_changed", input.alias);
  change("details", "details_changed", input.details);
  change("notes", "notes_changed", input.notes);
  change("suspended", "suspended_changed", input.suspended);
  change("timeZone", "time_zone_changed", input.time_zone);
  change("defaultGroupId", "default_group_changed", input.default_group_id);
  change("onlyPrivateComments", "only_private_comments_changed", input.only_private_comments);
  user.organizationId = input.organization_id ?? user.organizationId;
  user.locale = input.locale ?? user.locale;
  user.verified = input.verified ?? user.verified;
  user.tags = input.tags?.map((tag) => tag.toLowerCase()) ?? user.tags;
  user.userFields = { ...user.userFields, ...input.user_fields };
  if (input.external_id !== undefined) setExternalId(account, user, input.external_id);
  if (!fresh && input.email && !user.identities.some((one) => one.value === input.email)) {
    user.email ??= input.email;
    addIdentity(account, user, { type: "email", value: input.email });
  }
  const phoneGiven = input.phone !== undefined && input.phone !== null;
  if (phoneGiven) setPhone(account, user, input.phone ?? "", isShared(input, user));
  else if (user.phone !== null && input.shared_phone_number != null) {
    setPhone(account, user, user.phone, input.shared_phone_number);
  }
  touch(account, user);
}
