import { GatewayError, isRejected } from "../platform/gateway-error.ts";
import type { AttachedFile } from "../tickets/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { Anything } from "./schema.ts";
import { FilesPage } from "./tickets-schema.ts";

/**
 * The files of the comment that `isIt` tells by what was given along with it, or of the ticket's first one; none when
 * comment or ticket is gone. @throws {GatewayError}
 */
export async function readFiles(
  account: ZendeskAccount,
  ticketId: number,
  isIt: ((custom: Record<string, unknown>) => boolean) | null,
): Promise<AttachedFile[]> {
  try {
    const comments = await everyPage(account, `/api/v2/tickets/${ticketId}/comments`, [], FilesPage);
    const found = isIt === null ? comments[0] : comments.find(({ custom }) => isIt(custom));
    return found?.files ?? [];
  } catch (error) {
    if (isRejected(error, 404)) return [];
    throw error;
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
