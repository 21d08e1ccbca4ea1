import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Envelope } from "./wire.ts";

export type Webhook = {
  url: string;
  secret: string;
  requestMethod: "GET" | "POST";
  /** `[0]` stands for every event. */
  eventIds: number[];
};

export type Delivery = {
  at: number;
  type: number;
  /** The webhook's address, or "websocket". */
  url: string;
  /** Counted from 1. */
  attempt: number;
  body: string;
  status?: number;
  error?: string;
};

export type WebhookSettings = {
  enabled: boolean;
  webhooks: Webhook[];
  timeoutSeconds: number;
  retryCount: number;
};

export const MAX_WEBHOOKS = 5;

/** `X-Signature`: Base64 of the HMAC-SHA256 over the raw body, keyed with the secret as text. */
function signatureOf(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Pushes events to every webhook, in order for each, trying again as configured. */
export class WebhookPush {
  readonly settings: WebhookSettings = { enabled: false, webhooks: [], timeoutSeconds: 5, retryCount: 3 };
  readonly deliveries: Delivery[] = [];
  /** Waited for before an event is sent for the first time. */
  beforeSending: () => Promise<void> = () => Promise.resolve();
  readonly #queues = new Map<string, Promise<void>>();
  readonly #now: () => number;
  readonly #retryDelayMs: number;
  readonly #stop = new AbortController();

  constructor(now: () => number, retryDelayMs: number) {
    this.#now = now;
    this.#retryDelayMs = retryDelayMs;
  }

  push(envelope: Envelope): void {
    if (!this.settings.enabled) return;
    for (const webhook of this.settings.webhooks) {
      const wanted = webhook.eventIds.includes(0) || webhook.eventIds.includes(envelope.type);
      if (wanted) this.#enqueue(webhook, envelope.type, JSON.stringify(envelope));
    }
  }

  /** The portal's "send test message". */
  test(webhook: Webhook): void {
    this.#enqueue(webhook, 0, JSON.stringify({ event: "test" }));
  }

  /** Resolves once everything handed over was delivered or given up. */
  async settled(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  /** Gives up what is still waiting. */
  close(): void {
    this.#stop.abort();
  }

  #enqueue(webhook: Webhook, type: number, body: string): void {
    const before = this.#queues.get(webhook.url) ?? Promise.resolve();
    const after = before.then(() => this.#deliver(webhook, type, body));
    this.#queues.set(webhook.url, after);
    void after.then(() => {
      if (this.#queues.get(webhook.url) === after) this.#queues.delete(webhook.url);
    });
  }

  async #deliver(webhook: Webhook, type: number, body: string): Promise<void> {
    await this.beforeSending();
    for (let attempt = 1; attempt <= 1 + this.settings.retryCount; attempt += 1) {
      if (this.#stop.signal.aborted) return;
      if (attempt > 1) await sleep(this.#retryDelayMs);
      const delivery: Delivery = { at: this.#now(), type, url: webhook.url, attempt, body };
      this.deliveries.push(delivery);
      try {
        delivery.status = await send(webhook, body, this.settings.timeoutSeconds * 1000, this.#stop.signal);
        if (delivery.status >= 200 && delivery.status < 300) return;
      } catch (cause) {
        delivery.error = cause instanceof Error ? cause.message : String(cause);
      }
    }
  }
}

/** One request on a connection of its own; resolves to the status, redirects are not followed. */
function send(webhook: Webhook, body: string, timeoutMs: number, stop: AbortSignal): Promise<number> {
  if (webhook.requestMethod === "GET") {
    return Promise.reject(new Error("where a GET webhook carries its payload is not documented"));
  }
  const open = webhook.url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = open(webhook.url, {
      method: "POST",
      agent: false,
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
      headers: {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
        "User-Agent": "Yeastar",
        "X-Signature": signatureOf(body, webhook.secret),
        Connection: "close",
      },
    });
    outgoing.on("response", (response) => {
      response.on("error", reject);
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
