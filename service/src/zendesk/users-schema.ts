import { z } from "zod";
import type { Candidate } from "../contacts/core/match.ts";
import type { ToldPerson } from "../contacts/core/person.ts";
import type { FoundPerson } from "../contacts/ports.ts";
import { Meta, listOf, optional } from "./schema.ts";

/** Answers about users: contacts, agents, whoever a token is of. */

/** A user; fields other than the id may be absent by role and plan. */
const User = z
  .object({
    id: z.number(),
    name: optional(z.string()),
    phone: optional(z.string()),
    shared_phone_number: optional(z.boolean()),
    active: optional(z.boolean()),
    suspended: optional(z.boolean()),
    role: optional(z.string()),
    updated_at: optional(z.string()),
  })
  .transform((user): Candidate => ({
    userId: user.id,
    name: user.name ?? "",
    numbers: user.phone ? [{ value: user.phone, shared: user.shared_phone_number ?? false }] : [],
    active: user.active ?? true,
    suspended: user.suspended ?? false,
    agent: user.role === "agent" || user.role === "admin",
    updatedAt: instantOf(user.updated_at ?? ""),
  }));

function instantOf(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** A user with everything that contacts are kept of. */
const ToldUser = z
  .object({
    id: z.number(),
    name: optional(z.string()),
    email: optional(z.string()),
    phone: optional(z.string()),
    shared_phone_number: optional(z.boolean()),
    role: optional(z.string()),
    organization_id: optional(z.number()),
    active: optional(z.boolean()),
    suspended: optional(z.boolean()),
    updated_at: z.iso.datetime({ offset: true }),
    user_fields: optional(z.record(z.string(), z.unknown())),
  })
  .transform((user): ToldPerson => ({
    userId: user.id,
    name: user.name ?? "",
    email: user.email ?? null,
    phone: user.phone ?? null,
    sharedPhone: user.shared_phone_number ?? false,
    role: user.role === "agent" || user.role === "admin" ? user.role : "end-user",
    organizationId: user.organization_id ?? null,
    active: user.active ?? true,
    suspended: user.suspended ?? false,
    updatedAt: Date.parse(user.updated_at),
    fields: user.user_fields ?? {},
  }));

/** Phone numbers among identities of several users. Numbers of type `agent_forwarding` are not the user's own. */
const OwnedNumbers = listOf(
  z.object({ user_id: z.number(), type: z.literal("phone_number"), value: z.string() }),
);

/** Whether the identities come along is not documented: null when they do not. */
export const ChangedUsers = z
  .object({
    users: listOf(ToldUser),
    identities: OwnedNumbers.nullish(),
    after_cursor: z.string().nullish(),
    end_of_stream: z.boolean(),
  })
  .transform((page) => ({
    users: page.users,
    identities: page.identities ?? null,
    next: page.after_cursor ?? null,
    ended: page.end_of_stream,
  }));

export const ShownUsers = z.object({ users: listOf(ToldUser), identities: OwnedNumbers.catch([]) });

export const UserCount = z
  .object({ count: z.object({ value: z.number() }) })
  .transform(({ count }) => count.value);

export const AddedUser = z.object({ user: ToldUser }).transform(({ user }) => user);

export const UsersList = z.object({ users: listOf(ToldUser) }).transform(({ users }) => users);

/** User fields in which a number can stand. */
export const UserFieldPage = z
  .object({
    user_fields: listOf(
      z.object({
        key: z.string(),
        title: optional(z.string()),
        type: z.string(),
        active: optional(z.boolean()),
      }),
    ),
    meta: z.lazy(() => Meta),
  })
  .transform(({ user_fields, meta }) => ({
    items: user_fields
      .filter((field) => field.active !== false && ["text", "regexp", "integer"].includes(field.type))
      .map(({ key, title }) => ({ key, title: title ?? key })),
    next: meta,
  }));

/** A user as people are searched: agents too. */
const FoundUser = z
  .object({
    id: z.number(),
    name: optional(z.string()),
    phone: optional(z.string()),
    role: optional(z.string()),
    active: optional(z.boolean()),
  })
  .transform((user): FoundPerson => ({
    userId: user.id,
    name: user.name ?? "",
    numbers: user.phone ? [user.phone] : [],
    endUser: user.role === "end-user",
    active: user.active ?? true,
  }));

export const FoundUsers = z.object({ users: listOf(FoundUser) }).transform(({ users }) => users);

export const OneUser = z.object({ user: FoundUser }).transform(({ user }) => user);

/** Several users with the phone numbers among their identities. */
export const UsersWithNumbers = z
  .object({
    users: listOf(FoundUser),
    identities: listOf(
      z.object({ user_id: z.number(), type: z.literal("phone_number"), value: z.string() }),
    ).catch([]),
  })
  .transform(({ users, identities }) =>
    users.map((user) => ({
      ...user,
      numbers: [
        ...new Set([
          ...user.numbers,
          ...identities.filter((one) => one.user_id === user.userId).map((one) => one.value),
        ]),
      ],
    })),
  );

/** `next_page` may name another host and is not followed: it tells that there is more. */
export const SearchResult = z
  .object({ results: listOf(User), next_page: z.unknown() })
  .transform((page) => ({ people: page.results, more: page.next_page != null }));

/** Phone numbers among a user's identities. Numbers of type `agent_forwarding` are not the user's own. */
export const PhoneIdentities = z
  .object({
    identities: listOf(z.object({ type: z.literal("phone_number"), value: z.string() })),
    meta: Meta,
  })
  .transform(({ identities, meta }) => ({ items: identities.map((identity) => identity.value), next: meta }));

/** The user behind a token. With bad Basic credentials Zendesk answers 200 and a null id. */
export const Me = z
  .object({ user: z.object({ id: z.number().nullable(), name: z.string(), role: z.string() }) })
  .transform(({ user }) => user);

/** One user's role, and whether the user may sign in. */
export const UserStanding = z
  .object({
    user: z.object({
      id: z.number(),
      name: optional(z.string()),
      role: z.string(),
      active: optional(z.boolean()),
      suspended: optional(z.boolean()),
      ticket_restriction: optional(z.string().nullable()),
    }),
  })
  .transform(({ user }) => ({
    name: user.name ?? "",
    role: user.role,
    ticketRestriction: user.ticket_restriction ?? null,
    active: user.active !== false && user.suspended !== true,
  }));

const AgentUser = z.object({
  id: z.number(),
  name: optional(z.string()),
  email: optional(z.string()),
  role: optional(z.string()),
  active: optional(z.boolean()),
  suspended: optional(z.boolean()),
});

/** Agents and admins, as they can be bound to an extension: who may not sign in any more is left out. */
export const AgentPage = z.object({ users: listOf(AgentUser), meta: Meta }).transform(({ users, meta }) => ({
  items: users
    .filter((user) => user.active !== false && user.suspended !== true)
    .map((user) => ({
      agentId: user.id,
      name: user.name ?? "",
      email: user.email ?? null,
      role: user.role === "admin" ? ("admin" as const) : ("agent" as const),
    })),
  next: meta,
}));

/** Tags of users, by their id. */
export const UserTags = z
  .object({ users: listOf(z.object({ id: z.number(), tags: optional(z.array(z.string())) })) })
  .transform(({ users }) => new Map(users.map(({ id, tags }) => [id, tags ?? []])));
