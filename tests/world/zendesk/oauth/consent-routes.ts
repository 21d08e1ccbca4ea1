import type { Hono } from "hono";
import { randomToken, type Account } from "../account.ts";
import type { OAuthClientRecord, UserRecord } from "../records.ts";
import { escapeHtml, htmlReply, page } from "../pages/layout.ts";
import type { Env } from "../server/http.ts";
import { codeLifeMs, excessScopes, splitScopes, type Code } from "./grants.ts";

const knownParams = [
  "response_type",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
];

type Checked =
  | { kind: "refused"; why: string }
  | { kind: "redirect"; to: string }
  | { kind: "ask"; client: OAuthClientRecord; redirectUri: string; scopes: string[]; state: string | null };

/** The consent page a person reads in the browser, and the form it posts. */
export function addConsentRoutes(app: Hono<Env>, account: Account, codes: Map<string, Code>): void {
  app.get("/oauth/authorizations/new", (c) => {
    const params = new URL(c.req.url).searchParams;
    for (const key of params.keys()) {
      if (!knownParams.includes(key)) {
        account.unexpected.push(`GET /oauth/authorizations/new: unknown query parameter ${key}`);
      }
    }
    const checked = check(account, params);
    if (checked.kind === "refused") return htmlReply(400, refusedPage(checked.why));
    if (checked.kind === "redirect") return c.redirect(checked.to, 302);
    return htmlReply(200, consentPage(account, checked.client, checked.scopes, params));
  });

  app.post("/oauth/authorizations", (c) => {
    const form = new URLSearchParams(new TextDecoder().decode(c.get("raw")));
    const checked = check(account, form);
    if (checked.kind === "refused") return htmlReply(400, refusedPage(checked.why));
    if (checked.kind === "redirect") return c.redirect(checked.to, 302);
    const { client, redirectUri, scopes, state } = checked;
    const user = signedIn(account).find((one) => one.id === Number(form.get("user_id")));
    if (user === undefined) return htmlReply(400, refusedPage("Sign in as an agent or administrator."));
    if (form.get("decision") !== "allow") {
      const description = "The end-user or authorization server denied the request.";
      return c.redirect(errorRedirect(redirectUri, state, "access_denied", description), 302);
    }
    const code: Code = {
      code: randomToken(),
      clientId: client.identifier,
      redirectUri,
      userId: user.id,
      scopes,
      challenge: form.get("code_challenge"),
      expiresAt: account.now() + codeLifeMs,
      used: false,
    };
    codes.set(code.code, code);
    return c.redirect(withParams(redirectUri, { code: code.code, state }), 302);
  });
}

function check(account: Account, params: URLSearchParams): Checked {
  const client = account.clients.get(params.get("client_id") ?? "");
  if (client === undefined) return { kind: "refused", why: "No such client: the client_id is unknown." };
  const redirectUri = params.get("redirect_uri") ?? "";
  if (!client.redirectUris.includes(redirectUri)) {
    return { kind: "refused", why: "Invalid redirect_uri: it is not one the client has registered." };
  }
  const state = params.get("state");
  const refuse = (error: string, description: string): Checked => ({
    kind: "redirect",
    to: errorRedirect(redirectUri, state, error, description),
  });
  if (params.get("response_type") !== "code") {
    return refuse("unsupported_response_type", "response_type must be code");
  }
  const scopes = splitScopes(params.get("scope") ?? "");
  if (scopes.length === 0) return refuse("invalid_scope", "scope is missing");
  const excess = excessScopes(client, scopes);
  if (excess.length > 0) return refuse("invalid_scope", `The client may not ask for: ${excess.join(" ")}`);
  const challenge = params.get("code_challenge");
  if (challenge === null && client.kind === "public") {
    return refuse("invalid_request", "code_challenge is required for public clients");
  }
  if (challenge !== null && params.get("code_challenge_method") !== "S256") {
    return refuse("invalid_request", "code_challenge_method must be S256");
  }
  if (challenge !== null && !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    return refuse("invalid_request", "code_challenge must be base64url of a SHA-256");
  }
  return { kind: "ask", client, redirectUri, scopes, state };
}

function errorRedirect(redirectUri: string, state: string | null, error: string, description: string) {
  return withParams(redirectUri, { error, error_description: description, state });
}

function withParams(uri: string, params: Record<string, string | null>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.href;
}

/** Who may sit at the browser: administrators first. */
function signedIn(account: Account): UserRecord[] {
  const agents = [...account.users.values()].filter(
    (user) => user.role !== "end-user" && user.active && !user.suspended,
  );
  return [
    ...agents.filter((user) => user.role === "admin"),
    ...agents.filter((user) => user.role === "agent"),
  ];
}

const scopeWords: Record<string, string> = {
  read: "Read everything you can read",
  write: "Create, change and delete what you can",
  impersonate: "Act for end users",
};

function consentPage(
  account: Account,
  client: OAuthClientRecord,
  scopes: string[],
  params: URLSearchParams,
): string {
  const people = signedIn(account).map(
    (user) => `<option value="${user.id}">${escapeHtml(user.name)} (${user.role})</option>`,
  );
  const hidden = knownParams
    .filter((name) => params.has(name))
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params.get(name) ?? "")}">`);
  const items = scopes.map((scope) => `<li>${escapeHtml(scopeWords[scope] ?? scope)}</li>`);
  const body = `<form class="card consent" method="post" action="/oauth/authorizations">
<h1>Allow ${escapeHtml(client.identifier)} to use your Zendesk account?</h1>
<p>On <strong>${escapeHtml(account.options.subdomain)}.zendesk.com</strong> it will be able to:</p>
<ul>${items.join("")}</ul>
<label for="user_id">Signed in as</label>
<select id="user_id" name="user_id">${people.join("")}</select>
${hidden.join("\n")}
<div class="buttons"><button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button></div></form>`;
  return page("Authorize application", body);
}

function refusedPage(why: string): string {
  return page(
    "Invalid authorization request",
    `<h1>Invalid authorization request</h1><p>${escapeHtml(why)}</p>`,
  );
}
