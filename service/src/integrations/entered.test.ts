import { describe, expect, test } from "vitest";
import { enteredCountry, enteredPbxUrl, enteredSubdomain, enteredTimeZone } from "./entered.ts";

describe("the PBX's address", () => {
  test.each([
    ["https://pbx.example.com:8088", "https://pbx.example.com:8088"],
    [" HTTPS://PBX.example.com/ ", "https://pbx.example.com"],
    ["http://[2001:db8::1]:80", "http://[2001:db8::1]"],
    ["http://127.0.0.1:8088", "http://127.0.0.1:8088"],
    ["https://192.168.5.150:8088", "https://192.168.5.150:8088"],
    ["https://10.0.0.1", "https://10.0.0.1"],
    ["https://[fd12:3456::1]", "https://[fd12:3456::1]"],
  ])("%s is taken", (text, value) => expect(enteredPbxUrl(text)).toEqual({ kind: "taken", value }));

  test.each([
    ["", "pbx_url_wrong"],
    ["pbx.example.com", "pbx_url_wrong"],
    ["https://", "pbx_url_wrong"],
    ["https://pbx.example.com:99999", "pbx_url_wrong"],
    ["pbx.example.com:8088", "pbx_url_scheme"],
    ["ftp://pbx.example.com", "pbx_url_scheme"],
    ["javascript:alert(1)", "pbx_url_scheme"],
    ["file:///etc/passwd", "pbx_url_scheme"],
    ["https://admin@pbx.example.com", "pbx_url_credentials"],
    ["https://admin:hush@pbx.example.com", "pbx_url_credentials"],
    ["https://pbx.example.com/login", "pbx_url_path"],
    ["https://pbx.example.com?x=1", "pbx_url_path"],
    ["https://pbx.example.com#x", "pbx_url_path"],
    ["http://169.254.169.254", "pbx_url_link_local"],
    ["http://0xA9FEA9FE/", "pbx_url_link_local"],
    ["http://2852039166:8088", "pbx_url_link_local"],
    ["http://[fe80::1]", "pbx_url_link_local"],
    ["http://[febf::1]:8088", "pbx_url_link_local"],
    ["http://[::ffff:169.254.169.254]", "pbx_url_link_local"],
    ["http://[fd00:ec2::254]", "pbx_url_link_local"],
    ["http://metadata.google.internal", "pbx_url_link_local"],
  ])("%j is %s", (text, code) => expect(enteredPbxUrl(text)).toEqual({ kind: "wrong", code }));
});

describe("the subdomain", () => {
  test.each([
    ["acme", "acme"],
    [" ACME ", "acme"],
    ["https://acme.zendesk.com", "acme"],
    ["https://ACME.zendesk.com/agent/dashboard?x=1#y", "acme"],
    ["acme.zendesk.com", "acme"],
  ])("%j is %s", (text, value) => expect(enteredSubdomain(text)).toEqual({ kind: "taken", value }));

  test.each([
    "",
    "a",
    "acme.example",
    "acme.zendesk.com.evil.example",
    "https://acme.zendesk.com.evil.example/",
    "https://evil.example/acme.zendesk.com",
    "https://evil.example@acme.zendesk.com",
    "https://acme.zendesk.com@evil.example",
    "https://acme.zendesk.com:8443/",
    "acme:443",
    "acme/..",
    "acme@evil",
    "a.b.zendesk.com",
    "-acme",
    "аcme", // the first letter is Cyrillic
    "ａｃｍｅ", // wide letters
    "ac\u212Ae", // the sign of Kelvin, which becomes a k when it is made small
    "acme\u200b",
    "a".repeat(64),
  ])("%j is refused", (text) =>
    expect(enteredSubdomain(text)).toEqual({ kind: "wrong", code: "subdomain_wrong" }),
  );
});

test("time zones and countries that there are", () => {
  expect(enteredTimeZone("Europe/Berlin")).toEqual({ kind: "taken", value: "Europe/Berlin" });
  expect(enteredTimeZone("Mars/Olympus")).toEqual({ kind: "wrong", code: "time_zone_unknown" });
  expect(enteredCountry("de")).toEqual({ kind: "taken", value: "DE" });
  expect(enteredCountry("XX")).toEqual({ kind: "wrong", code: "country_unknown" });
});
