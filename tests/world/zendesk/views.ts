import type { CommentRecord, IdentityRecord, TicketRecord, UserRecord } from "./records.ts";
import { numbersOf } from "./search/match.ts";

/** What tests see of the account's memory: copies, so that nothing changes behind Zendesk's back. */

export type SimUser = Omit<UserRecord, "mergedInto" | "identities"> & {
  /** The main number and all phone identities. */
  numbers: string[];
  identities: IdentityRecord[];
};

export type SimTicket = Omit<TicketRecord, "comments" | "audits" | "deleted">;

export type SimComment = Omit<CommentRecord, "attachments" | "auditId" | "via"> & {
  attachments: { fileName: string; contentType: string; content: Uint8Array }[];
};

export function simUser(user: UserRecord): SimUser {
  const { mergedInto: _, ...rest } = user;
  return { ...structuredClone(rest), numbers: numbersOf(user) };
}

export function simTicket(ticket: TicketRecord): SimTicket {
  const { comments: _, audits: __, deleted: ___, ...rest } = ticket;
  return structuredClone(rest);
}

export function simComment(comment: CommentRecord): SimComment {
  const { attachments, auditId: _, via: __, ...rest } = comment;
  return {
    ...structuredClone(rest),
    attachments: attachments.map(({ fileName, contentType, content }) => ({
      fileName,
      contentType,
      content,
    })),
  };
}
