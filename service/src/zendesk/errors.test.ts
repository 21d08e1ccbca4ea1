import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorCode, wordsOfError } from "./errors.ts";

describe("Zendesk's own words are found in every envelope", () => {
  test.each<[string, unknown, string]>([
    ["a missing record", { error: "RecordNotFound", description: "Not found" }, "RecordNotFound: Not found"],
    [
      "a role",
      { error: { title: "Forbidden", message: "You do not have access" } },
      "Forbidden: You do not have access",
    ],
    ["an unknown path", { error: "InvalidEndpoint", description: "Not found" }, "InvalidEndpoint: Not found"],
    [
      "a validation with several fields",
      {
        error: "RecordInvalid",
        description: "Record validation errors",
        details: {
          phone: [{ description: "Phone: +1555 is already in use", error: "DuplicateValue" }],
          base: [{ description: "Requester is suspended" }, { description: "Subject: too long" }],
        },
      },
      "Record validation errors; Phone: +1555 is already in use; Requester is suspended; Subject: too long",
    ],
    [
      "JSON:API",
      {
        errors: [
          { code: "InvalidCursor", title: "Invalid cursor", detail: "the cursor is old" },
          { title: "Second" },
          { code: "Third" },
        ],
      },
      "the cursor is old; Second; Third",
    ],
    [
      "OAuth",
      { error: "invalid_token", error_description: "The access token is expired" },
      "invalid_token: The access token is expired",
    ],
    ["Basic", { error: "Couldn't authenticate you" }, "Couldn't authenticate you"],
    ["search", { error: "unavailable", description: "try again" }, "unavailable: try again"],
    ["jobs", { error: "TooManyJobs", message: "wait" }, "TooManyJobs"],
    [
      "too many values",
      { error: "TooManyValues", description: "Too many", max_count: 100 },
      "TooManyValues: Too many",
    ],
    [
      "details that are no list",
      { error: "RecordInvalid", description: "Invalid", details: { base: "x" } },
      "RecordInvalid: Invalid",
    ],
  ])("%s", (_, body, words) => {
    expect(wordsOfError(JSON.stringify(body))).toBe(words);
  });
});

describe("what is no envelope is read as text", () => {
  test.each([
    ["", "no explanation"],
    ["  \n ", "no explanation"],
    ["Bad Gateway", "Bad Gateway"],
    ["a < b and c > d", "a < b and c > d"],
    ["null", "null"],
    ["[]", "[]"],
    ['{"errors":[]}', '{"errors":[]}'],
    [
      '<!DOCTYPE html><html><head><title>Zendesk | Down</title><style>p { color: red }</style><script>alert("x")</script></head><body><h1>We are\n down</h1></body></html>',
      "Zendesk | Down We are down",
    ],
    ["<html></html>", "no explanation"],
  ])("%j", (text, words) => {
    expect(wordsOfError(text)).toBe(words);
  });

  test("it is cut to 500 characters", () => {
    expect(wordsOfError("x".repeat(10_000))).toHaveLength(500);
    expect(wordsOfError(JSON.stringify({ error: "x".repeat(10_000) }))).toHaveLength(500);
  });

  test("no answer makes it throw or run long", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json({ maxDepth: 2 })), (text) => {
        const words = wordsOfError(text);
        expect(words.length).toBeLessThanOrEqual(500);
      }),
    );
  });

  test("an envelope without words still says something", () => {
    const bodies = ['{"error":""}', '{"errors":[{}]}', '{"error":"","description":""}'];
    expect(bodies.map(wordsOfError).filter((words) => words.trim() === "")).toEqual([]);
  });

  test("a long page of unclosed tags is read in no time", () => {
    const startedAt = performance.now();
    wordsOfError("<style".repeat(10_000));
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

test.each([
  ['{"error":"invalid_grant","error_description":"x"}', "invalid_grant"],
  ['{"error":{"title":"Forbidden"}}', null],
  ["<html>", null],
  ["", null],
])("the code of %s is %s", (text, code) => {
  expect(errorCode(text)).toBe(code);
});
