import { ok, type Call, type Route } from "../server/call.ts";
import { recordNotFound } from "../server/refusal.ts";
import type { WebhookRecord } from "./delivery.ts";

/** A webhook without its secrets: of the authentication only a user name is ever shown. */
export function webhookJson(webhook: WebhookRecord) {
  const updated =
    webhook.updatedAt === null
      ? {}
      : { updated_at: precise(webhook.updatedAt), updated_by: String(webhook.createdBy) };
  const username = webhook.authentication?.data["username"];
  return {
    id: webhook.id,
    name: webhook.name,
    description: webhook.description ?? "",
    status: webhook.status,
    endpoint: webhook.endpoint,
    http_method: webhook.httpMethod,
    request_format: webhook.requestFormat,
    subscriptions: webhook.subscriptions,
    custom_headers: webhook.customHeaders,
    ...(webhook.authentication === null
      ? {}
      : {
          authentication: {
            type: webhook.authentication.type,
            add_position: webhook.authentication.add_position,
            ...(username === undefined ? {} : { data: { username } }),
          },
        }),
    created_at: precise(webhook.createdAt),
    created_by: String(webhook.createdBy),
    ...updated,
  };
}

function precise(at: number): string {
  return new Date(at).toISOString().replace("Z", "000000Z");
}

export function invocationRoutes(find: (call: Call) => WebhookRecord): Route[] {
  const scope = { resource: "webhooks", access: "read" } as const;
  const base = "/api/v2/webhooks/:id/invocations";
  const query = ["page[size]", "page[after]", "filter[status]"];
  return [
    {
      method: "GET",
      path: base,
      scope,
      who: "admins",
      query,
      handle: (call) => {
        const invocations = find(call).invocations.map(({ id, status, attempts }) => {
          const last = attempts.at(-1);
          return {
            id,
            status,
            ...(last?.statusCode == null ? {} : { status_code: last.statusCode }),
            latest_completed_at: last === undefined ? null : precise(last.completedAt),
          };
        });
        return ok({ invocations, meta: { has_more: false }, links: {} });
      },
    },
    {
      method: "GET",
      path: `${base}/:invocation_id/attempts`,
      scope,
      who: "admins",
      query,
      handle: (call) => {
        const invocation = find(call).invocations.find((one) => one.id === call.params["invocation_id"]);
        if (invocation === undefined) throw recordNotFound();
        const attempts = invocation.attempts.map((attempt) => ({
          id: attempt.id,
          invocation_id: invocation.id,
          status: attempt.status,
          ...(attempt.statusCode === null ? {} : { status_code: attempt.statusCode }),
          request: { headers: [], payload: invocation.body },
          response: { headers: [], payload: "" },
          completed_at: precise(attempt.completedAt),
        }));
        return ok({ attempts });
      },
    },
  ];
}
