import { z } from "zod";
import type { AttachmentRecord, CommentRecord, TicketRecord } from "../records.ts";
import { idParam, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { readBody } from "../server/fields.ts";
import { recordInvalid, recordMalformed, recordNotFound } from "../server/refusal.ts";
import { attachmentJson } from "./attachments.ts";
import { commentJson } from "./comments.ts";

/** Taking files out of comments for good: of tickets that are not closed, and, in Agent Workspace, of all. */
export function redactionRoutes(find: (call: Call, id: number) => TicketRecord): Route[] {
  const scope = { resource: "tickets", access: "write" } as const;

  function redactFile(call: Call): Reply {
    const ticket = find(call, idParam(call));
    if (ticket.status === "closed")
      throw recordInvalid("status", { description: "Status: closed prevents ticket update" });
    const comment = commentOf(ticket, idParam(call, "commentId"));
    const file = comment.attachments.find(({ id }) => id === idParam(call, "attachmentId"));
    if (file === undefined) throw recordNotFound();
    redact(file);
    ticket.updatedAt = call.account.now();
    return ok({ attachment: attachmentJson(call.account, file) });
  }

  function redactInWorkspace(call: Call): Reply {
    const body = Body.safeParse(readBody(call));
    if (!body.success) throw recordMalformed("base", { description: "ticket_id: is missing" });
    const ticket = find(call, body.data.ticket_id);
    const comment = commentOf(ticket, idParam(call));
    for (const url of body.data.external_attachment_urls ?? []) {
      const file = comment.attachments.find((one) => attachmentJson(call.account, one).content_url === url);
      if (file === undefined)
        throw recordMalformed("external_attachment_urls", { description: "no such file" });
      redact(file);
    }
    ticket.updatedAt = call.account.now();
    return ok({ comment: commentJson(call.account, comment) });
  }

  return [
    {
      method: "PUT",
      path: "/api/v2/tickets/:id/comments/:commentId/attachments/:attachmentId/redact",
      scope,
      who: "agents",
      handle: redactFile,
    },
    {
      method: "PUT",
      path: "/api/v2/comment_redactions/:id",
      scope,
      who: "agents",
      handle: redactInWorkspace,
    },
  ];
}

const Body = z.object({
  ticket_id: z.number(),
  external_attachment_urls: z.array(z.string()).optional(),
});

function commentOf(ticket: TicketRecord, id: number): CommentRecord {
  const comment = ticket.comments.find((one) => one.id === id);
  if (comment === undefined) throw recordNotFound();
  return comment;
}

function redact(file: AttachmentRecord): void {
  Object.assign(file, { fileName: "redacted.txt", contentType: "text/plain", content: new Uint8Array() });
}
