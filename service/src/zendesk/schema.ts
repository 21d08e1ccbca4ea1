import { z } from "zod";
import type { Candidate } from "../contacts/core/match.ts";
import type { ToldPerson } from "../contacts/core/person.ts";
import type { FoundPerson } from "../contacts/ports.ts";

/** What Zendesk's answers must contain, reduced to what is read and renamed on the way in. */

/** The items of a list that can be read. One of a strange shape must not cost the others. */
function listOf<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((items) =>
    items.flatMap((one) => {
      const read = item.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  );
}

/** A field that may be absent or of a strange shape. */
function optional<T>(field: z.ZodType<T>) {
  return field.nullish().catch(null);
}

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

/** `links.next` is filled on the last page too: only `has_more` ends a list. */
const Meta = z
  .object({ has_more: z.boolean(), after_cursor: z.string().nullish() })
  .nullish()
  .transform((meta) => (meta?.has_more === true ? (meta.after_cursor ?? null) : null));

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

/** Installed apps. The name is the one the administrator gave the installation. */
export const Installations = z
  .object({
    installations: listOf(
      z.object({
        id: z.number(),
        app_id: z.number(),
        settings: optional(z.object({ name: optional(z.string()) })),
        enabled: optional(z.boolean()),
      }),
    ),
  })
  .transform(({ installations }) =>
    installations.map((one) => ({
      installationId: one.id,
      appId: one.app_id,
      name: one.settings?.name ?? "",
      enabled: one.enabled ?? true,
    })),
  );

/** Ids of uploads, jobs and webhooks are numbers or text. */
const Id = z.union([z.number(), z.string().min(1)]);

export const UploadedPackage = z.object({ id: Id }).transform(({ id }) => id);
export const StartedAppJob = z.object({ job_id: Id }).transform(({ job_id }) => String(job_id));
export const OwnedApps = z
  .object({ apps: listOf(z.object({ id: z.number(), name: optional(z.string()) })) })
  .transform(({ apps }) => apps.map((app) => ({ appId: app.id, name: app.name ?? "" })));
export const NewInstallation = z.object({ id: z.number() }).transform(({ id }) => id);

/** How far Zendesk is with an app. A status that is not known counts as still at work. */
export const AppJobStatus = z
  .object({
    status: z.string(),
    message: optional(z.string()),
    progress: optional(z.number()),
    total: optional(z.number()),
    retry_in: optional(z.number()),
    app_id: optional(z.coerce.number().int().positive()),
  })
  .transform((job) => ({
    state:
      job.status === "completed"
        ? ("completed" as const)
        : ["failed", "killed"].includes(job.status)
          ? ("failed" as const)
          : ("working" as const),
    message: job.message ?? "",
    progress: job.progress != null && job.total ? Math.min(1, Math.max(0, job.progress / job.total)) : null,
    retryInMs: job.retry_in == null ? null : job.retry_in * 1000,
    appId: job.app_id ?? null,
  }));

export const WebhookPage = z
  .object({
    webhooks: listOf(
      z.object({ id: Id.transform(String), endpoint: z.string(), status: optional(z.string()) }),
    ),
    meta: Meta,
  })
  .transform(({ webhooks, meta }) => ({ items: webhooks, next: meta }));
export const NewWebhook = z
  .object({ webhook: z.object({ id: Id.transform(String) }) })
  .transform(({ webhook }) => webhook.id);
export const SigningSecret = z
  .object({ signing_secret: z.object({ secret: z.string().min(1) }) })
  .transform(({ signing_secret }) => signing_secret.secret);

export const CreatedTicket = z
  .object({ ticket: z.object({ id: z.number() }) })
  .transform(({ ticket }) => ticket.id);
/** A ticket as far as it matters whether something can be added to it. */
export const ShownTicket = z
  .object({
    ticket: z.object({
      status: z.string(),
      updated_at: z.string(),
      requester_id: optional(z.number()),
      assignee_id: optional(z.number()),
      subject: optional(z.string()),
      tags: optional(z.array(z.string())),
    }),
  })
  .transform(({ ticket }) => ({
    status: ticket.status,
    subject: ticket.subject ?? "",
    assigneeId: ticket.assignee_id ?? null,
    updatedAt: ticket.updated_at,
    requesterId: ticket.requester_id ?? null,
    tags: ticket.tags ?? [],
  }));

/** The answer to an update; what matters is that it is one. */
export const UpdatedTicket = z.object({ ticket: z.object({ id: z.number() }) });

/** What was given along with each update of a ticket. */
export const AuditPage = z
  .object({
    audits: listOf(z.object({ metadata: z.object({ custom: z.record(z.string(), z.unknown()) }) })),
    meta: Meta,
  })
  .transform(({ audits, meta }) => ({ items: audits.map((audit) => audit.metadata.custom), next: meta }));

export const TicketList = z
  .object({ tickets: listOf(z.object({ id: z.number(), external_id: z.string().nullish() })) })
  .transform(({ tickets }) =>
    tickets.map((ticket) => ({ ticketId: ticket.id, externalId: ticket.external_id ?? null })),
  );

/** A requester's tickets, with who made them and when (epoch ms). */
export const WrittenTickets = z
  .object({ tickets: listOf(z.object({ id: z.number(), submitter_id: z.number(), created_at: z.string() })) })
  .transform(({ tickets }) =>
    tickets.map((ticket) => ({
      ticketId: ticket.id,
      submitterId: ticket.submitter_id,
      createdAt: Date.parse(ticket.created_at),
    })),
  );

/** Work that Zendesk does in its time. */
export const StartedJob = z.object({ job_status: z.object({ id: z.string() }) });

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

/** Answer of the token endpoint. A client that never expires leaves the times and the refresh token out. */
export const TokenPair = z
  .object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1).nullish(),
    scope: z.string().nullish(),
    expires_in: z.number().nullish(),
  })
  .transform((pair) => ({
    accessToken: pair.access_token,
    refreshToken: pair.refresh_token ?? null,
    scope: pair.scope ?? "",
    expiresInMs: pair.expires_in == null ? null : pair.expires_in * 1000,
  }));
