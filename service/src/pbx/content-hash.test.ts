import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentHash } from "./content-hash.ts";

/** Turns the order of every object's keys around. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const message = fc.dictionary(fc.string(), fc.jsonValue());

describe("the same content has the same hash", () => {
  test("as an object, as text, spaced and in any order of keys", () => {
    fc.assert(
      fc.property(fc.nat(), message, (type, msg) => {
        const plain: unknown = JSON.parse(JSON.stringify(msg));
        const hash = contentHash(type, plain);
        expect(contentHash(type, JSON.stringify(plain))).toBe(hash);
        expect(contentHash(type, JSON.stringify(plain, null, 3))).toBe(hash);
        expect(contentHash(type, reversed(plain))).toBe(hash);
        expect(contentHash(type, JSON.stringify(reversed(plain)))).toBe(hash);
      }),
    );
  });

  test("an absent message is the same on both transports", () => {
    expect(contentHash(30011, undefined)).toBe(contentHash(30011, null));
  });
});

describe("other content has another hash", () => {
  test("of two messages", () => {
    fc.assert(
      fc.property(message, message, (a, b) => {
        const [one, two] = [reordered(a), reordered(b)];
        fc.pre(one !== two);
        expect(contentHash(1, JSON.parse(one))).not.toBe(contentHash(1, JSON.parse(two)));
      }),
    );
  });

  test.each([
    ["another type", [30011, {}], [30012, {}]],
    ["text that is no JSON and its quotation", [1, "plain"], [1, "other"]],
    ["another order of members", [1, { members: [1, 2] }], [1, { members: [2, 1] }]],
    ["a number and its digits", [1, { a: 1 }], [1, { a: "1" }]],
    ["nothing and null inside", [1, {}], [1, { a: null }]],
    ["a key that ends and a value that begins", [1, { 'a":"b': "c" }], [1, { a: 'b":"c' }]],
    ["__proto__ as a key", [1, '{"__proto__":{"a":1}}'], [1, "{}"]],
  ] as const)("%s", (_, [typeA, a], [typeB, b]) => {
    expect(contentHash(typeA, a)).not.toBe(contentHash(typeB, b));
  });
});

test("deeply nested messages have a hash too", () => {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  expect(contentHash(30011, deep)).toBe(contentHash(30011, ` ${deep}`));
});

/** A text that two messages share exactly if they differ in nothing but the order of keys. */
function reordered(value: unknown): string {
  const sort = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(sort);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(
      Object.entries(item)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sort(inner)]),
    );
  };
  return JSON.stringify(sort(JSON.parse(JSON.stringify(value))));
}
