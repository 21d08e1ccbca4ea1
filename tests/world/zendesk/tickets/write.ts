import type { Account } from "../account.ts";
import type { AuditEvent, AuditRecord, TicketRecord, UserRecord } from "../records.ts";
import { indexTicket } from "../search/index.ts";
import type { Call } from "../server/call.ts";
import { noteMistake, readFields } from "../server/fields.ts";
import { recordInvalid, recordMalformed, Refusal } from "../server/refusal.ts";
import { brands, ticketForms } from "../settings/data.ts";
import { ownerOf } from "../users/unique.ts";
import { addIdentity, emit, newUser, setPhone, touch } from "../users/write.ts";
import { addComment, draftComment, draftVoiceComment, type Draft } from "./comments.ts";
import {
  checkFormAndBrand,
  defaultStatusId,
  emptyCustomFields,
  readAssignment,
  readCustomFields,
  readStatus,
  readTags,
} from "./rules.ts";
import {
  commentSchema,
  requesterSchema,
  voiceCommentSchema,
  type NewTicketInput,
  type TicketUpdateInput,
} from "./schema.ts";
import type { Uploads } from "./uploads.ts";
import { iso } from "../account.ts";

export type Written = { ticket: TicketRecord; audit: AuditRecord };

/** Creates a ticket with its first comment; refuses before anything is stored. */
export function createTicket(call: Call, uploads: Uploads, input: NewTicketInput): Written {
  const { account } = call;
  checkFormAndBrand(input);
  checkSubject(input);
  const requester = findRequester(call, input);
  const submitter = findSubmitter(account, input, requester, call.user);
  const assignment = readAssignment(account, input, { assigneeId: null, groupId: null });
  const source = followupSource(account, input);
  const drafts = readComments(call, uploads, input, submitter, requester.id, true);
  const first = drafts[0];
  if (first === undefined) {
    throw recordMalformed("base", { description: "Description: cannot be blank", error: "BlankValue" });
  }
  const subject = input.subject ?? input.raw_subject ?? "";
  const now = account.now();
  const blank = { status: "new", customStatusId: defaultStatusId("new") } as const;
  const ticket: TicketRecord = {
    id: account.nextTicketId(),
    subject: subject === "" ? first.body.slice(0, 100) : subject,
    description: first.body,
    requesterId: requester.id,
    submitterId: submitter.id,
    ...assignment,
    ...readStatus(input, blank, assignment.assigneeId !== null),
    priority: input.priority ?? null,
    type: input.type ?? null,
    externalId: input.external_id ?? null,
    viaId: input.via_id ?? null,
    via: channelOf(call, input),
    followupSourceId: source,
    tags: readTags(call, input, []),
    customFields: readCustomFields(call, input, emptyCustomFields()),
    ticketFormId: input.ticket_form_id ?? ticketForms[0]?.id ?? 0,
    brandId: input.brand_id ?? brands[0].id,
    dueAt: input.due_at ?? null,
    isPublic: false,
    deleted: false,
    comments: [],
    audits: [],
    createdAt: now,
    updatedAt: now,
  };
  account.tickets.set(ticket.id, ticket);
  const created = ["subject", "status", "priority", "type", "requester_id"].map((name) => ({
    id: account.nextId(),
    type: "Create",
    field_name: name,
    value:
      {
        subject: ticket.subject,
        status: ticket.status,
        priority: ticket.priority,
        type: ticket.type,
        requester_id: String(ticket.requesterId),
      }[name] ?? null,
  }));
  const audit = writeAudit(account, ticket, submitter, drafts, input.metadata ?? {}, created);
  indexTicket(account, ticket);
  return { ticket, audit };
}

/** Changes only what was sent; a comment is appended. */
export function updateTicket(
  call: Call,
  uploads: Uploads,
  ticket: TicketRecord,
  input: TicketUpdateInput,
): Written {
  const { account } = call;
  if (ticket.status === "closed") {
    throw recordInvalid("status", { description: "Status: closed prevents ticket update" });
  }
  checkCollision(ticket, input);
  checkFormAndBrand(input);
  checkSubject(input);
  const requester = input.requester_id === undefined ? null : usableRequester(account, input.requester_id);
  const assignment = readAssignment(account, input, ticket);
  if (input.status === "solved" && assignment.assigneeId === null) {
    throw recordInvalid("base", { description: "Assignee: is required when solving a ticket" });
  }
  const requesterId = requester?.id ?? ticket.requesterId;
  const drafts = readComments(call, uploads, input, call.user, requesterId, ticket.isPublic);
  const next = {
    subject: input.subject ?? input.raw_subject ?? ticket.subject,
    requesterId,
    ...assignment,
    ...readStatus(input, ticket, assignment.assigneeId !== null),
    priority: input.priority === undefined ? ticket.priority : input.priority,
    type: input.type === undefined ? ticket.type : input.type,
    externalId: input.external_id === undefined ? ticket.externalId : input.external_id,
    dueAt: input.due_at === undefined ? ticket.dueAt : input.due_at,
    ticketFormId: input.ticket_form_id ?? ticket.ticketFormId,
    brandId: input.brand_id ?? ticket.brandId,
    tags: readTags(call, input, ticket.tags),
    customFields: readCustomFields(call, input, ticket.customFields),
  };
  const changed = changeEvents(account, ticket, next);
  Object.assign(ticket, next);
  const audit = writeAudit(account, ticket, call.user, drafts, input.metadata ?? {}, changed);
  ticket.updatedAt = account.now();
  indexTicket(account, ticket);
  return { ticket, audit };
}

