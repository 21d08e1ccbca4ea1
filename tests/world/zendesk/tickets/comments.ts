import { iso, type Account } from "../account.ts";
import { attachmentJson } from "./attachments.ts";
import type { AttachmentRecord, AuditEvent, CommentRecord, TicketRecord, UserRecord } from "../records.ts";
import { forbidden, recordInvalid, recordMalformed } from "../server/refusal.ts";
import { htmlFromText, sanitizeHtml, textFromHtml, wrap } from "./html.ts";
import type { CommentInput, VoiceCommentInput } from "./schema.ts";
import type { Uploads } from "./uploads.ts";

const maxComments = 5000;
const maxBodyBytes = 65_535;

export type Draft = Omit<CommentRecord, "id" | "auditId" | "createdAt" | "metadata" | "via">;

/** Reads a comment into what will be stored; refuses what Zendesk refuses. */
export function draftComment(
  account: Account,
  uploads: Uploads,
  input: CommentInput,
  rules: { author: UserRecord; requesterId: number; publicByDefault: boolean; field: string },
): Draft {
  const htmlBody =
    input.html_body === undefined ? htmlFromText(input.body ?? "") : wrap(sanitizeHtml(input.html_body));
  const body = input.html_body === undefined ? (input.body ?? "") : textFromHtml(htmlBody);
  if (body.trim() === "" && (input.uploads ?? []).length === 0) {
    throw recordMalformed("base", { description: `${rules.field}: cannot be blank`, error: "BlankValue" });
  }
  if (Buffer.byteLength(input.html_body ?? body) > maxBodyBytes) {
    throw recordMalformed("comment", { description: "Comment: is too long", error: "TooLong" });
  }
  return {
    type: "Comment",
    authorId: commentAuthor(account, input.author_id, rules),
    body,
    htmlBody,
    public: input.public ?? rules.publicByDefault,
    attachments: (input.uploads ?? []).flatMap((token) => claimUpload(uploads, token)),
    data: null,
  };
}

function commentAuthor(
  account: Account,
  authorId: number | undefined,
  rules: { author: UserRecord; requesterId: number },
): number {
  if (authorId === undefined) return rules.author.id;
  const author = account.users.get(authorId);
  const fits = author?.active === true && (author.role !== "end-user" || author.id === rules.requesterId);
  if (!fits) {
    throw recordInvalid("author_id", {
      description: "Author: must be an agent or the requester",
      error: "InvalidValue",
    });
  }
  return authorId;
}

function claimUpload(uploads: Uploads, token: string): AttachmentRecord[] {
  const upload = uploads.take(token);
  if (upload === null) {
    throw recordInvalid("uploads", {
      description: `Upload: ${token} is expired or unknown`,
      error: "InvalidValue",
    });
  }
  return upload;
}

export function draftVoiceComment(account: Account, input: VoiceCommentInput, author: UserRecord): Draft {
  if (!account.options.voiceComments) throw forbidden("Voice comments are not available on this account.");
  if (Number.isNaN(Date.parse(input.started_at))) {
    throw recordMalformed("voice_comment", {
      description: "Started at: is not a time",
      error: "InvalidValue",
    });
  }
  const answeredBy = input.answered_by_id == null ? undefined : account.users.get(input.answered_by_id);
  if (input.answered_by_id != null && (answeredBy === undefined || answeredBy.role === "end-user")) {
    throw recordInvalid("answered_by_id", {
      description: "Answered by: must be an agent",
      error: "InvalidValue",
    });
  }
  if (input.recording_url != null && !input.recording_url.startsWith("https:")) {
    throw recordMalformed("recording_url", {
      description: "Recording URL: must be https",
      error: "InvalidValue",
    });
  }
  const body = [
    `Call from: ${input.from}`,
    `Call to: ${input.to}`,
    `Time of call: ${input.started_at}`,
    `Length of phone call: ${input.call_duration} seconds`,
    ...(answeredBy === undefined ? [] : [`Answered by: ${answeredBy.name}`]),
    ...(input.location == null ? [] : [`Location: ${input.location}`]),
    ...(input.transcription_text == null ? [] : [`Transcription: ${input.transcription_text}`]),
  ].join("\n");
  return {
    type: "VoiceComment",
    authorId: author.id,
    body,
    htmlBody: htmlFromText(body),
    public: input.public ?? false,
    attachments: [],
    data: { ...input, answered_by_name: answeredBy?.name ?? null },
  };
}

export function addComment(
  account: Account,
  ticket: TicketRecord,
  draft: Draft,
  audit: { id: number; metadata: Record<string, unknown>; channel: string },
): CommentRecord {
  if (ticket.comments.length >= maxComments) {
    throw recordInvalid("base", {
      description: "Ticket: comment limit of 5000 reached",
      error: "TooManyComments",
    });
  }
  const comment: CommentRecord = {
    ...draft,
    id: account.nextId(),
    auditId: audit.id,
    via: { channel: audit.channel, source: { from: {}, to: {}, rel: null } },
    metadata: audit.metadata,
    createdAt: account.now(),
  };
  ticket.comments.push(comment);
  if (comment.public) ticket.isPublic = true;
  return comment;
}

export function commentJson(account: Account, comment: CommentRecord): AuditEvent {
  const voice =
    comment.data === null
      ? {}
      : {
          data: comment.data,
          formatted_from: shownNumber(comment.data["from"]),
          formatted_to: shownNumber(comment.data["to"]),
          transcription_visible: false,
          trusted: true,
        };
  return {
    id: comment.id,
    type: comment.type,
    author_id: comment.authorId,
    body: comment.body,
    html_body: comment.htmlBody,
    plain_body: comment.body,
    public: comment.public,
    attachments: comment.attachments.map((one) => attachmentJson(account, one)),
    audit_id: comment.auditId,
    via: comment.via,
    created_at: iso(comment.createdAt),
    metadata: { system: {}, custom: comment.metadata },
    ...voice,
  };
}

function shownNumber(value: unknown): string {
  return typeof value === "string" ? value : "Unknown";
}
