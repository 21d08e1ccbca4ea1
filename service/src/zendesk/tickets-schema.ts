import { z } from "zod";
import { Meta, listOf, optional } from "./schema.ts";

/** Answers about tickets, their comments and records of calls. */

export const CreatedTicket = z
  .object({ ticket: z.object({ id: z.number() }) })
  .transform(({ ticket }) => ticket.id);

/** A ticket as far as it matters whether something can be added to it. */
export const ShownTicket = z
  .object({
    ticket: z.object({
      status: z.string(),
      updated_at: z.string(),
      requester_id: optional(z.number()),
      assignee_id: optional(z.number()),
      group_id: optional(z.number()),
      external_id: optional(z.string()),
      subject: optional(z.string()),
      tags: optional(z.array(z.string())),
      custom_fields: optional(listOf(z.object({ id: z.number(), value: z.unknown() }))),
    }),
  })
  .transform(({ ticket }) => ({
    status: ticket.status,
    subject: ticket.subject ?? "",
    assigneeId: ticket.assignee_id ?? null,
    groupId: ticket.group_id ?? null,
    externalId: ticket.external_id ?? null,
    updatedAt: ticket.updated_at,
    requesterId: ticket.requester_id ?? null,
    tags: ticket.tags ?? [],
    customFields: (ticket.custom_fields ?? []).map(({ id, value }) => ({ id, value: asText(value) })),
  }));

/** The value of a field: text, a number, a tick, or several of a list. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Our own request for a ticket, as far as the end of its call may change it. */
export const AskedTicket = z
  .object({
    ticket: z.object({
      tags: z.array(z.string()).default([]),
      custom_fields: z.array(z.object({ id: z.number(), value: z.string() })).default([]),
      assignee_id: z.number().nullable().default(null),
    }),
  })
  .transform(({ ticket }) => ({
    tags: ticket.tags,
    customFields: ticket.custom_fields,
    assigneeId: ticket.assignee_id,
  }));

/** The answer to an update; what matters is that it is one. */
export const UpdatedTicket = z.object({ ticket: z.object({ id: z.number() }) });

/** A comment of a call tells of which. */
const CallData = optional(
  z.object({ external_id: optional(z.string()), call_id: optional(z.coerce.number().int().positive()) }),
);

/** Each update of a ticket: what was given along with it, and of which calls its comments tell. */
export const AuditPage = z
  .object({
    audits: listOf(
      z.object({
        metadata: optional(z.object({ custom: optional(z.record(z.string(), z.unknown())) })),
        events: optional(listOf(z.object({ data: CallData }))),
      }),
    ),
    meta: Meta,
  })
  .transform(({ audits, meta }) => ({
    items: audits.map(({ metadata, events }) => ({
      custom: metadata?.custom ?? {},
      callIds: (events ?? []).flatMap(({ data }) => data?.external_id ?? []),
    })),
    next: meta,
  }));

export const TicketList = z
  .object({ tickets: listOf(z.object({ id: z.number(), external_id: z.string().nullish() })) })
  .transform(({ tickets }) =>
    tickets.map((ticket) => ({ ticketId: ticket.id, externalId: ticket.external_id ?? null })),
  );

/** A requester's tickets, with who made them and when (epoch ms). */
export const WrittenTickets = z
  .object({ tickets: listOf(z.object({ id: z.number(), submitter_id: z.number(), created_at: z.string() })) })
  .transform(({ tickets }) =>
    tickets.map((ticket) => ({
      ticketId: ticket.id,
      submitterId: ticket.submitter_id,
      createdAt: Date.parse(ticket.created_at),
    })),
  );

/** Work that Zendesk does in its time. */
export const StartedJob = z.object({ job_status: z.object({ id: z.string() }) });

/** Whether what the Calls API answers stands under a name is told in different ways. */
function bareOr<T>(name: string, answer: z.ZodType<T>) {
  return z.preprocess(
    (given) =>
      typeof given === "object" && given !== null && name in given ? Reflect.get(given, name) : given,
    answer,
  );
}

export const CallRecord = bareOr(
  "call",
  z
    .object({ id: z.number(), ticket_id: optional(z.number()) })
    .transform(({ id, ticket_id }) => ({ recordId: id, ticketId: ticket_id ?? null })),
);

export const RecordComment = bareOr("comment", z.object({ id: z.number() }));

/** Comments, as far as it matters which call one tells of and what it says. */
export const CommentPage = z
  .object({
    comments: listOf(
      z.object({
        body: optional(z.string()),
        data: CallData,
      }),
    ),
    meta: Meta,
  })
  .transform(({ comments, meta }) => ({
    items: comments.map(({ body, data }) => ({
      body: body ?? "",
      callId: data?.external_id ?? null,
      recordId: data?.call_id ?? null,
    })),
    next: meta,
  }));

/** Comments, as far as it matters what was given along with them and which files they have. */
export const FilesPage = z
  .object({
    comments: listOf(
      z.object({
        id: z.number(),
        metadata: optional(z.object({ custom: optional(z.record(z.string(), z.unknown())) })),
        attachments: optional(
          listOf(z.object({ id: z.number(), file_name: z.string(), content_url: z.string() })),
        ),
      }),
    ),
    meta: Meta,
  })
  .transform(({ comments, meta }) => ({
    items: comments.map(({ id, metadata, attachments }) => ({
      custom: metadata?.custom ?? {},
      files: (attachments ?? []).map((file) => ({
        commentId: id,
        fileId: file.id,
        name: file.file_name,
        url: file.content_url,
      })),
    })),
    next: meta,
  }));

/** Tickets of a requester, the newest change first. */
export const RequestedTickets = z
  .object({
    tickets: listOf(z.object({ id: z.number(), status: z.string(), updated_at: optional(z.string()) })),
  })
  .transform(({ tickets }) => tickets);

export const UploadedFile = z
  .object({ upload: z.object({ token: z.string().min(1) }) })
  .transform(({ upload }) => upload.token);
