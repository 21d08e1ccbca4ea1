import type { RuleLook } from "@deskline/shared/admin-ticket-rules";
import { attachRecordings } from "./attach-recording.ts";
import { withRemark } from "./core/attachment.ts";
import { refusedOf, sinceTheRing } from "./core/changes.ts";
import { noteText } from "./core/note.ts";
import { voiceChange } from "./log-on-ticket.ts";
import { completionOf, keepComment, noteOf, type CommentEnd, type TicketRequest } from "./store.ts";
import { contextFor, planFor, type LogCallDeps, type Work } from "./work.ts";
import { writeComment } from "./write-comment.ts";

/**
 * Ends the ticket that was made while the call rang: in one request the journal, the subject that tells how it
 * ended, who it belongs to, and the tags and fields as they are by then, as far as nobody has changed these
 * meanwhile. Without a `look` there would be no ticket of it by now: tags, fields and assignee stay as they are.
 * @throws {GatewayError}
 */
export async function completeTicket(
  deps: LogCallDeps,
  work: Work,
  request: TicketRequest,
  ticketId: number,
  look: RuleLook | null,
): Promise<CommentEnd> {
  const { call, zendesk } = work;
  const kept = await completionOf(deps.db, call.id, ticketId);
  if (kept !== null) return writeComment(deps, work, kept);
  const context = contextFor(deps, work, await noteOf(deps.db, call.id));
  const plan = planFor(work, look ?? {}, context, "end");
  const refused = refusedOf(planFor(work, look ?? {}, context, "ring"), request.leftOut);
  const { uploads, remark } = await attachRecordings(deps, work);
  const comment = await keepComment(deps.db, {
    callId: call.id,
    kind: "completion",
    ticketId,
    html: withRemark(plan.html, remark),
    changes: {
      public: plan.public,
      ...(request.subject === null ? {} : { subject: { from: request.subject, to: plan.subject } }),
      ...(look === null ? {} : sinceTheRing(zendesk.givenIn(request.body), refused, plan)),
      ...voiceChange(work),
      ...(uploads.length > 0 ? { uploads } : {}),
    },
    noteText: context.note === null ? null : noteText(context.note),
  });
  return writeComment(deps, work, comment);
}
