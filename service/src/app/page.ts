import type { PageData } from "@deskline/shared/app";

/** What stands for these in the app's build; see `zendesk-app/index.html` and `zendesk-app/vite.config.ts`. */
const headPlace = "<!--deskline:head-->";
const noncePlace = "__CSP_NONCE__";
/** What one location will load: opened for that location, left out for the others. */
const preload = /<!--deskline:preload (\w+) (.*)-->\n?/g;

/** The front end's page with what it needs to begin: a session, Zendesk's SDK, and the nonce of this answer. */
export function appPage(frontEnd: string, parts: { data: PageData; sdkUrl: string; nonce: string }): string {
  const { data, sdkUrl, nonce } = parts;
  const head = [
    `<script type="application/json" id="page-data" nonce="${nonce}">${jsonInHtml(data)}</script>`,
    `<script src="${sdkUrl}" nonce="${nonce}"></script>`,
  ].join("\n    ");
  const own = frontEnd.replaceAll(preload, (_, location, links: string) =>
    location === data.location ? links : "",
  );
  return fillPage(own, head, nonce);
}

/** A page of the build with what comes into its head, and the nonce of this answer. */
export function fillPage(frontEnd: string, head: string, nonce: string): string {
  if (!frontEnd.includes(headPlace)) throw new Error(`the page of the app's build lacks ${headPlace}`);
  return frontEnd.replaceAll(noncePlace, nonce).replace(headPlace, () => head);
}

/** JSON that cannot end the script element it stands in. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const zendeskTemplate = "https://{subdomain}.zendesk.com";
const officialSdk = "https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js";

/** Where Zendesk is: the real one, or a simulator whose host page is somewhere on this machine. */
export type Host = { sdkUrl: string; ancestors: string };

/** Without an account yet nobody may frame us. */
export function hostOf(zendeskBaseUrl: string, subdomain: string | null): Host {
  const account = subdomain === null ? "'none'" : `https://${subdomain}.zendesk.com`;
  if (zendeskBaseUrl === zendeskTemplate) return { sdkUrl: officialSdk, ancestors: account };
  return {
    sdkUrl: "/app-assets/zaf_sdk.js",
    ancestors: subdomain === null ? account : `${account} http://localhost:* http://127.0.0.1:*`,
  };
}

export function appPolicy(host: Host, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self' https://static.zdassets.com`,
    `style-src 'nonce-${nonce}' 'self'`,
    "connect-src 'self'",
    "img-src 'self' data: https:",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${host.ancestors}`,
  ].join("; ");
}

/** Of a page that has its style in it and nothing else. */
export function messagePolicy(ancestors: string): string {
  return `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors ${ancestors}`;
}
