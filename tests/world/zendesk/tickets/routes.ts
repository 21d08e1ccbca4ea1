import { z } from "zod";
import { apiUrl } from "../account.ts";
import type { TicketRecord } from "../records.ts";
import {
  created,
  idList,
  idParam,
  includes,
  noContent,
  ok,
  userByParam,
  type Call,
  type Reply,
  type Route,
} from "../server/call.ts";
import { noteMistake, readBody, readWrapped } from "../server/fields.ts";
import { paginate } from "../server/pagination.ts";
import { recordInvalid, recordNotFound } from "../server/refusal.ts";
import { userJson } from "../users/json.ts";
import { groups } from "../settings/data.ts";
import { commentJson } from "./comments.ts";
import { createIdempotency } from "./idempotency.ts";
import { auditJson, ticketJson } from "./json.ts";
import { newTicketSchema, ticketUpdateSchema, unsimulatedTicketFields } from "./schema.ts";
import { redactionRoutes } from "./redaction.ts";
import type { Uploads } from "./uploads.ts";
import { createTicket, updateTicket, type Written } from "./write.ts";

const read = { resource: "tickets", access: "read" } as const;
const write = { resource: "tickets", access: "write" } as const;
const listKeys = ["external_id", "include", "exclude_archived", "exclude_count"];

const sorts = {
  created_at: (ticket: TicketRecord) => ticket.createdAt,
  updated_at: (ticket: TicketRecord) => ticket.updatedAt,
  status: (ticket: TicketRecord) => ticket.status,
};

export function ticketRoutes(uploads: Uploads): Route[] {
  const idempotency = createIdempotency();
  const create = (call: Call) => idempotency.once(call, () => postTicket(call, uploads));
  const base = "/api/v2/tickets";
  const one = `${base}/:id`;
  return [
    {
      method: "GET",
      path: base,
      scope: read,
      who: "agents",
      paginated: true,
      query: listKeys,
      handle: listTickets,
    },
    { method: "POST", path: base, scope: write, who: "agents", handle: create },
    {
      method: "GET",
      path: `${base}/show_many`,
      scope: read,
      who: "agents",
      query: ["ids", "include"],
      handle: showMany,
    },
    { method: "GET", path: one, scope: read, who: "agents", query: ["include"], handle: showTicket },
    { method: "PUT", path: one, scope: write, who: "agents", handle: (call) => putTicket(call, uploads) },
    { method: "DELETE", path: one, scope: write, who: "agents", handle: removeTicket },
    {
      method: "GET",
      path: `${one}/comments`,
      scope: read,
      who: "agents",
      paginated: true,
      query: ["include", "include_inline_images"],
      handle: listComments,
    },
    { method: "GET", path: `${one}/audits`, scope: read, who: "agents", paginated: true, handle: listAudits },
    {
      method: "GET",
      path: `${one}/tags`,
      scope: read,
      who: "agents",
      handle: (call) => ok({ tags: find(call).tags }),
    },
    {
      method: "POST",
      path: `${one}/tags`,
      scope: write,
      who: "agents",
      handle: (call) => writeTags(call, uploads, "tags"),
    },
    {
      method: "PUT",
      path: `${one}/tags`,
      scope: write,
      who: "agents",
      handle: (call) => writeTags(call, uploads, "additional_tags"),
    },
    {
      method: "DELETE",
      path: `${one}/tags`,
      scope: write,
      who: "agents",
      handle: (call) => writeTags(call, uploads, "remove_tags"),
    },
    ...redactionRoutes(findTicket),
    ...(["requested", "assigned"] as const).map((relation): Route => ({
      method: "GET",
      path: `/api/v2/users/:id/tickets/${relation}`,
      scope: read,
      who: "agents",
      paginated: true,
      query: listKeys,
      handle: (call) => listOfUser(call, relation),
    })),
  ];
}

export function findTicket(call: Call, id: number): TicketRecord {
  const ticket = call.account.tickets.get(id);
  if (ticket === undefined || ticket.deleted) throw recordNotFound();
  return ticket;
}

function find(call: Call): TicketRecord {
  return findTicket(call, idParam(call));
}

function existing(call: Call): TicketRecord[] {
  return [...call.account.tickets.values()].filter((ticket) => !ticket.deleted);
}

