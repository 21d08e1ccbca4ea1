import { z } from "zod";
import { endpoint, failure, success, type Endpoint } from "./api.ts";
import type { Switches } from "./options.ts";
import { MAX_WEBHOOKS, type WebhookPush } from "./webhook-push.ts";

/** The events this firmware can push. */
export const pushableEvents = [
  30005, 30006, 30007, 30008, 30009, 30010, 30011, 30012, 30013, 30014, 30015, 30016, 30017, 30018, 30019,
  30020, 30022, 30023, 30024, 30025, 30026, 30027, 30028, 30029, 30030, 30031, 30032, 30033,
];

const requestMethod = z.enum(["GET", "POST"]);
const entry = z.object({
  url: z.url(),
  secret: z.string().length(32),
  request_method: requestMethod,
  event_ids: z.array(z.int().refine((id) => id === 0 || pushableEvents.includes(id))).min(1),
});

/** `webhook/query|update|test`: the same settings the administrator sees in the web portal. */
export function webhookEndpoints(push: WebhookPush, switches: Switches): Endpoint[] {
  const { settings } = push;
  const endpoints = [
    endpoint("GET", "webhook/query", {}, () =>
      success({
        data: {
          enb_webhook_event_push: settings.enabled ? 1 : 0,
          webhook_event_push_list: settings.webhooks.map((webhook) => ({
            url: webhook.url,
            secret: webhook.secret,
            request_method: webhook.requestMethod,
            event_ids: webhook.eventIds,
          })),
          webhook_event_push_timeout: settings.timeoutSeconds,
          webhook_event_push_retry_count: settings.retryCount,
          webhook_event_ids: pushableEvents,
        },
      }),
    ),
    endpoint(
      "POST",
      "webhook/update",
      {
        webhook_event_push_list: z.array(entry),
        webhook_event_push_timeout: z.int().min(3).max(10).optional(),
        webhook_event_push_retry_count: z.int().min(1).max(5).optional(),
      },
      (wanted) => {
        if (wanted.webhook_event_push_list.length > MAX_WEBHOOKS) return failure(60002);
        settings.enabled ||= switches.webhooks !== "stay_off";
        settings.webhooks = wanted.webhook_event_push_list.map((webhook) => ({
          url: webhook.url,
          secret: webhook.secret,
          requestMethod: webhook.request_method,
          eventIds: webhook.event_ids,
        }));
        settings.timeoutSeconds = wanted.webhook_event_push_timeout ?? settings.timeoutSeconds;
        settings.retryCount = wanted.webhook_event_push_retry_count ?? settings.retryCount;
        return success();
      },
    ),
    endpoint(
      "GET",
      "webhook/test",
      { url: z.url(), secret: z.string().min(1), request_method: requestMethod },
      ({ url, secret, request_method }) => {
        push.test({ url, secret, requestMethod: request_method, eventIds: [0] });
        return success();
      },
    ),
  ];
  return endpoints.map((one) => ({
    ...one,
    answer: (parameters, caller) =>
      switches.webhooks === "unknown" ? failure(10001) : one.answer(parameters, caller),
  }));
}
