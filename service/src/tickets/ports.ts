import type { TicketDraft } from "./core/draft.ts";

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
}
