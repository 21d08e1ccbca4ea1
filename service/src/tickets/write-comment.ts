import { trace } from "../calls/store.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { remarkOf, withRemark } from "./core/attachment.ts";
import { bareChange, changedFields, changeOf, mayBeAlone } from "./core/changes.ts";
import type { NewComment, Standing } from "./ports.ts";
import { tellRefused } from "./tell-refused.ts";
import { takeRoom } from "./take-room.ts";
import { endComment, noteCommentAttempt, type CommentEnd, type TicketComment } from "./store.ts";
import { forgetUploads } from "./uploads-store.ts";
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
    if (ended === "written" && comment.kind !== "note") await forgetUploads(tx, comment.callId);
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
  const put = async (what: NewComment): Promise<void> => {
    await takeRoom(deps, work.integration, ticketId);
    await noteCommentAttempt(deps.db, comment);
    await zendesk.addComment(ticketId, what);
  };
  try {
    await put({ html, marker, version, change });
    return "written";
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    // A ticket that was closed a moment ago refuses everything.
    const { kind } = await zendesk.standingOf(ticketId);
    if (kind !== "open") return kind;
    const refused = changedFields(change);
    if (refused.length === 0) throw error;
    const told = change.uploads.length > 0 ? withRemark(html, remarkOf("refused")) : html;
    const fileless = { html: told, marker, version, change: { ...change, uploads: [] } };
    if (mayBeAlone("attachment", refused, error.failure.fields) && (await isTaken(() => put(fileless)))) {
      await tellRefused(deps, work, ["attachment"], error.failure.detail);
      return "written";
    }
    const fieldless = { html, marker, version, change: { ...change, customFields: [] } };
    if (mayBeAlone("custom_fields", refused, error.failure.fields) && (await isTaken(() => put(fieldless)))) {
      await tellRefused(deps, work, ["custom_fields"], error.failure.detail);
      return "written";
    }
    await tellRefused(deps, work, refused, error.failure.detail);
    await put({ html: told, marker, version, change: { ...change, ...bareChange } });
    return "written";
  }
}

/** False when Zendesk refuses it for good. @throws {GatewayError} */
async function isTaken(put: () => Promise<void>): Promise<boolean> {
  try {
    await put();
    return true;
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    return false;
  }
}
