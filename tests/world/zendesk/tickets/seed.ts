import type { Account } from "../account.ts";
import type { TicketRecord, UserRecord } from "../records.ts";
import { indexTicket } from "../search/index.ts";
import type { Call } from "../server/call.ts";
import { defaultStatusId } from "./rules.ts";
import type { NewTicketInput } from "./schema.ts";
import type { Uploads } from "./uploads.ts";
import { createTicket, updateTicket } from "./write.ts";

export type NewTicket = {
  requesterId: number;
  subject?: string;
  body?: string;
  status?: TicketRecord["status"];
  externalId?: string;
  tags?: string[];
  assigneeId?: number;
  /** Who made it; an administrator if nobody is named. */
  submitterId?: number;
  /** When it was made and last changed (epoch ms); now if not given. */
  at?: number;
};

/** Adds a ticket as an agent would by hand. */
export function seedTicket(account: Account, uploads: Uploads, input: NewTicket): TicketRecord {
  const fields: NewTicketInput = {
    requester_id: input.requesterId,
    subject: input.subject ?? "A question",
    comment: { body: input.body ?? "Hello", public: true },
    status: input.status,
    external_id: input.externalId,
    tags: input.tags,
    assignee_id: input.assigneeId,
    submitter_id: input.submitterId,
  };
  const { ticket } = createTicket(handiwork(account), uploads, fields);
  if (input.at !== undefined) Object.assign(ticket, { createdAt: input.at, updatedAt: input.at });
  indexTicket(account, ticket);
  return ticket;
}

/** Moves a ticket on as an agent, an automation or nobody in particular would. */
export function setTicketStatus(account: Account, id: number, status: TicketRecord["status"]): TicketRecord {
  const ticket = account.tickets.get(id);
  if (ticket === undefined) throw new Error(`the simulator has no ticket ${id}`);
  ticket.status = status;
  ticket.customStatusId = defaultStatusId(status);
  ticket.updatedAt = account.now();
  indexTicket(account, ticket);
  return ticket;
}

/** Merges a ticket into another, as an agent would: it is closed, and a comment names the winner. */
export function mergeTickets(account: Account, uploads: Uploads, loserId: number, winnerId: number): void {
  const loser = account.tickets.get(loserId);
  if (loser === undefined) throw new Error(`the simulator has no ticket ${loserId}`);
  const body = `This request was closed and merged into request #${winnerId} "${loser.subject}".`;
  updateTicket(handiwork(account), uploads, loser, {
    comment: { body, public: false },
    additional_tags: ["closed_by_merge"],
  });
  setTicketStatus(account, loserId, "closed");
}

/** What somebody does in the agent interface, in the shape of a request. */
function handiwork(account: Account): Call {
  return {
    account,
    method: "POST",
    path: "/agent",
    params: {},
    query: new URLSearchParams(),
    headers: new Headers(),
    raw: new Uint8Array(),
    body: undefined,
    user: somebody(account),
    token: null,
    replyHeaders: new Headers(),
    unpermitted: [],
  };
}

function somebody(account: Account): UserRecord {
  const agent = [...account.users.values()].find((user) => user.role !== "end-user" && user.active);
  if (agent === undefined) throw new Error("add an agent or administrator first");
  return agent;
}
