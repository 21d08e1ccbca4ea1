import { z } from "zod";
import { idList, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { noteMistake, readBody, readFields } from "../server/fields.ts";
import { invalidAttribute, Refusal, tooManyValues } from "../server/refusal.ts";
import type { Jobs } from "./jobs.ts";
import { findTicket } from "./routes.ts";
import { newTicketSchema, ticketUpdateSchema, unsimulatedTicketFields } from "./schema.ts";
import type { Uploads } from "./uploads.ts";
import { createTicket, updateTicket } from "./write.ts";

const most = 100;
const write = { resource: "tickets", access: "write" } as const;

/** Bulk calls: refused as a whole for their shape, item by item for their content, in a background job. */
export function bulkRoutes(uploads: Uploads, jobs: Jobs): Route[] {
  return [
    {
      method: "POST",
      path: "/api/v2/tickets/create_many",
      scope: write,
      who: "agents",
      handle: (call) => createMany(call, uploads, jobs),
    },
    {
      method: "PUT",
      path: "/api/v2/tickets/update_many",
      scope: write,
      who: "agents",
      query: ["ids"],
      handle: (call) => updateMany(call, uploads, jobs),
    },
  ];
}

function createMany(call: Call, uploads: Uploads, jobs: Jobs): Reply {
  if (call.headers.has("idempotency-key")) noteMistake(call, "Idempotency-Key has no effect on create_many");
  const inputs = readList(call).map((one) =>
    readFields(call, "ticket", one, newTicketSchema, unsimulatedTicketFields),
  );
  const items = inputs.map((input, index) => () => {
    try {
      const { ticket } = createTicket(call, uploads, input);
      return { index, id: ticket.id, account_id: call.account.id };
    } catch (error) {
      return { index, ...failure("create", "TicketCreate", error) };
    }
  });
  return ok(jobs.start("Bulk Create Ticket", "Creating ticket", items));
}

function updateMany(call: Call, uploads: Uploads, jobs: Jobs): Reply {
  const items = readUpdates(call).map(({ id, input }) => () => {
    try {
      updateTicket(call, uploads, findTicket(call, id), input);
      return { id, action: "update", success: true, status: "Updated" };
    } catch (error) {
      return { id, ...failure("update", "TicketUpdate", error) };
    }
  });
  return ok(jobs.start("Bulk Update Ticket", "Updating ticket", items));
}

function readUpdates(call: Call) {
  const read = (value: unknown) =>
    readFields(call, "ticket", value, ticketUpdateSchema, unsimulatedTicketFields);
  if (call.query.has("ids")) {
    const { ticket } = readBody(call);
    const input = read(ticket);
    return idList(call, "ids").map((id) => ({ id, input }));
  }
  return readList(call).map((value) => {
    const { id, ...rest } = z.looseObject({ id: z.coerce.number().int() }).parse(value);
    return { id, input: read(rest) };
  });
}

function readList(call: Call): unknown[] {
  const { tickets } = readBody(call);
  if (!Array.isArray(tickets) || tickets.length === 0)
    throw invalidAttribute("tickets", "tickets must be a list");
  if (tickets.length > most) throw tooManyValues("tickets");
  return tickets;
}

function failure(action: string, error: string, cause: unknown) {
  if (!(cause instanceof Refusal)) throw cause;
  if (cause.mistake !== null)
    return { action, success: false, error: `${error}Error`, details: cause.mistake };
  return { action, success: false, error: `${error}Error`, details: JSON.stringify(cause.body) };
}
