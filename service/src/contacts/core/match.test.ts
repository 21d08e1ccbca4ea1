import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitsOf, matchContact, searchDigits, type Candidate } from "./match.ts";

let lastId = 0;
type Person = { id?: number; shared?: boolean; active?: boolean; suspended?: boolean };

function person(
  values: string | string[],
  { id, shared = false, active = true, suspended = false }: Person = {},
): Candidate {
  const numbers = [values].flat().map((value) => ({ value, shared }));
  return { userId: id ?? (lastId += 1), name: "", numbers, active, suspended };
}

function idsOf(number: string, candidates: Candidate[], country = "US"): number[] {
  const match = matchContact(number, candidates, country);
  if (match.kind === "none") return [];
  const found = match.kind === "one" ? [match.contact] : match.contacts;
  return found.map((contact) => contact.userId).sort((a, b) => a - b);
}

describe("who of several it is", () => {
  const number = "+12125550188";
  const own = person(number, { id: 1 });
  const shared = person(number, { id: 2, shared: true });
  const ending = person("0012125550188", { id: 3 });
  const asleep = person(number, { id: 4, suspended: true });
  const gone = person(number, { id: 5, active: false });
  const other = person("+12125550147", { id: 6 });
  test.each<[string, Candidate[], number[]]>([
    ["nobody", [], []],
    ["nobody whose number it is", [other], []],
    ["the only one", [own], [1]],
    ["a number of one's own before a shared one", [shared, own], [1]],
    ["a shared one before the same last digits", [ending, shared], [2]],
    ["the same last digits if there is nothing else", [ending, other], [3]],
    ["the active before the suspended", [asleep, own], [1]],
    ["the suspended one before a shared number", [shared, asleep], [4]],
    ["the suspended if alone", [asleep], [4]],
    ["never the deleted", [gone], []],
    ["two with the same number of their own: nobody is guessed", [own, person(number, { id: 7 })], [1, 7]],
    ["two who share it", [shared, person(number, { id: 8, shared: true })], [2, 8]],
    ["somebody without numbers", [person([], { id: 9 }), own], [1]],
    ["one of somebody's further numbers", [person(["+12125550101", number], { id: 10 })], [10]],
  ])("%s", (_, candidates, ids) => {
    expect(idsOf(number, candidates)).toEqual(ids);
    expect(idsOf(number, candidates.toReversed())).toEqual(ids);
  });

  test("the answer says why", () => {
    expect(matchContact(number, [own], "US")).toMatchObject({ kind: "one", why: "same_number" });
    expect(matchContact(number, [shared], "US")).toMatchObject({ kind: "one", why: "same_shared_number" });
    expect(matchContact("5550188", [own], "US")).toMatchObject({ kind: "one", why: "same_last_digits" });
  });
});

describe("when two numbers are one", () => {
  test.each([
    ["2125550188", "+1 (212) 555-0188", "US", true],
    ["12125550188", "212.555.0188", "US", true],
    ["+442079460123", "020 7946 0123", "GB", true],
    ["00442079460123", "+442079460123", "GB", true],
    ["02079460123", "+442079460123", "US", false],
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
    ["12125550188", "2125550188", "DE", true],
    ["", "", "US", false],
    ["anonymous", "", "US", false],
    ["abc", "def", "US", false],
  ])("%s and %s in %s: %s", (called, stored, country, same) => {
    expect(idsOf(called, [person(stored, { id: 1 })], country)).toEqual(same ? [1] : []);
  });
});

describe("what is searched for", () => {
  test.each([
    ["+442079460123", "US", "2079460123"],
    ["020 7946 0123", "GB", "2079460123"],
    ["2125550188", "US", "2125550188"],
    ["+12125550188x123", "US", "2125550188"],
    ["5503309", "US", "5503309"],
    ["911", "US", "911"],
    ["12", "US", null],
    ["", "US", null],
    ["anonymous", "US", null],
    ["sip:eve@example.com", "US", null],
    ["5503309 role:admin *", "US", "5503309"],
  ])("%s in %s: %s", (number, country, digits) => {
    expect(searchDigits(number, country)).toBe(digits);
  });

  test("nothing but digits ever goes into the query", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("US", "DE", "GB", "JP"), (number, country) => {
        expect(searchDigits(number, country) ?? "").toMatch(/^\d*$/);
        expect(digitsOf(number)).toMatch(/^\d*$/);
      }),
    );
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