const longestSubject = 255;

function checkSubject({ subject }: NewTicketInput | TicketUpdateInput): void {
  if (subject !== undefined && subject.length > longestSubject)
    throw recordMalformed("subject", { description: "Subject: is too long", error: "TooLong" });
}

function changeEvents(account: Account, ticket: TicketRecord, next: Partial<TicketRecord>): AuditEvent[] {
  const before = new Map<string, unknown>(Object.entries(ticket));
  return Object.entries(next)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before.get(key)))
    .map(([key, value]) => ({
      id: account.nextId(),
      type: "Change",
      field_name: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
      previous_value: before.get(key),
    }));
}

function checkCollision(ticket: TicketRecord, input: TicketUpdateInput): void {
  if (input.safe_update !== true) return;
  if (input.updated_stamp === undefined) {
    throw recordMalformed("updated_stamp", {
      description: "Updated stamp: cannot be blank",
      error: "BlankValue",
    });
  }
  if (Date.parse(input.updated_stamp) === Date.parse(iso(ticket.updatedAt))) return;
  const description =
    "Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.";
  throw new Refusal(409, { error: "UpdateConflict", description });
}

function readComments(
  call: Call,
  uploads: Uploads,
  input: NewTicketInput | TicketUpdateInput,
  author: UserRecord,
  requesterId: number,
  publicByDefault: boolean,
): Draft[] {
  const drafts: Draft[] = [];
  const field = "description" in input || "submitter_id" in input ? "Description" : "Comment";
  const fallback =
    "description" in input && input.description !== undefined ? { body: input.description } : undefined;
  const comment = input.comment ?? fallback;
  if (comment !== undefined) {
    const read = readFields(call, "ticket.comment", comment, commentSchema);
    drafts.push(draftComment(call.account, uploads, read, { author, requesterId, publicByDefault, field }));
  }
  if (input.voice_comment !== undefined) {
    const read = readFields(call, "ticket.voice_comment", input.voice_comment, voiceCommentSchema);
    drafts.push(draftVoiceComment(call.account, read, author));
  }
  return drafts;
}

function writeAudit(
  account: Account,
  ticket: TicketRecord,
  author: UserRecord,
  drafts: Draft[],
  metadata: Record<string, unknown>,
  events: AuditEvent[],
): AuditRecord {
  const id = account.nextId();
  const comments = drafts.map((draft) =>
    addComment(account, ticket, draft, { id, metadata, channel: "api" }),
  );
  const audit: AuditRecord = {
    id,
    authorId: author.id,
    metadata,
    via: { channel: "api", source: { from: {}, to: {}, rel: null } },
    commentId: comments[0]?.id ?? null,
    events,
    createdAt: account.now(),
  };
  ticket.audits.push(audit);
  return audit;
}

function usableRequester(account: Account, id: number): UserRecord {
  const requester = account.users.get(id);
  if (requester === undefined || !requester.active) {
    throw recordInvalid("requester", { description: "Requester: is invalid", error: "InvalidValue" });
  }
  if (requester.suspended) {
    throw recordInvalid("requester", {
      description: `Requester: ${requester.name} is suspended.`,
      error: "InvalidValue",
    });
  }
  return requester;
}

function findRequester(call: Call, input: NewTicketInput): UserRecord {
  const { account } = call;
  if (input.requester_id !== undefined) return usableRequester(account, input.requester_id);
  if (input.requester === undefined) return call.user;
  const { name, email, phone } = readFields(call, "ticket.requester", input.requester, requesterSchema);
  const owner = email === undefined ? undefined : ownerOf(account, "email", email);
  if (owner !== undefined) return usableRequester(account, owner);
  if (name === undefined || name.trim() === "") {
    throw recordMalformed("requester", { description: "Requester Name: is too short", error: "BlankValue" });
  }
  const user = newUser(account, name, "end-user");
  emit(account, user, "created");
  if (email !== undefined) {
    user.email = email;
    addIdentity(account, user, { type: "email", value: email, primary: true });
  }
  if (phone !== undefined)
    setPhone(account, user, phone, ownerOf(account, "phone_number", phone) !== undefined);
  touch(account, user);
  return user;
}

function findSubmitter(
  account: Account,
  input: NewTicketInput,
  requester: UserRecord,
  caller: UserRecord,
): UserRecord {
  if (input.submitter_id === undefined) return caller;
  const submitter = account.users.get(input.submitter_id);
  const fits = submitter?.active === true && (submitter.role !== "end-user" || submitter === requester);
  if (!fits) {
    throw recordInvalid("submitter", {
      description: "Submitter: must be an agent or the requester",
      error: "InvalidValue",
    });
  }
  return submitter;
}

function followupSource(account: Account, input: NewTicketInput): number | null {
  if (input.via_followup_source_id === undefined) return null;
  const source = account.tickets.get(input.via_followup_source_id);
  if (source?.status !== "closed") {
    throw recordInvalid("via_followup_source_id", {
      description: "Follow-up source: must be a closed ticket",
      error: "InvalidValue",
    });
  }
  return source.id;
}

function channelOf(call: Call, input: NewTicketInput): string {
  if (input.via_id !== undefined) return "voice";
  const channel = input.via?.channel ?? "api";
  if (!["api", "web", "voice", "phone"].includes(channel))
    noteMistake(call, `unknown via.channel ${channel}`);
  return channel === "phone" ? "voice" : channel;
}
