import { apiUrl, iso, type Account } from "../account.ts";
import type { AuditRecord, TicketRecord } from "../records.ts";
import { commentJson } from "./comments.ts";

function viaJson(channel: string) {
  return { channel, source: { from: {}, to: {}, rel: null } };
}

export function ticketJson(account: Account, ticket: TicketRecord): Record<string, unknown> {
  return {
    url: apiUrl(account, `tickets/${ticket.id}`),
    id: ticket.id,
    external_id: ticket.externalId,
    via: viaJson(ticket.via),
    created_at: iso(ticket.createdAt),
    updated_at: iso(ticket.updatedAt),
    generated_timestamp: Math.floor(ticket.updatedAt / 1000),
    type: ticket.type,
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: ticket.description,
    priority: ticket.priority,
    status: ticket.status,
    recipient: null,
    requester_id: ticket.requesterId,
    submitter_id: ticket.submitterId,
    assignee_id: ticket.assigneeId,
    organization_id: null,
    group_id: ticket.groupId,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: ticket.isPublic,
    due_at: ticket.dueAt,
    tags: ticket.tags,
    custom_fields: ticket.customFields,
    satisfaction_rating: null,
    sharing_agreement_ids: [],
    custom_status_id: ticket.customStatusId,
    fields: ticket.customFields,
    followup_ids: followUps(account, ticket),
    ticket_form_id: ticket.ticketFormId,
    brand_id: ticket.brandId,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

function followUps(account: Account, ticket: TicketRecord): number[] {
  if (ticket.status !== "closed") return [];
  const all = [...account.tickets.values()];
  return all.filter((one) => one.followupSourceId === ticket.id).map((one) => one.id);
}

export function auditJson(account: Account, ticket: TicketRecord, audit: AuditRecord) {
  const comment = ticket.comments.find((one) => one.id === audit.commentId);
  return {
    id: audit.id,
    ticket_id: ticket.id,
    created_at: iso(audit.createdAt),
    author_id: audit.authorId,
    metadata: { system: { client: "", ip_address: "127.0.0.1" }, custom: audit.metadata },
    events: [...(comment === undefined ? [] : [commentJson(account, comment)]), ...audit.events],
    via: audit.via,
  };
}
