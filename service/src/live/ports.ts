/** What a screen pop asks of a helpdesk. */
export interface OpenTickets {
  /** The newest ticket of a requester that is neither solved nor closed, or null. @throws {GatewayError} */
  newestOpenTicket(userId: number): Promise<number | null>;
}