function sideloads(call: Call, tickets: TicketRecord[]) {
  const { account } = call;
  const people = new Set(tickets.flatMap((one) => [one.requesterId, one.submitterId, one.assigneeId]));
  const users = [...people].flatMap((id) => (id === null ? [] : (account.users.get(id) ?? [])));
  return {
    ...(includes(call, "users") ? { users: users.map((user) => userJson(account, user)) } : {}),
    ...(includes(call, "groups") ? { groups } : {}),
  };
}

function pageOf(call: Call, tickets: TicketRecord[]): Reply {
  const page = paginate(call, tickets, sorts);
  const list = page.rows.map((ticket) => ticketJson(call.account, ticket));
  return ok({ tickets: list, ...sideloads(call, page.rows), ...page.envelope });
}

function listTickets(call: Call): Reply {
  const externalId = call.query.get("external_id");
  return pageOf(
    call,
    existing(call).filter((one) => externalId === null || one.externalId === externalId),
  );
}

function listOfUser(call: Call, relation: "requested" | "assigned"): Reply {
  const { id } = userByParam(call);
  return pageOf(
    call,
    existing(call).filter((one) => (relation === "requested" ? one.requesterId : one.assigneeId) === id),
  );
}

function showMany(call: Call): Reply {
  const ids = idList(call, "ids");
  const tickets = existing(call).filter((ticket) => ids.includes(ticket.id));
  const list = tickets.map((ticket) => ticketJson(call.account, ticket));
  return ok({
    tickets: list,
    ...sideloads(call, tickets),
    next_page: null,
    previous_page: null,
    count: list.length,
  });
}

function showTicket(call: Call): Reply {
  const ticket = find(call);
  return ok({ ticket: ticketJson(call.account, ticket), ...sideloads(call, [ticket]) });
}

function written(call: Call, { ticket, audit }: Written) {
  return { ticket: ticketJson(call.account, ticket), audit: auditJson(call.account, ticket, audit) };
}

function postTicket(call: Call, uploads: Uploads): Reply {
  const input = readWrapped(call, "ticket", newTicketSchema, { unsimulated: unsimulatedTicketFields });
  const result = createTicket(call, uploads, input);
  return created(written(call, result), apiUrl(call.account, `tickets/${result.ticket.id}`));
}

function putTicket(call: Call, uploads: Uploads): Reply {
  if (call.headers.has("idempotency-key")) noteMistake(call, "Idempotency-Key has no effect on PUT");
  const ticket = find(call);
  const input = readWrapped(call, "ticket", ticketUpdateSchema, { unsimulated: unsimulatedTicketFields });
  return ok(written(call, updateTicket(call, uploads, ticket, input)));
}

function removeTicket(call: Call): Reply {
  const ticket = find(call);
  if (ticket.status === "closed")
    throw recordInvalid("status", { description: "Status: closed prevents ticket update" });
  ticket.deleted = true;
  ticket.updatedAt = call.account.now();
  return noContent();
}

function listComments(call: Call): Reply {
  const { comments } = find(call);
  const page = paginate(call, comments, { created_at: (comment) => comment.createdAt });
  const authors = new Set(page.rows.map((comment) => comment.authorId));
  const users = [...authors].flatMap((id) => call.account.users.get(id) ?? []);
  return ok({
    comments: page.rows.map((comment) => commentJson(call.account, comment)),
    ...(includes(call, "users") ? { users: users.map((user) => userJson(call.account, user)) } : {}),
    ...page.envelope,
  });
}

function listAudits(call: Call): Reply {
  const ticket = find(call);
  const page = paginate(call, ticket.audits, { created_at: (audit) => audit.createdAt });
  return ok({ audits: page.rows.map((audit) => auditJson(call.account, ticket, audit)), ...page.envelope });
}

const tagsBody = z.object({
  tags: z.array(z.string()),
  updated_stamp: z.string().optional(),
  safe_update: z.literal("true").optional(),
});

function writeTags(call: Call, uploads: Uploads, mode: "tags" | "additional_tags" | "remove_tags"): Reply {
  const ticket = find(call);
  const body = tagsBody.safeParse(readBody(call));
  if (!body.success)
    throw recordInvalid("tags", { description: "Tags: must be a list", error: "InvalidValue" });
  const { tags, updated_stamp } = body.data;
  const safe = body.data.safe_update === "true";
  updateTicket(call, uploads, ticket, { [mode]: tags, safe_update: safe, updated_stamp });
  return { status: mode === "tags" ? 201 : 200, body: { tags: ticket.tags } };
}
