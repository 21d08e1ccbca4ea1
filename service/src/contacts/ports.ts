import type { Candidate } from "./core/match.ts";

/** Where in a stored number the digits that are sought must stand. */
export type Place = "whole" | "at_end" | "anywhere";

/** The people of a helpdesk. */
export interface People {
  /**
   * Everybody who has a number with these digits in this place, whatever else stands in it; a superset
   * is fine. Of each the main number at least. Not `complete` when the helpdesk has more than it shows.
   * @throws {GatewayError}
   */
  findByDigits(digits: string, place: Place): Promise<{ people: Candidate[]; complete: boolean }>;
  /** Numbers of a person beside the main one. @throws {GatewayError} */
  furtherNumbers(userId: number): Promise<string[]>;
}
