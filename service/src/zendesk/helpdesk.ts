import type { TicketDraft } from "../tickets/core/draft.ts";
import { isRejected } from "../platform/gateway-error.ts";
import type { Helpdesk, InternalComment, Standing } from "../tickets/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { AuditPage, CreatedTicket, ShownTicket, TicketList, UpdatedTicket } from "./schema.ts";

/** Zendesk asks telephony to name its channel so, for reports and the ticket's header. */
const viaIds: Record<TicketDraft["channel"], number> = {
  voicemail: 44,
  phone_inbound: 45,
  phone_outbound: 46,
};

export function zendeskHelpdesk(account: ZendeskAccount): Helpdesk {
  return {
    requestFor,
    openTicket: (request, idempotencyKey) =>
      askZendesk(account, {
        method: "POST",
        path: "/api/v2/tickets",
        body: request,
        idempotencyKey,
        answer: CreatedTicket,
      }),
    findTicket: async (externalId) => {
      const found = await askZendesk(account, {
        method: "GET",
        path: "/api/v2/tickets",
        query: { external_id: externalId },
        answer: TicketList,
      });
      return found.find((ticket) => ticket.externalId === externalId)?.ticketId ?? null;
    },
    standingOf: (ticketId) => standingOf(account, ticketId),
    addComment: (ticketId, comment) => addComment(account, ticketId, comment),
    hasComment: async (ticketId, marker) => {
      const audits = await everyPage(account, `/api/v2/tickets/${ticketId}/audits`, [], AuditPage);
      return audits.some((custom) => custom[markerKey] === marker);
    },
  };
}

/** Under this name a comment's marker stands in the metadata of its audit. */
const markerKey = "deskline_comment";

/** Zendesk gives a ticket that was merged into another this tag, and closes it. */
const mergedTag = "closed_by_merge";

async function standingOf(account: ZendeskAccount, ticketId: number): Promise<Standing> {
  try {
    const path = `/api/v2/tickets/${ticketId}`;
    const ticket = await askZendesk(account, { method: "GET", path, answer: ShownTicket });
    const { status, requesterId, updatedAt } = ticket;
    if (status === "deleted") return { kind: "gone" };
    if (status !== "closed") return { kind: "open", version: updatedAt, requesterId };
    return { kind: ticket.tags.includes(mergedTag) ? "merged" : "closed", requesterId };
  } catch (error) {
    if (isRejected(error, 404)) return { kind: "gone" };
    throw error;
  }
}

/** Of two requests sent with the same stamp at most one is applied: the other is answered with 409. */
async function addComment(
  account: ZendeskAccount,
  ticketId: number,
  { html, marker, version }: InternalComment,
): Promise<void> {
  await askZendesk(account, {
    method: "PUT",
    path: `/api/v2/tickets/${ticketId}`,
    body: JSON.stringify({
      ticket: {
        comment: { html_body: html, public: false },
        metadata: { [markerKey]: marker },
        safe_update: true,
        updated_stamp: version,
      },
    }),
    answer: UpdatedTicket,
  });
}

/** `public: false` is sent in full: a public comment would mail the requester. */
function requestFor(draft: TicketDraft): string {
  return JSON.stringify({
    ticket: {
      subject: draft.subject,
      requester_id: draft.requesterId,
      external_id: draft.externalId,
      via_id: viaIds[draft.channel],
      ...(draft.followUpOf === null ? {} : { via_followup_source_id: draft.followUpOf }),
      comment: { html_body: draft.journal, public: false },
    },
  });
}
