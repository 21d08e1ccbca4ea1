import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Account } from "../account.ts";
import { created, noContent, ok, type Call, type Reply, type Route } from "../server/call.ts";
import { noteMistake, readWrapped } from "../server/fields.ts";
import { cursorSize } from "../server/pagination.ts";
import { invalidAttribute, recordNotFound, Refusal } from "../server/refusal.ts";
import { deliver, newSecret, post, type WebhookRecord } from "./delivery.ts";
import { prettyPrinted, userEventBody, userEventTypes } from "./events.ts";
import { invocationRoutes, webhookJson } from "./views.ts";

export type Webhooks = {
  readonly all: Map<string, WebhookRecord>;
  readonly routes: Route[];
  /** Resolves when every delivery under way, with its retries, has ended. */
  settled(): Promise<void>;
  /** Sends everything delivered so far once more, newest first: duplicates out of order. */
  repeatAll(): Promise<void>;
  close(): Promise<void>;
};

const authenticationSchema = z.object({
  type: z.enum(["basic_auth", "bearer_token", "api_key"]),
  add_position: z.literal("header"),
  data: z.record(z.string(), z.string()),
});

const webhookSchema = z.object({
  name: z.string().min(1),
  description: z.string().nullish(),
  status: z.enum(["active", "inactive"]),
  endpoint: z.url(),
  http_method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  request_format: z.enum(["json", "xml", "form_encoded"]),
  subscriptions: z.array(z.string()).optional(),
  custom_headers: z.record(z.string(), z.string()).nullish(),
  authentication: authenticationSchema.nullish(),
});

const readScope = { resource: "webhooks", access: "read" } as const;
const writeScope = { resource: "webhooks", access: "write" } as const;
const triggerMode = "conditional_ticket_events";

