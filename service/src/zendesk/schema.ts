import { z } from "zod";
import type { Candidate } from "../contacts/core/match.ts";

/** What Zendesk's answers must contain, reduced to what is read and renamed on the way in. */

const Flag = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? false);

/** A user; fields other than the id may be absent by role and plan. */
const User = z
  .object({
    id: z.number(),
    name: z.string().nullish(),
    phone: z.string().nullish(),
    shared_phone_number: Flag,
    active: z.boolean().nullish(),
    suspended: Flag,
  })
  .transform((user): Candidate => ({
    userId: user.id,
    name: user.name ?? "",
    numbers: user.phone ? [{ value: user.phone, shared: user.shared_phone_number }] : [],
    active: user.active ?? true,
    suspended: user.suspended,
  }));

export const SearchResult = z.object({
  results: z.array(z.unknown()).transform((items) =>
    items.flatMap((item) => {
      const user = User.safeParse(item);
      return user.success ? [user.data] : [];
    }),
  ),
});

/** Phone numbers among a user's identities. Numbers of type `agent_forwarding` are not the user's own. */
export const PhoneIdentities = z
  .object({ identities: z.array(z.object({ type: z.string(), value: z.string() })) })
  .transform(({ identities }) =>
    identities.filter((identity) => identity.type === "phone_number").map((identity) => identity.value),
  );

/** The user behind a token. With bad Basic credentials Zendesk answers 200 and a null id. */
export const Me = z
  .object({ user: z.object({ id: z.number().nullable(), name: z.string(), role: z.string() }) })
  .transform(({ user }) => user);

export const CreatedTicket = z
  .object({ ticket: z.object({ id: z.number() }) })
  .transform(({ ticket }) => ticket.id);
export const TicketList = z
  .object({ tickets: z.array(z.object({ id: z.number(), external_id: z.string().nullish() })) })
  .transform(({ tickets }) =>
    tickets.map((ticket) => ({ ticketId: ticket.id, externalId: ticket.external_id ?? null })),
  );

/** Agents and admins, as they can be bound to an extension. */
export const AgentPage = z
  .object({
    users: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        email: z.string().nullish(),
        active: z.boolean().nullish(),
      }),
    ),
    meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }),
  })
  .transform(({ users, meta }) => ({
    agents: users
      .filter((user) => user.active !== false)
      .map((user) => ({ agentId: user.id, name: user.name, email: user.email ?? null })),
    next: meta.has_more ? (meta.after_cursor ?? null) : null,
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
