import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountUrl, isSubdomain } from "./account-url.ts";

const template = "https://{subdomain}.zendesk.com";

describe("a token goes to its own account and nowhere else", () => {
  test.each(["acme", "acme-2", "d3v-acme", "0x", "a".repeat(62)])("%s is a subdomain", (text) => {
    expect(accountUrl(template, text)).toBe(`https://${text}.zendesk.com`);
  });

  test.each([
    "",
    "a",
    "-acme",
    "Acme",
    "acme.evil",
    "acme/",
    "acme#",
    "acme?x",
    "acme@evil",
    "acme:8080",
    "acme ",
    "acme\n",
    "acme_2",
    "äcme",
    "$&",
    "a".repeat(63),
  ])("%j is none", (text) => {
    expect(isSubdomain(text)).toBe(false);
    expect(() => accountUrl(template, text)).toThrow("not a Zendesk subdomain");
  });

  test("whatever is taken leads to a host below zendesk.com", () => {
    const hostile = fc.string({
      unit: fc.constantFrom("a", "0", "-", ".", "/", "#", "?", "@", ":", " ", "$"),
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const host = isSubdomain(text) ? new URL(accountUrl(template, text)).hostname : null;
        expect([null, `${text}.zendesk.com`]).toContain(host);
      }),
    );
  });
});