export type TokenPair = z.infer<typeof TokenPair>;

/** Any answer that is a success. */
export const Anything = z.unknown();

const Named = z.object({ id: z.number(), name: optional(z.string()), active: optional(z.boolean()) });

function named(items: z.infer<typeof Named>[]) {
  return items.filter(({ active }) => active !== false).map(({ id, name }) => ({ id, name: name ?? "" }));
}

export const GroupPage = z
  .object({ groups: listOf(Named), meta: Meta })
  .transform(({ groups, meta }) => ({ items: named(groups), next: meta }));
export const GroupUserPage = z
  .object({ users: listOf(z.object({ id: z.number() })), meta: Meta })
  .transform(({ users, meta }) => ({ items: users.map(({ id }) => id), next: meta }));
export const BrandPage = z
  .object({ brands: listOf(Named), meta: Meta })
  .transform(({ brands, meta }) => ({ items: named(brands), next: meta }));
export const FormPage = z
  .object({ ticket_forms: listOf(Named), meta: Meta })
  .transform(({ ticket_forms, meta }) => ({ items: named(ticket_forms), next: meta }));

/** Fields that an administrator has added are those that can be removed again. */
export const CustomFieldPage = z
  .object({
    ticket_fields: listOf(
      z.object({
        id: z.number(),
        title: optional(z.string()),
        type: optional(z.string()),
        active: optional(z.boolean()),
        removable: optional(z.boolean()),
        custom_field_options: optional(listOf(z.object({ name: z.string(), value: z.string() }))),
      }),
    ),
    meta: Meta,
  })
  .transform(({ ticket_fields, meta }) => ({
    items: ticket_fields
      .filter(({ active, removable }) => active !== false && removable !== false)
      .map(({ id, title, type, custom_field_options }) => ({
        id,
        name: title ?? "",
        type: type ?? "",
        options: custom_field_options ?? [],
      })),
    next: meta,
  }));

/** Tags of users, by their id. */
export const UserTags = z
  .object({ users: listOf(z.object({ id: z.number(), tags: optional(z.array(z.string())) })) })
  .transform(({ users }) => new Map(users.map(({ id, tags }) => [id, tags ?? []])));

export const CreatedCallRecord = z
  .object({ call: z.object({ id: z.number() }) })
  .transform(({ call }) => call.id);

/** Comments, as far as it matters which call one tells of and what it says. */
export const CommentPage = z
  .object({
    comments: listOf(
      z.object({
        body: optional(z.string()),
        data: optional(z.object({ external_id: optional(z.string()) })),
      }),
    ),
    meta: Meta,
  })
  .transform(({ comments, meta }) => ({
    items: comments.map(({ body, data }) => ({ body: body ?? "", callId: data?.external_id ?? null })),
    next: meta,
  }));

/** Tickets of a requester, the newest change first. */
export const RequestedTickets = z
  .object({
    tickets: listOf(z.object({ id: z.number(), status: z.string(), updated_at: optional(z.string()) })),
  })
  .transform(({ tickets }) => tickets);

export const UploadedFile = z
  .object({ upload: z.object({ token: z.string().min(1) }) })
  .transform(({ upload }) => upload.token);
