import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import { callComment, voiceOf } from "./core/draft.ts";
import { attachRecordings } from "./attach-recording.ts";
import { withRemark } from "./core/attachment.ts";
import type { CommentChanges } from "./core/changes.ts";
import { noteText } from "./core/note.ts";
import { recordsBy } from "./core/record-way.ts";
import { commentOfCall, keepComment, noteOf, ticketRequestOf, type CommentEnd } from "./store.ts";
import { contextFor, planFor, type LogCallDeps, type Work } from "./work.ts";
import { writeComment } from "./write-comment.ts";

/** How a call comes onto a ticket that existed before: what a rule says of it, and what is changed with it. */
export type OnTicket = { look?: RuleLook; changes?: CommentChanges };

/** Puts the call's journal on a ticket that existed before, once. @throws {GatewayError} */
export async function logOnTicket(
  deps: LogCallDeps,
  work: Work,
  ticketId: number,
  { look = {}, changes = {} }: OnTicket = {},
): Promise<CommentEnd> {
  const made = await ticketRequestOf(deps.db, work.call.id);
  if (made?.ticketId === ticketId) return "written"; // it was made for this call, and begins with its journal
  const kept = await commentOfCall(deps.db, work.call.id, ticketId);
  if (kept !== null) return writeComment(deps, work, kept);
  const note = await noteOf(deps.db, work.call.id);
  const context = contextFor(deps, work, note);
  const plan = planFor(work, look, context, "end");
  const { uploads, remark } = await attachRecordings(deps, work);
  const comment = await keepComment(deps.db, {
    callId: work.call.id,
    kind: "call",
    ticketId,
    html: withRemark(callComment(work.summary, plan, context.names), remark),
    changes: {
      ...changes,
      ...(plan.tags.length > 0 ? { tags: plan.tags } : {}),
      ...(plan.public && changes.byRule === true ? { public: true } : {}),
      ...voiceChange(work),
      ...(uploads.length > 0 ? { uploads } : {}),
    },
    noteText: context.note === null ? null : noteText(context.note),
  });
  return writeComment(deps, work, comment);
}

/** The call as a comment of Zendesk's own kind, where the settings want that. */
export function voiceChange({ summary, integration }: Work): Pick<CommentChanges, "voice"> {
  const { settings, callRecords } = integration.tickets;
  return recordsBy(settings, callRecords) === "voice_comment"
    ? { voice: voiceOf(summary, integration.agents) }
    : {};
}
