import { expect, test } from "vitest";
import { subdomainIn } from "./subdomain.ts";

test.each([
  ["acme", "acme"],
  [" Acme ", "acme"],
  ["acme.zendesk.com", "acme"],
  ["https://acme.zendesk.com/agent/home?x=1", "acme"],
  ["http://acme.zendesk.com", "acme"],
  ["HTTPS://Acme.Zendesk.com/", "acme"],
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
  "аcme", // Cyrillic
  "ac\u212Ae", // the Kelvin sign, which becomes a small k
  "https://acme",
  "-acme",
])("%s is none", (text) => {
  expect(subdomainIn(text)).toBeNull();
});
