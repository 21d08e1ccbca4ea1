import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, numberOf } from "./text.ts";

describe("text from outside can be stored and shown", () => {
  test("whatever came, it is short, trimmed, well-formed and without control characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
        const clean = cleanText(text);
        expect(clean.length).toBeLessThanOrEqual(200);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(clean).toBe(clean.trimStart());
      }),
    );
  });

  test.each([
    ["", ""],
    [" ", ""],
    ["  sip-main \t", "sip-main"],
    ["a\u0000b\u0007c\u009fd", "abcd"],
    ["line\u2028one\u2029two\r\n", "lineonetwo"],
    ["\ud800x", "\ufffdx"],
    ["Jürgen Groß", "Jürgen Groß"],
    ["電話", "電話"],
  ])("%j becomes %j", (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test("10,000 characters become 200, and half a character at the cut is replaced", () => {
    expect(cleanText("x".repeat(10_000))).toBe("x".repeat(200));
    expect(cleanText(`${"x".repeat(199)}😀`)).toBe(`${"x".repeat(199)}\ufffd`);
  });
});

describe("the number of a party", () => {
  test.each([
    ["5503309", "5503309"],
    [" 5503309 ", "5503309"],
    ["+442079460123", "+442079460123"],
    ["<5503309>", "5503309"],
    ["Phillip Huff<5503309>", "5503309"],
    ["Phillip Huff <5503309> ", "5503309"],
    ["Phillip <the boss> Huff< 5503309 >", "5503309"],
    ["<>", ""],
    ["Kristin<>", ""],
    ["a<b", "a<b"],
    ["", ""],
    [" ", ""],
  ])("%j is %j", (party, number) => {
    expect(numberOf(party)).toBe(number);
  });

  test.each([
    "anonymous",
    "Anonymous",
    "ANONYMOUS",
    "unknown",
    "withheld",
    "private",
    "restricted",
    "unavailable",
  ])("%s is withheld, also as a name's number", (word) => {
    expect(numberOf(word)).toBe("");
    expect(numberOf(` ${word} `)).toBe("");
    expect(numberOf(`<${word}>`)).toBe("");
    expect(numberOf(`Somebody<${word}>`)).toBe("");
  });

  test("no text makes it slow or throw", () => {
    expect(numberOf("<".repeat(10_000))).toHaveLength(200);
    expect(numberOf(`${"<>".repeat(5000)}5`)).toBe("");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(numberOf(text).isWellFormed()).toBe(true);
      }),
    );
  });
});
