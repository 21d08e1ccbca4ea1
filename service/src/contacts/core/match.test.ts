import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchContact, type Candidate, type Match } from "./match.ts";
import { callerNumber } from "./number.ts";

let lastId = 0;
type Person = { id?: number; shared?: boolean; active?: boolean; suspended?: boolean; agent?: boolean };

function person(
  values: string | string[],
  { id, shared = false, active = true, suspended = false, agent = false }: Person = {},
): Candidate {
  const numbers = [values].flat().map((value) => ({ value, shared }));
  return { userId: id ?? (lastId += 1), name: "", numbers, active, suspended, agent, updatedAt: null };
}

function matchOf(number: string, candidates: Candidate[], country = "US", lastDigits = 9): Match {
  const caller = callerNumber(number, country);
  return caller === null ? { kind: "none" } : matchContact(caller, candidates, { country, lastDigits });
}

function idsOf(number: string, candidates: Candidate[], country = "US"): number[] {
  const match = matchOf(number, candidates, country);
  if (match.kind === "none") return [];
  const found = match.kind === "one" ? [match.contact] : match.contacts;
  return found.map((contact) => contact.userId).sort((a, b) => a - b);
}

describe("who of several it is", () => {
  const number = "+12125550188";
  const own = person(number, { id: 1 });
  const shared = person(number, { id: 2, shared: true });
  const ending = person("5550188", { id: 3 });
  const extended = person("+1 212 555 0188 x55", { id: 8 });
  const asleep = person(number, { id: 4, suspended: true });
  const gone = person(number, { id: 5, active: false });
  const other = person("+12125550147", { id: 6 });
  test.each<[string, Candidate[], number[]]>([
    ["nobody", [], []],
    ["nobody whose number it is", [other], []],
    ["the only one", [own], [1]],
    ["a number of one's own before a shared one", [shared, own], [1]],
    ["a shared one before the same last digits", [ending, shared], [2]],
    ["a shared one before one with an extension", [extended, shared], [2]],
    ["one with an extension before the same last digits", [ending, extended], [8]],
    ["the same last digits if there is nothing else", [ending, other], [3]],
    ["the active before the suspended", [asleep, own], [1]],
    ["the suspended one before a shared number", [shared, asleep], [4]],
    ["the suspended if alone", [asleep], [4]],
    ["never the deleted", [gone], []],
    ["two with the same number of their own: nobody is guessed", [own, person(number, { id: 7 })], [1, 7]],
    ["two who share it", [shared, person(number, { id: 9, shared: true })], [2, 9]],
    ["somebody without numbers", [person([], { id: 9 }), own], [1]],
    ["one of somebody's further numbers", [person(["+12125550101", number], { id: 10 })], [10]],
  ])("%s", (_, candidates, ids) => {
    expect(idsOf(number, candidates)).toEqual(ids);
    expect(idsOf(number, candidates.toReversed())).toEqual(ids);
  });

  test("the answer says why", () => {
    const whyOf = (called: string, candidate: Candidate) => matchOf(called, [candidate]);
    expect(whyOf(number, own)).toMatchObject({ kind: "one", why: "same_number" });
    expect(whyOf(number, shared)).toMatchObject({ kind: "one", why: "same_shared_number" });
    expect(whyOf(number, extended)).toMatchObject({ kind: "one", why: "same_but_for_extension" });
    expect(whyOf("5550188", own)).toMatchObject({ kind: "one", why: "same_last_digits" });
  });
});

