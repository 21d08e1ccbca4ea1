import type { CallRecordDraft, RecordSaid } from "./core/call-record.ts";
import type { Given, StandingTicket, TicketChange } from "./core/changes.ts";
import type { TicketDraft } from "./core/draft.ts";

/** Whether something can still be added to a ticket. `version` changes whenever the ticket does. */
export type Standing =
  | { kind: "open"; version: string; requesterId: number | null; ticket: StandingTicket }
  | { kind: "closed" | "merged"; requesterId: number | null }
  | { kind: "gone" };

/** A comment and what changes with it. `marker` is found again; `version` is the ticket's, as it was read. */
export type NewComment = { html: string; marker: string; version: string; change: TicketChange };

/** What one call has written on its ticket: comments by their markers, and its record by the external id. */
export type Ours = { markers: string[]; callRecord: string };

/** A file as it stands in a comment. */
export type AttachedFile = { commentId: number; fileId: number; name: string; url: string };

export interface TicketReach {
  /** Whether an agent who is restricted to some tickets may see this one; false when there is none. @throws {GatewayError} */
  mayReach(what: { agentId: number; restriction: string; ticketId: number }): Promise<boolean>;
}

export interface Helpdesk {
  /** The request that would make this ticket, as it is to be sent: kept, so that every repetition is the same to the byte. */
  requestFor(draft: TicketDraft): string;
  /** What the ticket of a kept request is given. */
  givenIn(request: string): Given;
  /**
   * Makes the ticket of a kept request. Asked again within two hours with the same key it answers with
   * the first ticket. @throws {GatewayError}
   */
  openTicket(request: string, idempotencyKey: string): Promise<number>;
  /** The ticket with this external id, or null. @throws {GatewayError} */
  findTicket(externalId: string): Promise<number | null>;
  /** How a ticket stands. @throws {GatewayError} */
  standingOf(ticketId: number): Promise<Standing>;
  /** Adds a comment, if the ticket is still as it was read: else it is refused as passing. @throws {GatewayError} */
  addComment(ticketId: number, comment: NewComment): Promise<void>;
  /** Gives a ticket to another requester, if it is still as it was read: else it is refused as passing. @throws {GatewayError} */
  giveTicket(ticketId: number, to: { requesterId: number; version: string }): Promise<void>;
  /** Whether a comment with this marker was added. @throws {GatewayError} */
  hasComment(ticketId: number, marker: string): Promise<boolean>;
  /** The ticket into which one was merged, as far as that can be told. @throws {GatewayError} */
  winnerOf(ticketId: number): Promise<number | null>;
  /** The user's newest ticket that is not solved and has changed since (epoch ms). @throws {GatewayError} */
  openTicketSince(userId: number, since: number): Promise<number | null>;
  /** Tags of users. @throws {GatewayError} */
  tagsOf(userIds: number[]): Promise<ReadonlyMap<number, string[]>>;
  /** Whether the account keeps call records; null when that cannot be told now. */
  keepsCallRecords(): Promise<boolean | null>;
  /** The request that would make this call record, as it is to be sent. */
  recordRequestFor(draft: CallRecordDraft): string;
  /** Makes the call record of a kept request. @throws {GatewayError} */
  makeCallRecord(request: string): Promise<number>;
  /** Changes a call record, and tells at which ticket it is then. @throws {GatewayError} */
  changeCallRecord(recordId: number, change: Partial<RecordSaid>): Promise<number | null>;
  /** Adds the comment of a call record to the ticket that it names; without one it makes one. @throws {GatewayError} */
  commentCallRecord(recordId: number, shown: Pick<CallRecordDraft, "title" | "recordingUrl">): Promise<void>;
  /** The call record of which a comment on the ticket tells, with its id where it says that; else null. @throws {GatewayError} */
  findCallRecord(ticketId: number, externalId: string): Promise<{ recordId: number | null } | null>;
  /** Tickets that an agent made for a requester since an instant (epoch ms), oldest first. @throws {GatewayError} */
  writtenBy(what: { agentId: number; requesterId: number; since: number }): Promise<number[]>;
  /** Whether nothing has happened to a ticket since it was made, but for what is ours. @throws {GatewayError} */
  isUntouched(ticketId: number, ours: Ours): Promise<boolean>;
  /** Brings a file, and gives the token by which a comment takes it along within an hour. @throws {GatewayError} */
  upload(file: {
    fileName: string;
    mediaType: string;
    bytes: Uint8Array<ArrayBuffer>;
    patienceMs: number;
  }): Promise<string>;
  /**
   * The files of the comment with this marker, or of the first one of the ticket that was made with this external id;
   * none when comment or ticket is gone. @throws {GatewayError}
   */
  filesOf(
    place: { ticketId: number } & ({ marker: string } | { externalId: string }),
  ): Promise<AttachedFile[]>;
  /** Takes a file out of a ticket for good; the comment stays. @throws {GatewayError} */
  removeFile(ticketId: number, file: AttachedFile): Promise<void>;
  /** Closes a ticket as a double of another one, which the helpdesk does in its time. @throws {GatewayError} */
  merge(ticketId: number, into: number): Promise<void>;
}
