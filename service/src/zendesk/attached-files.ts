import { GatewayError } from "../platform/gateway-error.ts";
import type { AttachedFile } from "../tickets/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { Anything } from "./schema.ts";
import { FilesPage, ShownTicket } from "./tickets-schema.ts";

/**
 * The files of the first comment that `isIt` tells by what was given along with it; none when comment or ticket is
 * gone. @throws {GatewayError}
 */
export async function readFiles(
  account: ZendeskAccount,
  ticketId: number,
  isIt: (custom: Record<string, unknown>) => boolean,
): Promise<AttachedFile[]> {
  const path = `/api/v2/tickets/${ticketId}/comments`;
  const comments = await unlessGone(everyPage(account, path, [], FilesPage));
  return comments?.find(({ custom }) => isIt(custom))?.files ?? [];
}

/** As `readFiles`, of a ticket's first comment; none where the number is another ticket's by now, as in another account. */
export async function firstFiles(
  account: ZendeskAccount,
  { ticketId, externalId }: { ticketId: number; externalId: string },
): Promise<AttachedFile[]> {
  const path = `/api/v2/tickets/${ticketId}`;
  const ticket = await unlessGone(askZendesk(account, { method: "GET", path, answer: ShownTicket }));
  return ticket?.externalId === externalId ? readFiles(account, ticketId, () => true) : [];
}

/** Null where Zendesk says that there is no such thing; a 404 of anybody else may pass. */
async function unlessGone<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure.kind !== "rejected") throw error;
    const { status, detail } = error.failure;
    if (status !== 404) throw error;
    if (detail.startsWith("RecordNotFound")) return null;
    throw new GatewayError("Zendesk", { kind: "unavailable", status, detail, retryAfterMs: null });
  }
}

/**
 * Takes a file out of a comment. Where Zendesk refuses that, as of a closed ticket, it is asked as Agent Workspace
 * does, which it offers of closed tickets too; refused both ways, the first refusal counts. @throws {GatewayError}
 */
export async function removeFile(
  account: ZendeskAccount,
  ticketId: number,
  { commentId, fileId, url }: AttachedFile,
): Promise<void> {
  try {
    await askZendesk(account, {
      method: "PUT",
      path: `/api/v2/tickets/${ticketId}/comments/${commentId}/attachments/${fileId}/redact`,
      body: "{}",
      answer: Anything,
    });
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    await inWorkspace(account, ticketId, { commentId, url }).catch((error: unknown) => {
      throw isRefusal(error) ? refusal : error;
    });
  }
}

async function inWorkspace(
  account: ZendeskAccount,
  ticketId: number,
  { commentId, url }: Pick<AttachedFile, "commentId" | "url">,
): Promise<void> {
  await askZendesk(account, {
    method: "PUT",
    path: `/api/v2/comment_redactions/${commentId}`,
    body: JSON.stringify({ ticket_id: ticketId, external_attachment_urls: [url] }),
    answer: Anything,
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof GatewayError && error.failure.kind === "rejected";
}
