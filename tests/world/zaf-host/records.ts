import { groups } from "../zendesk/settings/data.ts";
import type { SimComment, SimTicket, SimUser, ZendeskSimulator } from "../zendesk/simulator.ts";
import type {
  Lists,
  Person,
  TicketRecord,
  UserRecord,
  ZafComment,
  ZafTicket,
  ZafUser,
} from "./core/shapes.ts";

/** The account's objects as apps read them. */

function zafUser(user: SimUser): ZafUser {
  const agent = user.role !== "end-user";
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    locale: user.locale,
    alias: user.alias,
    details: user.details,
    notes: user.notes,
    externalId: user.externalId,
    tags: user.tags,
    groups: agent ? [{ id: groups[0].id, name: groups[0].name }] : [],
    organizations: [],
    identities: user.identities.map(({ id, type, value, primary, verified }) => ({
      id,
      type,
      value,
      primary,
      verified,
      userId: user.id,
    })),
    timeZone: zone(user.timeZone),
  };
}

/** Zendesk names zones after Rails; the simulated account knows one such name. */
export function zone(name: string): { name: string; ianaName: string } {
  return { name, ianaName: name === "Dublin" ? "Europe/Dublin" : name };
}

export function findUser(zendesk: ZendeskSimulator, id: number): UserRecord | null {
  const user = zendesk.users().find((one) => one.id === id);
  return user === undefined ? null : { user: zafUser(user), phones: user.numbers };
}

export function findTicket(zendesk: ZendeskSimulator, id: number): TicketRecord | null {
  const ticket = zendesk.tickets().find((one) => one.id === id);
  if (ticket === undefined) return null;
  const names = new Map(zendesk.users().map((user) => [user.id, user.name]));
  const requester = findUser(zendesk, ticket.requesterId);
  return {
    ticket: zafTicket(ticket, requester?.user ?? null, zendesk.comments(id), names),
    phones: requester?.phones ?? [],
  };
}

function zafTicket(
  ticket: SimTicket,
  requester: ZafUser | null,
  comments: SimComment[],
  names: Map<number, string>,
): ZafTicket {
  const assignee = ticket.assigneeId;
  const fields = ticket.customFields.map(({ id, value }) => [`customField:custom_field_${id}`, value]);
  return {
    ...Object.fromEntries(fields),
    id: ticket.id,
    isNew: false,
    subject: ticket.subject,
    description: ticket.description,
    status: ticket.status,
    type: ticket.type,
    priority: ticket.priority,
    tags: ticket.tags,
    createdAt: iso(ticket.createdAt),
    updatedAt: iso(ticket.updatedAt),
    externalId: ticket.externalId,
    via: { channel: ticket.via },
    brand: { id: ticket.brandId },
    form: { id: ticket.ticketFormId },
    requester,
    assignee: {
      group: ticket.groupId === null ? null : { id: ticket.groupId },
      user: assignee === null ? null : { id: assignee, name: names.get(assignee) ?? "" },
    },
    comments: comments.map((comment) => zafComment(comment, names)).toReversed(),
  };
}

function zafComment(comment: SimComment, names: Map<number, string>): ZafComment {
  return {
    id: comment.id,
    value: comment.htmlBody,
    public: comment.public,
    author: { id: comment.authorId, name: names.get(comment.authorId) ?? "" },
    createdAt: iso(comment.createdAt),
  };
}

export function listsOf(zendesk: ZendeskSimulator): Lists {
  const users = zendesk.users();
  const names = new Map(users.map((user) => [user.id, user.name]));
  const tickets = zendesk.tickets().toSorted((a, b) => b.updatedAt - a.updatedAt || b.id - a.id);
  return {
    tickets: tickets.map(({ id, subject, status, requesterId, updatedAt }) => ({
      id,
      subject,
      status,
      requester: names.get(requesterId) ?? "",
      updatedAt: iso(updatedAt),
    })),
    users: users
      .filter((user) => user.role === "end-user" && user.active)
      .map(({ id, name, numbers, email }) => ({ id, name, numbers, email })),
  };
}

export function agentsOf(zendesk: ZendeskSimulator): Person[] {
  return zendesk
    .users()
    .filter((user) => user.role !== "end-user" && user.active && !user.suspended)
    .map(({ id, name, email, role }) => ({ id, name, email, role }));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
