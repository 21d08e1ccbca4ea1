import type { TicketDraft } from "./core/draft.ts";

/** Whether something can still be added to a ticket. `version` changes whenever the ticket does. */
export type Standing =
  | { kind: "open"; version: string; requesterId: number | null }
  | { kind: "closed" | "merged"; requesterId: number | null }
  | { kind: "gone" };

/** A comment that only agents see. `marker` is found again; `version` is the ticket's, as it was read. */
export type InternalComment = { html: string; marker: string; version: string };

export interface TicketReach {
  /** Whether an agent who is restricted to some tickets may see this one; false when there is none. @throws {GatewayError} */
  mayReach(what: { agentId: number; restriction: string; ticketId: number }): Promise<boolean>;
}

export interface Helpdesk {
  /** The request that would make this ticket, as it is to be sent: kept, so that every repetition is the same to the byte. */
  requestFor(draft: TicketDraft): string;
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
  addComment(ticketId: number, comment: InternalComment): Promise<void>;
  /** Whether a comment with this marker was added. @throws {GatewayError} */
  hasComment(ticketId: number, marker: string): Promise<boolean>;
  /** Tickets that an agent made for a requester since an instant (epoch ms), oldest first. @throws {GatewayError} */
  writtenBy(what: { agentId: number; requesterId: number; since: number }): Promise<number[]>;
  /** Whether nothing has happened to a ticket since it was made. @throws {GatewayError} */
  isUntouched(ticketId: number): Promise<boolean>;
  /** Closes a ticket as a double of another one, which the helpdesk does in its time. @throws {GatewayError} */
  merge(ticketId: number, into: number): Promise<void>;
}
