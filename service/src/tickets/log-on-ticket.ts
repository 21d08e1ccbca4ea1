import { callComment } from "./core/draft.ts";
import { noteText } from "./core/note.ts";
import {
  commentOfCall,
  keepComment,
  noteOf,
  ticketRequestOf,
  type CommentEnd,
  type TicketComment,
} from "./store.ts";
import { journalContext, type LogCallDeps, type Work } from "./work.ts";
import { writeComment } from "./write-comment.ts";

/** Puts the call's journal on a ticket that existed before, once. @throws {GatewayError} */
export async function logOnTicket(deps: LogCallDeps, work: Work, ticketId: number): Promise<CommentEnd> {
  const made = await ticketRequestOf(deps.db, work.call.id);
  if (made?.ticketId === ticketId) return "written"; // it was made for this call, and begins with its journal
  const kept = await commentOfCall(deps.db, work.call.id, ticketId);
  return writeComment(deps, work.zendesk, kept ?? (await draftComment(deps, work, ticketId)));
}

async function draftComment(
  deps: LogCallDeps,
  { call, summary, integration }: Work,
  ticketId: number,
): Promise<TicketComment> {
  const note = await noteOf(deps.db, call.id);
  const context = journalContext(integration, note);
  return keepComment(deps.db, {
    callId: call.id,
    kind: "call",
    ticketId,
    html: callComment(summary, context),
    noteText: context.note === null ? null : noteText(context.note),
  });
}
