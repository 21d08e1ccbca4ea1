import { describe, expect, test } from "vitest";
import {
  checkCountry,
  checkPbxUrl,
  checkSeconds,
  checkSubdomain,
  checkTimeZone,
  checkTransport,
} from "./check-input.ts";
import { UsageError } from "./usage-error.ts";

function complaint(check: () => unknown): string {
  try {
    return `accepted as ${JSON.stringify(check())}`;
  } catch (error) {
    return error instanceof UsageError ? error.message : `not a UsageError: ${String(error)}`;
  }
}

describe("the PBX's address", () => {
  test.each([
    ["https://pbx.example.com:8088", "https://pbx.example.com:8088"],
    ["https://pbx.example.com:8088/", "https://pbx.example.com:8088"],
    ["http://192.0.2.7", "http://192.0.2.7"],
    ["HTTPS://PBX.example.com", "https://pbx.example.com"],
  ])("%s is taken", (text, url) => {
    expect(checkPbxUrl(text)).toBe(url);
  });

  test.each([
    ["pbx.example.com", "Write it like https://pbx.example.com:8088"],
    ["", "Write it like https://pbx.example.com:8088"],
    ["ftp://pbx.example.com", "Write it like https://pbx.example.com:8088"],
    ["https://admin:hush@pbx.example.com", "must not hold a user name or a password"],
    ["https://pbx.example.com/login", "write https://pbx.example.com"],
    ["https://pbx.example.com/?x=1", "write https://pbx.example.com"],
    ["https://pbx.example.com/#x", "write https://pbx.example.com"],
  ])("%j is refused with the cure", (text, cure) => {
    expect(complaint(() => checkPbxUrl(text))).toContain(cure);
    expect(complaint(() => checkPbxUrl(text))).not.toContain("hush");
  });
});

describe("the subdomain", () => {
  test.each([
    ["acme", "acme"],
    [" Acme ", "acme"],
    ["https://acme.zendesk.com", "acme"],
    ["https://acme.zendesk.com/agent/dashboard", "acme"],
    ["d3v-acme", "d3v-acme"],
  ])("%j is %s", (text, subdomain) => {
    expect(checkSubdomain(text)).toBe(subdomain);
  });

  test.each([
    "",
    "a",
    "acme.zendesk.com.evil.example",
    "https://evil.example/.zendesk.com",
    "acme/..",
    "ac me",
  ])("%j is refused with an example", (text) => {
    expect(complaint(() => checkSubdomain(text))).toContain("In https://acme.zendesk.com it is acme.");
  });
});

test.each(["Europe/Berlin", "America/New_York", "UTC"])("%s is a time zone", (text) => {
  expect(checkTimeZone(text)).toBe(text);
});

test.each(["", "Berlin", "CEST-2", "+02:00 Berlin", "Europe/Atlantis"])(
  "%j is no time zone, and where to look is said",
  (text) => {
    expect(complaint(() => checkTimeZone(text))).toContain("Write it like Europe/Berlin");
  },
);

test("a country is two letters in any case, and nothing else", () => {
  expect([checkCountry("de"), checkCountry("US")]).toEqual(["DE", "US"]);
  for (const text of ["", "USA", "Germany", "49", "XX", "__proto__"])
    expect(complaint(() => checkCountry(text))).toContain("Write its two letters, such as DE or US.");
});

test("a transport is one of three words", () => {
  expect(checkTransport("webhook")).toEqual({ webhook: true, websocket: false });
  expect(checkTransport("websocket")).toEqual({ webhook: false, websocket: true });
  expect(checkTransport("both")).toEqual({ webhook: true, websocket: true });
  for (const text of ["", "Webhook", "sse"])
    expect(complaint(() => checkTransport(text))).toContain("Choose webhook, websocket or both.");
});

describe("seconds", () => {
  test.each([
    ["0", 0],
    ["3", 3000],
    ["0.25", 250],
    ["3600", 3_600_000],
  ])("%s are %i ms", (text, ms) => {
    expect(checkSeconds(text)).toBe(ms);
  });

  test.each(["-1", "3601", "three", "NaN", "Infinity", "3s", "", " "])(
    "%j is refused with the range",
    (text) => {
      expect(complaint(() => checkSeconds(text))).toContain("between 0 and 3600");
    },
  );
});
