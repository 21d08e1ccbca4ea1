import { z } from "zod";
import { iso, type Account } from "../account.ts";
import type { TicketRecord } from "../records.ts";
import { created, idParam, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { readBody, readFields, readWrapped } from "../server/fields.ts";
import { invalidEndpoint, recordInvalid, recordMalformed, recordNotFound } from "../server/refusal.ts";
import { auditJson, ticketJson } from "../tickets/json.ts";
import { newTicketSchema } from "../tickets/schema.ts";
import { createTicket, updateTicket } from "../tickets/write.ts";
import { callFields, callSchema } from "./call-record.ts";

type Display = { agentId: number; kind: "user" | "ticket"; id: number };
type CallRecord = Record<string, unknown> & { id: number };

export type Talk = {
  readonly routes: Route[];
  readonly displays: Display[];
  readonly calls: Map<number, CallRecord>;
};

const commentSchema = z.object({
  title: z.string(),
  call_fields: z.array(z.string()),
  author_id: z.number().int().optional(),
  end_user_id: z.number().int().optional(),
  display_to_agent: z.number().int().optional(),
  subject: z.string().optional(),
});
type CallComment = z.infer<typeof commentSchema>;

const noUploads = { take: () => null, content: () => undefined, routes: [] };
const write = { resource: "broad", access: "write" } as const;
const read = { resource: "broad", access: "read" } as const;

/** Talk Partner Edition: answers as if the endpoints did not exist on accounts without it. */
export function talkRoutes(account: Account): Talk {
  const displays: Display[] = [];
  const calls = new Map<number, CallRecord>();
  const licensed = (handle: (call: Call) => Reply) => (call: Call) => {
    if (!account.options.talkPartnerEdition) throw invalidEndpoint();
    return handle(call);
  };
  const route = (method: Route["method"], path: string, handle: (call: Call) => Reply): Route => ({
    method,
    path: `/api/v2/${path}`,
    scope: method === "GET" ? read : write,
    who: "agents",
    handle: licensed(handle),
  });

  function agentOf(id: number): number {
    const agent = account.users.get(id);
    if (agent === undefined || agent.role === "end-user" || !agent.active) throw recordNotFound();
    return agent.id;
  }

  function display(call: Call, kind: "user" | "ticket"): Reply {
    const id = idParam(call);
    const found = kind === "user" ? account.users.get(id)?.active === true : account.tickets.has(id);
    if (!found) throw recordNotFound();
    displays.push({ agentId: agentOf(idParam(call, "agent_id")), kind, id });
    return { status: 200 };
  }

  function postVoiceTicket(call: Call): Reply {
    const body = readBody(call);
    const agentId = z.number().int().optional().parse(body["display_to_agent"]);
    if (agentId !== undefined && account.users.get(agentId)?.role === "end-user") {
      throw recordInvalid("display_to_agent", { description: "Agent: is invalid", error: "InvalidValue" });
    }
    const input = readWrapped(call, "ticket", newTicketSchema, { siblings: ["display_to_agent"] });
    if (input.via_id === undefined) {
      throw recordMalformed("via_id", { description: "Via: must be 44, 45 or 46", error: "InvalidValue" });
    }
    if (input.via_id === 44 && input.voice_comment === undefined) {
      throw recordMalformed("voice_comment", {
        description: "Voicemail: needs a voice comment",
        error: "BlankValue",
      });
    }
    const { ticket } = createTicket(call, noUploads, input);
    if (agentId !== undefined) displays.push({ agentId: agentOf(agentId), kind: "ticket", id: ticket.id });
    return created({ ticket: ticketJson(account, ticket) });
  }

  function postCall(call: Call): Reply {
    const body = readBody(call);
    const input = readWrapped(call, "call", callSchema, { siblings: ["comment"] });
    const comment =
      body["comment"] === undefined ? null : readFields(call, "comment", body["comment"], commentSchema);
    if (input.ticket_id != null && !account.tickets.has(input.ticket_id)) throw recordNotFound();
    const record = callFields(account, input);
    if (comment !== null) {
      const ticket =
        input.ticket_id == null ? ticketForCall(call, record, comment) : account.tickets.get(input.ticket_id);
      record["ticket_id"] = ticket?.id ?? null;
      if (ticket !== undefined) addCallComment(call, record, ticket, comment);
      if (comment.display_to_agent !== undefined && ticket !== undefined) {
        displays.push({ agentId: agentOf(comment.display_to_agent), kind: "ticket", id: ticket.id });
      }
    }
    calls.set(record.id, record);
    return created({ call: record });
  }

  function findCall(call: Call): CallRecord {
    const record = calls.get(idParam(call));
    if (record === undefined) throw recordNotFound();
    return record;
  }

  function patchCall(call: Call): Reply {
    const record = findCall(call);
    const input = readWrapped(call, "call", callSchema.partial());
    if (input.ticket_id != null && !account.tickets.has(input.ticket_id)) throw recordNotFound();
    for (const [key, value] of Object.entries(input)) if (value !== undefined) record[key] = value;
    record["updated_at"] = iso(account.now());
    return ok({ call: record });
  }

  function commentOnCall(call: Call): Reply {
    const record = findCall(call);
    const input = readFields(call, "comment", readBody(call), commentSchema);
    const ticket = account.tickets.get(Number(record["ticket_id"])) ?? ticketForCall(call, record, input);
    record["ticket_id"] = ticket.id;
    return created({ ...addCallComment(call, record, ticket, input), title: input.title });
  }

  return {
    displays,
    calls,
    routes: [
      route("POST", "channels/voice/tickets", postVoiceTicket),
      route("POST", "channels/voice/agents/:agent_id/users/:id/display", (call) => display(call, "user")),
      route("POST", "channels/voice/agents/:agent_id/tickets/:id/display", (call) => display(call, "ticket")),
      route("POST", "calls", postCall),
      route("GET", "calls/:id", (call) => ok({ call: findCall(call) })),
      route("PATCH", "calls/:id", patchCall),
      route("POST", "calls/:id/comments", commentOnCall),
    ],
  };
}

function viaIdOf(record: CallRecord): 44 | 45 | 46 {
  if (record["voicemail"] === true) return 44;
  return record["direction"] === "outbound" ? 46 : 45;
}

function ticketForCall(call: Call, record: CallRecord, comment: CallComment): TicketRecord {
  const requester = comment.end_user_id ?? z.number().nullish().parse(record["end_user_id"]) ?? undefined;
  const { ticket } = createTicket(call, noUploads, {
    subject: comment.subject ?? comment.title,
    requester_id: requester,
    via_id: viaIdOf(record),
    comment: { body: comment.title, public: false },
  });
  ticket.comments.length = 0;
  return ticket;
}

/** Adds the call as the voice comment its fields describe. */
function addCallComment(call: Call, record: CallRecord, ticket: TicketRecord, input: CallComment) {
  const { account } = call;
  const lines = input.call_fields.map((name) => `${label(name)}: ${shown(record[name])}`);
  const body = `${input.title}\n\nSummary\n${lines.join("\n")}`;
  const { audit } = updateTicket(call, noUploads, ticket, {
    comment: { body, public: false, author_id: input.author_id },
  });
  const comment = ticket.comments.at(-1);
  if (comment !== undefined) {
    comment.type = "TpeVoiceComment";
    comment.data = {
      app_id: record["app_id"],
      author_id: comment.authorId,
      call_id: record.id,
      direction: record["direction"],
      external_id: record["external_id"],
      title: input.title,
      via_id: viaIdOf(record),
      recording_url: record["recording_url"] ?? "",
      from: record["from_line"],
      to: record["to_line"],
    };
  }
  return auditJson(account, ticket, audit).events[0];
}

function label(field: string): string {
  const words = field.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
