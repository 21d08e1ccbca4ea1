import type { TicketDraft } from "../tickets/core/draft.ts";
import type { Helpdesk } from "../tickets/ports.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { CreatedTicket, TicketList } from "./schema.ts";

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
  };
}

/** `public: false` is sent in full: a public comment would mail the requester. */
function requestFor(draft: TicketDraft): string {
  return JSON.stringify({
    ticket: {
      subject: draft.subject,
      requester_id: draft.requesterId,
      external_id: draft.externalId,
      via_id: viaIds[draft.channel],
      comment: { html_body: draft.journal, public: false },
    },
  });
}
