import { trace } from "../calls/store.ts";
import { GatewayError, type GatewayFailure } from "../platform/gateway-error.ts";
import { remarkOf, withRemark } from "./core/attachment.ts";
import { changeOf } from "./core/changes.ts";
import { changeWithout, triesWithout, type ChangedField } from "./core/refused-change.ts";
import type { Standing } from "./ports.ts";
import { tellRefused } from "./tell-refused.ts";
import { takeRoom } from "./take-room.ts";
import { endComment, noteCommentAttempt, type CommentEnd, type TicketComment } from "./store.ts";
import { uploadsTaken } from "./uploads-store.ts";
import type { LogCallDeps, Work } from "./work.ts";

/**
 * Writes a kept comment on its ticket, or finds that it cannot be written any more. Whatever fails and
 * however often it is asked, the comment is there once: before it is sent again it is looked for, and
 * what is still on its way is refused by Zendesk because the ticket has changed since. @throws {GatewayError}
 */
export async function writeComment(
  deps: LogCallDeps,
  work: Work,
  comment: TicketComment,
): Promise<CommentEnd> {
  if (comment.ended !== null) return comment.ended;
  const ended = await bringAbout(deps, work, comment);
  await deps.db.transaction(async (tx) => {
    await endComment(tx, comment, ended);
    if (ended === "written" && comment.kind !== "note") await uploadsTaken(tx, comment.callId);
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
async function bringAbout(deps: LogCallDeps, work: Work, comment: TicketComment): Promise<CommentEnd> {
  const { zendesk } = work;
  const standing = await zendesk.standingOf(comment.ticketId);
  if (standing.kind === "gone") return "gone";
  if (comment.attempts > 0 && (await zendesk.hasComment(comment.ticketId, comment.id))) return "written";
  return standing.kind === "open" ? send(deps, work, comment, standing) : standing.kind;
}

async function send(
  deps: LogCallDeps,
  work: Work,
  comment: TicketComment,
  { version, ticket }: Standing & { kind: "open" },
): Promise<CommentEnd> {
  const { zendesk } = work;
  const { html, id: marker, ticketId } = comment;
  const change = changeOf(comment.changes, ticket);
  const putWithout = async (left: ChangedField[]): Promise<Refusal | null> => {
    await takeRoom(deps, work.integration, ticketId);
    await noteCommentAttempt(deps.db, comment);
    const told = left.includes("attachment") ? withRemark(html, remarkOf("refused")) : html;
    const what = { html: told, marker, version, change: changeWithout(change, left) };
    return refusalOf(zendesk.addComment(ticketId, what));
  };
  let refusal = await putWithout([]);
  if (refusal === null) return "written";
  // A ticket that was closed a moment ago refuses everything.
  const { kind } = await zendesk.standingOf(ticketId);
  if (kind !== "open") return kind;
  const because = new Set<string>();
  for (const left of triesWithout(change, refusal.failure)) {
    because.add(refusal.failure.detail);
    refusal = await putWithout(left);
    if (refusal === null) {
      await tellRefused(deps, work, left, [...because].join("; "));
      return "written";
    }
  }
  throw refusal.error;
}

type Refusal = { error: GatewayError; failure: GatewayFailure & { kind: "rejected" } };

/** Null when Zendesk takes it. @throws {GatewayError} what may pass */
async function refusalOf(request: Promise<void>): Promise<Refusal | null> {
  try {
    await request;
    return null;
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    return { error, failure: error.failure };
  }
}
