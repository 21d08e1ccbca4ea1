import type { HttpAnswer } from "../core/host.ts";
import { isRecord, textOf } from "../core/values.ts";
import type { Boot, InstalledApp, Lists, TicketRecord, UserRecord } from "../core/shapes.ts";

/** What the page asks its own server. */
export const server = {
  boot: (): Promise<Boot> => read("/host/boot"),
  lists: (): Promise<Lists> => read("/host/lists"),
  ticket: (id: number): Promise<TicketRecord | null> => read(`/host/tickets/${id}`),
  user: (id: number): Promise<UserRecord | null> => read(`/host/users/${id}`),
  async logIn(agentId: number): Promise<void> {
    await fetch(`/host/agent/${agentId}`, { method: "POST" });
  },
  /** The token of a signed load. */
  async sign(app: InstalledApp, location: string, ticketId: number | null): Promise<string> {
    const { appId, installationId } = app;
    const ticket = ticketId === null ? {} : { ticketId };
    const body = JSON.stringify({ appId, installationId, location, ...ticket });
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/host/token", { method: "POST", headers, body });
    const { token }: { token: string } = await answer.json();
    return token;
  },
};

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const value: T = await answer.json();
  return value;
}

/** Asks Zendesk's API by the session of the agent. */
export async function askZendesk(method: string, path: string, body?: object): Promise<Response> {
  if (body === undefined) return fetch(path, { method });
  const headers = { "content-type": "application/json" };
  return fetch(path, { method, headers, body: JSON.stringify(body) });
}

/** `client.request`: only Zendesk's own API is there; what goes elsewhere fails as without network. */
export async function requestForApp(options: Record<string, unknown>): Promise<HttpAnswer> {
  const url = new URL(textOf(options["url"]), location.origin);
  if (url.origin !== location.origin || !url.pathname.startsWith("/api/")) {
    return fail({ readyState: 0, status: 0, statusText: "error", responseText: "" });
  }
  const method = textOf(options["type"] ?? options["method"], "GET").toUpperCase();
  const { contentType, data } = options;
  const init: RequestInit = { method };
  if (typeof data === "string" && method !== "GET") init.body = data;
  else if (isRecord(data)) {
    const form = new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)]));
    if (method === "GET") url.search = form.toString();
    else init.body = form;
  }
  if (typeof contentType === "string") init.headers = { "content-type": contentType };
  const answer = await fetch(url, init);
  const responseText = await answer.text();
  const { status, statusText } = answer;
  const json = (answer.headers.get("content-type") ?? "").includes("json");
  const responseJSON: unknown = json && responseText !== "" ? JSON.parse(responseText) : undefined;
  const whole = { readyState: 4, status, statusText, responseText, responseJSON };
  if (!answer.ok) return fail(whole);
  const complete = options["httpCompleteResponse"] === true;
  return { ok: true, args: [complete ? whole : (responseJSON ?? responseText), "success"] };
}

function fail(answer: { statusText: string } & Record<string, unknown>): HttpAnswer {
  return { ok: false, args: [answer, "error", answer.statusText] };
}
