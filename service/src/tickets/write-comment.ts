import { trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import type { Helpdesk, Standing } from "./ports.ts";
import { endComment, noteCommentAttempt, type CommentEnd, type TicketComment } from "./store.ts";
import type { LogCallDeps } from "./work.ts";

/**
 * Writes a kept comment on its ticket, or finds that it cannot be written any more. Whatever fails and
 * however often it is asked, the comment is there once: before it is sent again it is looked for, and
 * what is still on its way is refused by Zendesk because the ticket has changed since. @throws {GatewayError}
 */
export async function writeComment(
  deps: LogCallDeps,
  zendesk: Helpdesk,
  comment: TicketComment,
): Promise<CommentEnd> {
  if (comment.ended !== null) return comment.ended;
  const ended = await bringAbout(deps, zendesk, comment);
  await deps.db.transaction(async (tx) => {
    await endComment(tx, comment, ended);
    await trace(
      tx,
      comment.callId,
      ended === "written" ? `${comment.kind}_commented` : `${comment.kind}_not_commented`,
      { ticketId: comment.ticketId, ...(ended === "written" ? {} : { because: ended }) },
      new Date(deps.clock.now()),
    );
  });
  return ended;
}

/** The ticket is read before the comment is looked for: one that comes in between makes its version old. */
async function bringAbout(deps: LogCallDeps, zendesk: Helpdesk, comment: TicketComment): Promise<CommentEnd> {
  const standing = await zendesk.standingOf(comment.ticketId);
  if (standing.kind === "gone") return "gone";
  if (comment.attempts > 0 && (await zendesk.hasComment(comment.ticketId, comment.id))) return "written";
  return standing.kind === "open" ? send(deps, zendesk, comment, standing) : standing.kind;
}

async function send(
  deps: LogCallDeps,
  zendesk: Helpdesk,
  comment: TicketComment,
  { version }: Standing & { kind: "open" },
): Promise<CommentEnd> {
  await noteCommentAttempt(deps.db, comment);
  try {
    await zendesk.addComment(comment.ticketId, { html: comment.html, marker: comment.id, version });
    return "written";
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    // A ticket that was closed a moment ago refuses everything.
    const { kind } = await zendesk.standingOf(comment.ticketId);
    if (kind === "open") throw error;
    return kind;
  }
}
