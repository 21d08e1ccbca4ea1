import type { Candidate } from "./core/match.ts";
import type { Person, ToldPerson } from "./core/person.ts";

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

/** Somebody a search found, as people are shown to choose from. */
export type FoundPerson = {
  userId: number;
  name: string;
  numbers: string[];
  endUser: boolean;
  active: boolean;
};

export type NewPerson = {
  name: string;
  number: string;
  shared: boolean;
  tags?: string[];
  /** By which they are found again, whether or not the answer came. */
  externalId?: string;
};

/** The people of a helpdesk, to look through and to add to. */
export interface PeopleBook {
  /** Whose name has words that begin so, a superset is fine. @throws {GatewayError} */
  searchNames(words: string[]): Promise<FoundPerson[]>;
  /** Who has these digits in a number. @throws {GatewayError} */
  searchDigits(digits: string): Promise<FoundPerson[]>;
  /** The same people with all their numbers. @throws {GatewayError} */
  withNumbers(userIds: number[]): Promise<FoundPerson[]>;
  /** A hundred users at most as they are now; who was merged into another is not among them. @throws {GatewayError} */
  readPeople(userIds: number[], numberFields: readonly string[]): Promise<Person[]>;
  /** Null when there is no such user. @throws {GatewayError} */
  person(userId: number): Promise<FoundPerson | null>;
  /** Adds an end user, who gets no mail over it; null when the number is somebody else's own. @throws {GatewayError} */
  addPerson(person: NewPerson): Promise<ToldPerson | null>;
  /** Whom we added under this id; null when there is nobody. @throws {GatewayError} */
  personMadeAs(externalId: string): Promise<ToldPerson | null>;
}
