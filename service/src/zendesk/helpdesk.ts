import type { TicketDraft } from "../tickets/core/draft.ts";
import { GatewayError, isRejected } from "../platform/gateway-error.ts";
import type { Helpdesk, NewComment, Standing } from "../tickets/ports.ts";
import { firstFiles, readFiles, removeFile } from "./attached-files.ts";
import { askZendesk, type ZendeskAccount } from "./client.ts";
import { everyPage } from "./every-page.ts";
import { callRecordBody, recordChangeBody, recordCommentBody, voiceCommentBody } from "./call-record.ts";
import { zendeskOpenTickets } from "./open-tickets.ts";
import { Anything } from "./schema.ts";
import {
  AskedTicket,
  AuditPage,
  CallRecord,
  CommentPage,
  CreatedTicket,
  RecordComment,
  ShownTicket,
  StartedJob,
  TicketList,
  UpdatedTicket,
  UploadedFile,
  WrittenTickets,
} from "./tickets-schema.ts";
import { UserTags } from "./users-schema.ts";

/** Zendesk asks telephony to name its channel so, for reports and the ticket's header. */
const viaIds: Record<TicketDraft["channel"], number> = {
  voicemail: 44,
  phone_inbound: 45,
  phone_outbound: 46,
};

export function zendeskHelpdesk(account: ZendeskAccount): Helpdesk {
  return {
    requestFor,
    givenIn: (request) => AskedTicket.parse(JSON.parse(request)),
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
    giveTicket: async (ticketId, { requesterId, version }) => {
      await askZendesk(account, {
        method: "PUT",
        path: `/api/v2/tickets/${ticketId}`,
        body: JSON.stringify({
          ticket: { requester_id: requesterId, safe_update: true, updated_stamp: version },
        }),
        answer: UpdatedTicket,
      });
    },
    hasComment: async (ticketId, marker) => {
      const audits = await everyPage(account, `/api/v2/tickets/${ticketId}/audits`, [], AuditPage);
      return audits.some(({ custom }) => custom[markerKey] === marker);
    },
    winnerOf: (ticketId) => winnerOf(account, ticketId),
    openTicketSince: zendeskOpenTickets(account).openTicketSince,
    tagsOf: (userIds) =>
      askZendesk(account, {
        method: "GET",
        path: "/api/v2/users/show_many",
        query: { ids: userIds.join(",") },
        answer: UserTags,
      }),
    recordRequestFor: callRecordBody,
    makeCallRecord: async (request) => {
      const made = await askZendesk(account, {
        method: "POST",
        path: "/api/v2/calls",
        body: request,
        patienceMs: recordPatienceMs,
        answer: CallRecord,
      });
      return made.recordId;
    },
    changeCallRecord: async (recordId, change) => {
      const changed = await askZendesk(account, {
        method: "PATCH",
        path: `/api/v2/calls/${recordId}`,
        body: JSON.stringify(recordChangeBody(change)),
        answer: CallRecord,
      });
      return changed.ticketId;
    },
    commentCallRecord: async (recordId, shown) => {
      await askZendesk(account, {
        method: "POST",
        path: `/api/v2/calls/${recordId}/comments`,
        body: JSON.stringify(recordCommentBody(shown)),
        patienceMs: recordPatienceMs,
        answer: RecordComment,
      });
    },
    keepsCallRecords: () => keepsCallRecords(account),
    findCallRecord: async (ticketId, externalId) => {
      const comments = await everyPage(account, `/api/v2/tickets/${ticketId}/comments`, [], CommentPage);
      return comments.find(({ callId }) => callId === externalId) ?? null;
    },
    writtenBy: (what) => writtenBy(account, what),
    isUntouched: async (ticketId, { markers, callRecord }) => {
      const audits = await everyPage(account, `/api/v2/tickets/${ticketId}/audits`, [], AuditPage);
      const others = audits.filter(
        ({ custom, callIds }) =>
          !markers.some((marker) => custom[markerKey] === marker) && !callIds.includes(callRecord),
      );
      return others.length === 1; // the one that made it
    },
    upload: ({ fileName, mediaType, bytes, patienceMs }) =>
      askZendesk(account, {
        method: "POST",
        path: "/api/v2/uploads",
        query: { filename: fileName },
        file: { mediaType, bytes, patienceMs },
        answer: UploadedFile,
      }),
    filesOf: (place) =>
      "marker" in place
        ? readFiles(account, place.ticketId, (custom) => custom[markerKey] === place.marker)
        : firstFiles(account, place),
    removeFile: (ticketId, file) => removeFile(account, ticketId, file),
    merge: async (ticketId, into) => {
      await askZendesk(account, {
        method: "POST",
        path: `/api/v2/tickets/${into}/merge`,
        body: mergeRequest(ticketId, into),
        answer: StartedJob,
      });
    },
  };
}

/** What takes no key is given up late: whoever gives it up cannot tell whether it is done. */
const recordPatienceMs = 90_000;

/** Under this name a comment's marker stands in the metadata of its audit. */
const markerKey = "deskline_comment";

/** Zendesk gives a ticket that was merged into another this tag, and closes it. */
const mergedTag = "closed_by_merge";

