import { expect, test } from "vitest";
import { subdomainIn } from "./subdomain.ts";

test.each([
  ["acme", "acme"],
  [" Acme ", "acme"],
  ["acme.zendesk.com", "acme"],
  ["https://acme.zendesk.com/agent/home?x=1", "acme"],
  ["ac-me2", "ac-me2"],
])("%s is understood", (text, subdomain) => {
  expect(subdomainIn(text)).toBe(subdomain);
});

test.each([
  "",
  "a",
  "acme.example.com",
  "acme.zendesk.com.evil.example",
  "acme/x",
  "acme:443",
  "user@acme.zendesk.com",
  "http://acme.zendesk.com",
  "аcme", // Cyrillic
  "-acme",
])("%s is none", (text) => {
  expect(subdomainIn(text)).toBeNull();
});