describe("when two numbers are one", () => {
  test.each([
    ["2125550188", "+1 (212) 555-0188", "US", true],
    ["12125550188", "212.555.0188", "US", true],
    ["+442079460123", "020 7946 0123", "GB", true],
    ["00442079460123", "+442079460123", "GB", true],
    ["02079460123", "+442079460123", "US", true],
    ["03012345678", "+49 30 12345678", "DE", true],
    ["5503309", "5503309", "US", true],
    ["5503309", "+1 212 550 3309", "US", true],
    ["+12125550188x123", "+12125550188", "US", true],
    ["+12125550188", "+12125550188x123", "US", true],
    ["+12125550188x1", "+12125550188x2", "US", true],
    ["503309", "+1 212 550 3309", "US", false],
    ["2005", "+1 212 555 2005", "US", false],
    ["2005", "2005", "US", true],
    ["+12125550188", "+13125550188", "US", false],
    ["+442079460123", "+492079460123", "GB", false],
    ["12125550188", "2125550188", "DE", false],
    ["", "", "US", false],
    ["anonymous", "", "US", false],
    ["abc", "def", "US", false],
    ["+12125550123", "+1 212 555 0123 x55", "US", true],
    ["+12125550123", "212-555-0123 ext. 55", "US", true],
    ["2125550123", "+1 212 555 0123 x55", "US", true],
    ["5503309", "550-3309 x12", "US", true],
    ["+495550188", "0555 0188", "DE", true],
    ["+335550188", "0555 0188", "DE", false],
    ["0305550188", "+12125550188", "US", false],
    ["０２０-７９４６-０１２３", "+442079460123", "GB", true],
    ["+442079460123", "＋４４ ２０ ７９４６ ０１２３", "US", true],
    ["tel:+442079460123", "020 7946 0123", "GB", true],
    ["2005", "2005 x55", "US", false],
    ["012345", "+49 12345", "US", false],
    ["012345", "2012345", "US", false],
    ["+442079460123", "+12442079460123", "US", false],
    ['alice"x', 'alice"x', "US", false],
    ["sip:bob", "sip:bob", "US", false],
    ["*97", "97", "US", false],
    ["*97", "*97", "US", false],
  ])("%s and %s in %s: %s", (called, stored, country, same) => {
    expect(idsOf(called, [person(stored, { id: 1 })], country)).toEqual(same ? [1] : []);
  });
});

describe("how many last digits must agree", () => {
  test.each([
    ["+49 30 5550188", "5550188", "US", 15, false],
    ["+49 30 5550188", "5550188", "US", 7, true],
    ["+49 30 5550188", "5550188", "US", 8, false],
    ["5550188", "+49 30 5550188", "US", 15, false],
    ["+12125550188", "5550188", "US", 15, true],
    ["+12125550188", "5550188", "US", 9, true],
    ["+99 5550188", "5550188", "US", 9, false],
    ["+12125550188", "5550188", "DE", 9, false],
    // One that names a country in which it is not valid, and one that is valid in another.
    ["+3362125550188", "2125550188", "US", 9, false],
    ["+9962125550188", "2125550188", "US", 9, false],
  ])("%s and %s in %s with %i: %s", (called, stored, country, lastDigits, same) => {
    expect(matchOf(called, [person(stored)], country, lastDigits).kind).toBe(same ? "one" : "none");
  });
});

describe("when a number is the very same", () => {
  test.each([
    ["0049301234567", "+49301234567", "US", true],
    ["0049301234567", "+49 30 1234567", "DE", true],
    ["0049301234567", "+49301234567", "JP", true],
    ["01149301234567", "+49301234567", "US", true],
    ["+49301234567", "0049 30 1234567", "US", true],
    ["442079460123", "+442079460123", "US", true],
    ["12125550188", "+12125550188", "DE", true],
    ["+442079460123", "+44 (0)20 7946 0123", "DE", true],
    ["2079460123", "+442079460123", "US", false],
    ["+442079460123", "2079460123", "US", false],
    ["+442079460123", "020 7946 0123", "DE", false],
    ["+12125550188", "2125550188", "DE", false],
    ["+2079460123", "2079460123", "FR", false],
    ["6512345678", "+6512345678", "US", false],
  ])("%s and %s in %s: %s", (called, stored, country, same) => {
    const match = matchOf(called, [person(stored)], country);
    expect("why" in match && match.why === "same_number").toBe(same);
  });

  test("a caller with the country code but no prefix is found in a country whose numbers are as long", () => {
    expect(idsOf("442079460123", [person("+442079460123", { id: 1 })], "DE")).toEqual([1]);
  });
});

test("whatever is stored and however it is called, the order of the candidates does not matter", () => {
  const numbers = fc.constantFrom(
    "+12125550188",
    "2125550188",
    "5550188",
    "+442079460123",
    "2005",
    "",
    "anonymous",
  );
  const candidate = fc.record({
    value: numbers,
    shared: fc.boolean(),
    active: fc.boolean(),
    suspended: fc.boolean(),
  });
  fc.assert(
    fc.property(numbers, fc.array(candidate, { maxLength: 5 }), (number, list) => {
      const candidates = list.map(({ value, ...rest }, id) => person(value, { ...rest, id }));
      const ids = idsOf(number, candidates);
      expect(idsOf(number, candidates.toReversed())).toEqual(ids);
      expect(candidates.filter((one) => ids.includes(one.userId) && !one.active)).toEqual([]);
    }),
  );
});
