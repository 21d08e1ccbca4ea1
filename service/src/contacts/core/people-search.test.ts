import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameHas, readSearch, type PeopleSearch } from "./people-search.ts";

describe("what is typed to find a person", () => {
  test.each<[string, PeopleSearch]>([
    ["phil huff", { kind: "words", words: ["phil", "huff"] }],
    ["  Müller-Lüdenscheidt ", { kind: "words", words: ["Müller", "Lüdenscheidt"] }],
    ["王小明", { kind: "words", words: ["王小明"] }],
    ["020 7946 0123", { kind: "digits", digits: "2079460123" }],
    ["+44 20 7946 0123", { kind: "digits", digits: "2079460123" }],
    ["5503", { kind: "digits", digits: "5503" }],
    ["+44 20 79", { kind: "digits", digits: "442079" }],
    ["12", { kind: "words", words: ["12"] }],
    ["p", { kind: "nothing" }],
    ["", { kind: "nothing" }],
    ['"*"', { kind: "nothing" }],
    ["role:admin -phil", { kind: "words", words: ["role", "admin", "phil"] }],
    ['phil" OR role:"agent', { kind: "words", words: ["phil", "OR", "role", "agent"] }],
    ["a\u0000b created>2020", { kind: "words", words: ["a", "b", "created", "2020"] }],
  ])("%j is %j", (text, expected) => {
    expect(readSearch(text, "GB")).toEqual(expected);
  });

  test("nothing that a search could take for an operator is left of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readSearch(text, "US");
        const left = read.kind === "words" ? read.words : read.kind === "digits" ? [read.digits] : [];
        for (const part of left) expect(part).toMatch(/^[\p{L}\p{M}\p{N}]+$/u);
      }),
    );
  });
});

test.each<[boolean, string, string[]]>([
  [true, "Phillip Huff", ["huff", "PHIL"]],
  [true, "Jörg Müller", ["muller", "jorg"]],
  [true, "Muller", ["Müller"]],
  [true, "王小明", ["小明"]],
  [false, "Phillip Huff", ["phil", "hale"]],
])("it is %s that %j has %j", (has, name, words) => {
  expect(nameHas(name, words)).toBe(has);
});