export function createWebhooks(account: Account): Webhooks {
  const all = new Map<string, WebhookRecord>();
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  function send(webhook: WebhookRecord, eventId: string, body: string): void {
    const invocation = { id: ulid(), eventId, body, status: "throttled", attempts: [] };
    webhook.invocations.push(invocation);
    const delivery = deliver(account, webhook, invocation, closing.signal).finally(() =>
      underWay.delete(delivery),
    );
    underWay.add(delivery);
  }

  account.userListeners.push((event) => {
    const wanting = [...all.values()].filter(
      (one) => one.status === "active" && one.subscriptions.includes(event.type),
    );
    if (wanting.length === 0) return;
    const { id, body } = userEventBody(account, event);
    for (const webhook of wanting) send(webhook, id, body);
  });

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  const admin = { who: "admins" } as const;
  const base = "/api/v2/webhooks";
  const routes: Route[] = [
    {
      method: "GET",
      path: base,
      scope: readScope,
      ...admin,
      query: ["filter[name_contains]", "filter[status]", "page[size]", "page[after]", "page[before]", "sort"],
      handle: (call) => list(call, all),
    },
    { method: "POST", path: base, scope: writeScope, ...admin, handle: (call) => create(call, all) },
    {
      method: "POST",
      path: `${base}/test`,
      scope: writeScope,
      ...admin,
      query: ["webhook_id"],
      handle: (call) => test(call, all),
    },
    {
      method: "GET",
      path: `${base}/:id`,
      scope: readScope,
      ...admin,
      handle: (call) => ok({ webhook: webhookJson(findWebhook(call, all)) }),
    },
    {
      method: "PUT",
      path: `${base}/:id`,
      scope: writeScope,
      ...admin,
      handle: (call) => update(call, all, false),
    },
    {
      method: "PATCH",
      path: `${base}/:id`,
      scope: writeScope,
      ...admin,
      handle: (call) => update(call, all, true),
    },
    {
      method: "DELETE",
      path: `${base}/:id`,
      scope: writeScope,
      ...admin,
      handle: (call) => remove(call, all),
    },
    {
      method: "GET",
      path: `${base}/:id/signing_secret`,
      scope: readScope,
      ...admin,
      handle: (call) => ok(secretJson(findWebhook(call, all))),
    },
    {
      method: "POST",
      path: `${base}/:id/signing_secret`,
      scope: writeScope,
      ...admin,
      handle: (call) => resetSecret(call, all),
    },
    ...invocationRoutes((call) => findWebhook(call, all)),
  ];

  return {
    all,
    routes,
    settled,
    async repeatAll() {
      await settled();
      for (const webhook of all.values()) {
        for (const { eventId, body } of webhook.invocations.toReversed()) send(webhook, eventId, body);
      }
      await settled();
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}

function findWebhook(call: Call, all: Map<string, WebhookRecord>): WebhookRecord {
  const webhook = all.get(call.params["id"] ?? "");
  if (webhook === undefined) throw recordNotFound();
  return webhook;
}

function list(call: Call, all: Map<string, WebhookRecord>): Reply {
  const size = cursorSize(call, 100);
  const name = call.query.get("filter[name_contains]")?.toLowerCase() ?? "";
  const status = call.query.get("filter[status]");
  const wanted = [...all.values()]
    .filter((one) => one.name.toLowerCase().includes(name) && (status === null || one.status === status))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const after = call.query.get("page[after]");
  const rest = wanted.filter((one) => after === null || one.id > after);
  const page = rest.slice(0, size);
  const more = rest.length > page.length;
  return ok({
    webhooks: page.map(webhookJson),
    meta: { has_more: more, ...(more ? { after_cursor: page.at(-1)?.id } : {}) },
  });
}

function checkSubscriptions(input: {
  subscriptions?: string[] | undefined;
  http_method?: string | undefined;
  request_format?: string | undefined;
}): void {
  const subscriptions = input.subscriptions ?? [];
  const mixed = subscriptions.includes(triggerMode) && subscriptions.length > 1;
  if (mixed)
    throw invalidAttribute("subscriptions", `${triggerMode} cannot be mixed with event subscriptions`);
  for (const one of subscriptions) {
    const known =
      one === triggerMode || userEventTypes.includes(one) || one.startsWith("zen:event-type:ticket.");
    if (!known) throw invalidAttribute("subscriptions", `no such event type: ${one}`);
  }
  const events = subscriptions.length > 0 && !subscriptions.includes(triggerMode);
  if (events && (input.http_method !== "POST" || input.request_format !== "json")) {
    throw invalidAttribute(
      "subscriptions",
      "event subscriptions need http_method POST and request_format json",
    );
  }
}

function create(call: Call, all: Map<string, WebhookRecord>): Reply {
  const input = readWrapped(call, "webhook", webhookSchema, { unsimulated: ["external_source"] });
  checkSubscriptions(input);
  if ((input.subscriptions ?? []).some((one) => one.startsWith("zen:event-type:ticket."))) {
    noteMistake(call, "ticket events are not simulated");
  }
  const webhook: WebhookRecord = {
    id: ulid(call.account.now()),
    name: input.name,
    description: input.description ?? null,
    status: input.status,
    endpoint: input.endpoint,
    httpMethod: input.http_method,
    requestFormat: input.request_format,
    subscriptions: input.subscriptions ?? [],
    secret: newSecret(),
    authentication: input.authentication ?? null,
    customHeaders: input.custom_headers ?? {},
    createdAt: call.account.now(),
    createdBy: call.user.id,
    updatedAt: null,
    invocations: [],
  };
  all.set(webhook.id, webhook);
  return created({ webhook: webhookJson(webhook) });
}

function update(call: Call, all: Map<string, WebhookRecord>, partial: boolean): Reply {
  const webhook = findWebhook(call, all);
  const given = partial
    ? readWrapped(call, "webhook", webhookSchema.partial())
    : readWrapped(call, "webhook", webhookSchema);
  const next = {
    subscriptions: webhook.subscriptions,
    http_method: webhook.httpMethod,
    request_format: webhook.requestFormat,
  };
  checkSubscriptions({ ...next, ...given });
  const wasTrigger = webhook.subscriptions.includes(triggerMode);
  if (given.subscriptions !== undefined && wasTrigger !== given.subscriptions.includes(triggerMode)) {
    throw invalidAttribute("subscriptions", "the kind of webhook cannot be changed");
  }
  webhook.name = given.name ?? webhook.name;
  webhook.description = given.description === undefined ? webhook.description : given.description;
  webhook.status = given.status ?? webhook.status;
  webhook.endpoint = given.endpoint ?? webhook.endpoint;
  webhook.httpMethod = given.http_method ?? webhook.httpMethod;
  webhook.requestFormat = given.request_format ?? webhook.requestFormat;
  webhook.subscriptions = given.subscriptions ?? webhook.subscriptions;
  webhook.customHeaders = given.custom_headers ?? webhook.customHeaders;
  webhook.authentication = given.authentication === undefined ? webhook.authentication : given.authentication;
  webhook.updatedAt = call.account.now();
  return noContent();
}

function remove(call: Call, all: Map<string, WebhookRecord>): Reply {
  all.delete(findWebhook(call, all).id);
  return noContent();
}

function secretJson(webhook: WebhookRecord) {
  return { signing_secret: { algorithm: "SHA256", secret: webhook.secret } };
}

function resetSecret(call: Call, all: Map<string, WebhookRecord>): Reply {
  const webhook = findWebhook(call, all);
  webhook.secret = newSecret();
  return created(secretJson(webhook));
}

const testSchema = z.object({ endpoint: z.url().optional(), payload: z.string().optional() });

async function test(call: Call, all: Map<string, WebhookRecord>): Promise<Reply> {
  const webhook = all.get(call.query.get("webhook_id") ?? "");
  if (webhook === undefined) throw recordNotFound();
  const input =
    call.body === undefined
      ? {}
      : readWrapped(call, "request", testSchema, {
          unsimulated: ["http_method", "request_format", "custom_headers", "authentication"],
        });
  const body = input.payload ?? prettyPrinted({ test: true });
  const target = { ...webhook, endpoint: input.endpoint ?? webhook.endpoint };
  try {
    const response = await post(call.account, target, { id: ulid(), body }, AbortSignal.timeout(12_000));
    const headers = [...response.headers].map(([key, value]) => ({ key, value }));
    return ok({ response: { headers, status_code: response.status, payload: await response.text() } });
  } catch (error) {
    throw new Refusal(400, {
      errors: [{ code: "WebhookTestFailed", title: String(error), id: randomUUID() }],
    });
  }
}

function ulid(now = Date.now()): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let time = "";
  for (let rest = now; time.length < 10; rest = Math.floor(rest / 32))
    time = (alphabet[rest % 32] ?? "0") + time;
  return time + [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join("");
}
