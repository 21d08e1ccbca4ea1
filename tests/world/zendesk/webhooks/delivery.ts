import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "../account.ts";

export type WebhookRecord = {
  id: string;
  name: string;
  description: string | null;
  status: "active" | "inactive";
  endpoint: string;
  httpMethod: string;
  requestFormat: string;
  subscriptions: string[];
  secret: string;
  authentication: { type: string; add_position: string; data: Record<string, string> } | null;
  customHeaders: Record<string, string>;
  createdAt: number;
  createdBy: number;
  updatedAt: number | null;
  invocations: Invocation[];
};

export type Attempt = { id: string; status: string; statusCode: number | null; completedAt: number };
export type Invocation = { id: string; eventId: string; body: string; status: string; attempts: Attempt[] };

const timeoutMs = 12_000;
const maxConflictRetries = 3;
const maxTimeoutRetries = 5;

export function newSecret(): string {
  return randomBytes(32).toString("base64");
}

function sign(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret)
    .update(timestamp + body)
    .digest("base64");
}

/** Sends one body, with the retries Zendesk makes. Resolves when it gives up or is through. */
export async function deliver(
  account: Account,
  webhook: WebhookRecord,
  invocation: Invocation,
  closed: AbortSignal,
): Promise<void> {
  for (let retries = 0; !closed.aborted; retries += 1) {
    const outcome = await attempt(account, webhook, invocation, closed);
    const patience = outcome.kind === "timeout" ? maxTimeoutRetries : maxConflictRetries;
    const again = outcome.retryAfterMs !== null && retries < patience;
    invocation.status = outcome.kind === "done" ? "success" : "terminated";
    if (!again) return;
    await sleep(outcome.retryAfterMs ?? 0, undefined, { signal: closed }).catch(() => undefined);
  }
}

type Outcome = { kind: "done" | "refused" | "timeout"; retryAfterMs: number | null };

async function attempt(
  account: Account,
  webhook: WebhookRecord,
  invocation: Invocation,
  closed: AbortSignal,
): Promise<Outcome> {
  const record: Attempt = {
    id: randomUUID(),
    status: "terminated",
    statusCode: null,
    completedAt: account.now(),
  };
  invocation.attempts.push(record);
  try {
    const response = await post(
      account,
      webhook,
      invocation,
      AbortSignal.any([closed, AbortSignal.timeout(timeoutMs)]),
    );
    await response.arrayBuffer();
    record.statusCode = response.status;
    record.completedAt = account.now();
    record.status = response.ok ? "success" : "terminated";
    return { kind: response.ok ? "done" : "refused", retryAfterMs: retryDelay(response) };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === "TimeoutError";
    return { kind: timedOut ? "timeout" : "refused", retryAfterMs: timedOut ? 0 : null };
  }
}

/** 409 is tried again soon; 429 and 503 only when they say when, and that within a minute. */
function retryDelay(response: Response): number | null {
  if (response.status === 409) return 50;
  const after = Number(response.headers.get("retry-after") ?? NaN);
  const soon = after >= 0 && after < 60;
  return (response.status === 429 || response.status === 503) && soon ? after * 1000 : null;
}

export function post(
  account: Account,
  webhook: WebhookRecord,
  invocation: Pick<Invocation, "id" | "body">,
  signal: AbortSignal,
): Promise<Response> {
  const timestamp = new Date(account.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const headers = {
    ...webhook.customHeaders,
    ...authenticationHeaders(webhook),
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Zendesk Webhook",
    "x-zendesk-account-id": String(account.id),
    "x-zendesk-webhook-id": webhook.id,
    "x-zendesk-webhook-invocation-id": invocation.id,
    "x-zendesk-webhook-signature": sign(webhook.secret, timestamp, invocation.body),
    "x-zendesk-webhook-signature-timestamp": timestamp,
  };
  const { endpoint, httpMethod } = webhook;
  return fetch(endpoint, { method: httpMethod, headers, body: invocation.body, redirect: "manual", signal });
}

function authenticationHeaders({ authentication }: WebhookRecord): Record<string, string> {
  if (authentication === null) return {};
  const { token, username, password, name, value } = authentication.data;
  switch (authentication.type) {
    case "bearer_token":
      return { authorization: `Bearer ${token}` };
    case "basic_auth":
      return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
    default:
      return name === undefined ? {} : { [name]: value ?? "" };
  }
}