async function standingOf(account: ZendeskAccount, ticketId: number): Promise<Standing> {
  try {
    const path = `/api/v2/tickets/${ticketId}`;
    const ticket = await askZendesk(account, { method: "GET", path, answer: ShownTicket });
    const { status, requesterId, updatedAt, subject, assigneeId, groupId, customFields } = ticket;
    if (status === "deleted") return { kind: "gone" };
    if (status !== "closed") {
      const standing = { status, subject, assigneeId, groupId, customFields };
      return { kind: "open", version: updatedAt, requesterId, ticket: standing };
    }
    return { kind: ticket.tags.includes(mergedTag) ? "merged" : "closed", requesterId };
  } catch (error) {
    if (isRejected(error, 404)) return { kind: "gone" };
    throw error;
  }
}

/**
 * Whether the account has Talk Partner Edition. Asked for a call that cannot be, one that has says that there
 * is no such record, and one that has not that there is no such endpoint, or that it is forbidden.
 */
async function keepsCallRecords(account: ZendeskAccount): Promise<boolean | null> {
  try {
    await askZendesk(account, { method: "GET", path: "/api/v2/calls/1", answer: Anything });
    return true;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.failure.kind !== "rejected") return null;
    return error.failure.status === 404 && error.failure.detail.startsWith("RecordNotFound");
  }
}

/** So often a winner may have been merged on. */
const mostMerges = 5;

/**
 * Zendesk names the winner in the last comment of a ticket that it closes, in the language of whoever merged. One that
 * was merged on itself names the next.
 */
async function winnerOf(
  account: ZendeskAccount,
  ticketId: number,
  merges = mostMerges,
): Promise<number | null> {
  const comments = await everyPage(account, `/api/v2/tickets/${ticketId}/comments`, [], CommentPage);
  const named = Number(/#(\d{1,15})/.exec(comments.at(-1)?.body ?? "")?.[1] ?? ticketId);
  if (named === ticketId) return null;
  const { kind } = await standingOf(account, named);
  if (kind === "merged" && merges > 1) return winnerOf(account, named, merges - 1);
  return kind === "open" ? named : null;
}

/**
 * Of two requests sent with the same stamp at most one is applied: the other is answered with 409. An assignee
 * without a group would bring along their own.
 */
async function addComment(
  account: ZendeskAccount,
  ticketId: number,
  { html, marker, version, change }: NewComment,
): Promise<void> {
  const { subject, assigneeId, groupId, tags, removedTags, customFields, solve, voice, uploads } = change;
  await askZendesk(account, {
    method: "PUT",
    path: `/api/v2/tickets/${ticketId}`,
    body: JSON.stringify({
      ticket: {
        comment: { html_body: html, public: change.public, ...withUploads(uploads) },
        ...(subject === null ? {} : { subject }),
        ...(assigneeId === null ? {} : { assignee_id: assigneeId }),
        ...(groupId === null ? {} : { group_id: groupId }),
        ...(tags.length === 0 ? {} : { additional_tags: tags }),
        ...(removedTags.length === 0 ? {} : { remove_tags: removedTags }),
        ...(customFields.length === 0 ? {} : { custom_fields: customFields }),
        ...(solve ? { status: "solved" } : {}),
        ...(voice === null ? {} : { voice_comment: voiceCommentBody(voice, change.public) }),
        metadata: { [markerKey]: marker },
        safe_update: true,
        updated_stamp: version,
      },
    }),
    answer: UpdatedTicket,
  });
}

function withUploads(uploads: string[]): { uploads?: string[] } {
  return uploads.length === 0 ? {} : { uploads };
}

/** Clocks differ, and the submission is told after the agent's click. */
const skewMs = 60_000;

/** From the list of the requester's tickets, which unlike the search knows a ticket at once. */
async function writtenBy(
  account: ZendeskAccount,
  { agentId, requesterId, since }: { agentId: number; requesterId: number; since: number },
): Promise<number[]> {
  const written = await askZendesk(account, {
    method: "GET",
    path: `/api/v2/users/${requesterId}/tickets/requested`,
    query: { sort_by: "created_at", sort_order: "desc", exclude_count: "true", per_page: "20" },
    answer: WrittenTickets,
  });
  return written
    .filter(({ submitterId, createdAt }) => submitterId === agentId && createdAt >= since - skewMs)
    .map(({ ticketId }) => ticketId)
    .reverse();
}

/** Both comments are private: public ones would mail the requester. */
function mergeRequest(ticketId: number, into: number): string {
  return JSON.stringify({
    ids: [ticketId],
    source_comment: `This call is in ticket #${into}, which an agent wrote.`,
    source_comment_is_public: false,
    target_comment: `Ticket #${ticketId}, made for the same call, was merged into this one.`,
    target_comment_is_public: false,
  });
}

/** `public` is always sent: a public comment mails the requester. */
function requestFor(draft: TicketDraft): string {
  const { priority, type, groupId, brandId, formId, tags, customFields, assigneeId, voice } = draft;
  return JSON.stringify({
    ticket: {
      subject: draft.subject,
      requester_id: draft.requesterId,
      external_id: draft.externalId,
      via_id: viaIds[draft.channel],
      ...(draft.followUpOf === null ? {} : { via_followup_source_id: draft.followUpOf }),
      ...(priority === null ? {} : { priority }),
      ...(type === null ? {} : { type }),
      ...(groupId === null ? {} : { group_id: groupId }),
      ...(assigneeId === null ? {} : { assignee_id: assigneeId }),
      ...(brandId === null ? {} : { brand_id: brandId }),
      ...(formId === null ? {} : { ticket_form_id: formId }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(customFields.length === 0 ? {} : { custom_fields: customFields }),
      comment: { html_body: draft.html, public: draft.public, ...withUploads(draft.uploads) },
      ...(voice === null ? {} : { voice_comment: voiceCommentBody(voice, draft.public) }),
    },
  });
}
