import { Problem } from "@deskline/shared/errors";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { describeRoute, resolver } from "hono-openapi";
import { problem, type HttpEnv } from "../http/problem.ts";
import { secretContext } from "../integrations/integration.ts";
import type { Registry } from "../integrations/registry.ts";
import type { Clock } from "../platform/clock.ts";
import { parseJson } from "../platform/json.ts";
import type { SecretBox } from "../platform/secrets.ts";
import type { Queue } from "../queue/postgres.ts";
import type { Database } from "../storage/database.ts";
import { checkSignature } from "../zendesk/signature.ts";
import { newsIn } from "./core/user-event.ts";
import { indexOf } from "./index-store.ts";
import { keepNews } from "./news-store.ts";

export type ZendeskWebhookDeps = {
  db: Database;
  box: SecretBox;
  clock: Clock;
  queue: Queue;
  registry: Registry;
};

const largestBodyBytes = 256 * 1024;
/** What we wrote ourselves is known by then, and several events of one user are one reading. */
const readAfterMs = 1000;

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: resolver(Problem) } },
});

const description = describeRoute({
  summary: "Webhook of a Zendesk account",
  description:
    "Takes one event of a user. `X-Zendesk-Webhook-Signature` is the Base64 HMAC-SHA256 of `X-Zendesk-Webhook-Signature-Timestamp` and the raw body, keyed with the webhook's signing secret. 202 means that it is kept that there is news of the user, who is then read.",
  responses: {
    202: { description: "It is noted." },
    400: refusal("The body is not JSON."),
    401: refusal("The signature is missing, wrong or too old."),
    404: refusal("There is no such integration."),
    413: refusal("The body is larger than 256 KiB."),
    422: refusal("The body is JSON, but no event of a user."),
  },
});

/** `POST /zendesk/{integrationKey}/events` */
export function zendeskWebhookRoutes(deps: ZendeskWebhookDeps): Hono<HttpEnv> {
  const { db, box, clock, queue, registry } = deps;
  const limit = bodyLimit({
    maxSize: largestBodyBytes,
    onError: (c) => {
      c.header("connection", "close"); // the rest of the body is not read
      return problem(c, "body_too_large");
    },
  });

  return new Hono<HttpEnv>().post("/:integrationKey/events", description, limit, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const signature = c.req.header("x-zendesk-webhook-signature");
    const timestamp = c.req.header("x-zendesk-webhook-signature-timestamp");
    const integration = registry.byKey(c.req.param("integrationKey"));
    if (integration === undefined) return problem(c, "integration_unknown");
    if (signature === undefined || timestamp === undefined) return problem(c, "signature_missing");
    const sealed = (await indexOf(db, integration.id))?.webhookSecret ?? null;
    if (sealed === null) return problem(c, "signature_wrong");
    const secret = box.open(sealed, secretContext("contact_index.webhook_secret", integration.id));
    const now = clock.now();
    const signed = checkSignature({ body, signature, timestamp }, secret, now);
    if (signed !== "signed") return problem(c, signed === "old" ? "signature_old" : "signature_wrong");

    const event = parseJson(new TextDecoder().decode(body));
    if (event === undefined) return problem(c, "body_not_json");
    const news = newsIn(event);
    if (news === null) return problem(c, "event_unreadable");
    await db.transaction(async (tx) => {
      await keepNews(tx, integration.id, news, new Date(now));
      const startAfter = new Date(now + readAfterMs);
      await queue.add(
        "read-contact-news",
        { integrationId: integration.id },
        { key: integration.id, startAfter },
        tx,
      );
    });
    return c.body(null, 202);
  });
}
