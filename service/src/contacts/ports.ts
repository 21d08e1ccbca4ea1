import type { Candidate } from "./core/match.ts";

/** The people of a helpdesk. */
export interface People {
  /** Everybody whose number may end in these digits; a superset is fine. @throws {GatewayError} */
  findByDigits(digits: string): Promise<Candidate[]>;
}
