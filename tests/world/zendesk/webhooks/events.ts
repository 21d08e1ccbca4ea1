import { randomUUID } from "node:crypto";
import { iso, type Account, type UserEvent } from "../account.ts";

/** The body of a user event as it goes over the wire: pretty-printed, absent values as "" and "0". */
export function userEventBody(
  account: Account,
  { type, user, event }: UserEvent,
): { id: string; body: string } {
  const id = randomUUID();
  const envelope = {
    account_id: account.id,
    detail: {
      created_at: iso(user.createdAt),
      default_group_id: String(user.defaultGroupId ?? 0),
      email: user.email ?? "",
      external_id: user.externalId ?? "",
      id: String(user.id),
      organization_id: String(user.organizationId ?? 0),
      role: user.role,
      updated_at: iso(user.updatedAt),
    },
    event,
    id,
    subject: `zen:user:${user.id}`,
    time: new Date(account.now()).toISOString(),
    type,
    zendesk_event_version: "2022-06-20",
  };
  return { id, body: prettyPrinted(envelope) };
}

export function prettyPrinted(value: unknown): string {
  return `${JSON.stringify(value, null, 3)}\n`;
}

export const userEventTypes = [
  "active_changed",
  "alias_changed",
  "created",
  "custom_field_changed",
  "custom_role_changed",
  "default_group_changed",
  "deleted",
  "details_changed",
  "external_id_changed",
  "group_membership_created",
  "group_membership_deleted",
  "identity_changed",
  "identity_created",
  "identity_deleted",
  "last_login_changed",
  "merged",
  "name_changed",
  "notes_changed",
  "only_private_comments_changed",
  "organization_membership_created",
  "organization_membership_deleted",
  "password_changed",
  "photo_changed",
  "role_changed",
  "suspended_changed",
  "tags_changed",
  "time_zone_changed",
].map((name) => `zen:event-type:user.${name}`);
