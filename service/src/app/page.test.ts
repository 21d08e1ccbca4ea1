import { describe, expect, test } from "vitest";
import { appPage, appPolicy, hostOf } from "./page.ts";

const frontEnd = `<head><!--deskline:head--><meta property="csp-nonce" nonce="__CSP_NONCE__"></head>`;
const data = {
  location: "top_bar",
  session: { token: "t", expiresInMs: 1 },
  admin: false,
} as const;

describe("at the real Zendesk", () => {
  const host = hostOf("https://{subdomain}.zendesk.com", "acme");

  test("the SDK is Zendesk's own", () => {
    expect(host.sdkUrl).toBe("https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js");
  });

  test("only this account may show the app", () => {
    expect(appPolicy(host, "n")).toMatch(/; frame-ancestors https:\/\/acme\.zendesk\.com$/);
  });
});

test("a simulator's host page may be anywhere on this machine, and gets the SDK from us", () => {
  const host = hostOf("http://127.0.0.1:4000", "acme");
  expect(host.sdkUrl).toBe("/app-assets/zaf_sdk.js");
  expect(host.ancestors).toBe("https://acme.zendesk.com http://localhost:* http://127.0.0.1:*");
});

test("data cannot end the element it stands in, and is read back as it was", () => {
  const token = `</script><!--<script>&amp;'"\u2028\u2029$&$1`;
  const html = appPage(frontEnd, {
    data: { ...data, session: { token, expiresInMs: 1 } },
    sdkUrl: "/sdk",
    nonce: "n",
  });
  const json = /id="page-data" nonce="n">([^<]*)<\/script>/.exec(html)?.[1] ?? "";
  expect(json).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(json)).toMatchObject({ session: { token } });
});

test("a page has the browser fetch what its own location loads, and no other's", () => {
  const page = `${frontEnd}<!--deskline:preload top_bar <link href="/top.js">-->\n<!--deskline:preload background <link href="/back.js">-->\n`;
  const html = appPage(page, { data, sdkUrl: "/sdk", nonce: "n" });
  expect(html).toContain('<link href="/top.js">');
  expect(html).not.toMatch(/back\.js|deskline:preload/);
});

test("a page without a place for it is no page of ours", () => {
  expect(() => appPage("<head></head>", { data, sdkUrl: "/sdk", nonce: "n" })).toThrow(
    "<!--deskline:head-->",
  );
});
