import type { ErrorCode } from "@deskline/shared/errors";
import { Problem } from "@deskline/shared/errors";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { describeRoute, resolver } from "hono-openapi";
import { receiveFrame, type FrameDeps } from "./receive-frame.ts";
import { problem, type HttpEnv } from "../http/problem.ts";
import type { Registry } from "../integrations/registry.ts";

export type PbxRoutesDeps = FrameDeps & { registry: Registry };

const largestBodyBytes = 256 * 1024;

const problemAnswer = (description: string) => ({
  description,
  content: { "application/json": { schema: resolver(Problem) } },
});

const description = describeRoute({
  summary: "Webhook of a PBX",
  description:
    "Takes one event. `X-Signature` is the Base64 HMAC-SHA256 of the raw body, keyed with the integration's webhook secret. 202 means that the event is stored for good.",
  responses: {
    200: { description: "The PBX's test message arrived." },
    202: { description: "The event is stored." },
    400: problemAnswer("The body is not JSON."),
    401: problemAnswer("The signature is missing or wrong."),
    404: problemAnswer("There is no such integration."),
    413: problemAnswer("The body is larger than 256 KiB."),
    422: problemAnswer("The body is JSON, but no event."),
    503: problemAnswer("The event could not be stored; it has to be sent again."),
  },
});

/** `POST /pbx/{integrationKey}/events` */
export function pbxRoutes(deps: PbxRoutesDeps): Hono<HttpEnv> {
  const refuse = (code: ErrorCode) => {
    deps.metrics.pbxRefusals.inc({ code });
    return code;
  };
  const limit = bodyLimit({
    maxSize: largestBodyBytes,
    onError: (c) => {
      c.header("connection", "close"); // the rest of the body is not read
      return problem(c, refuse("body_too_large"));
    },
  });

  return new Hono<HttpEnv>().post("/:integrationKey/events", description, limit, async (c) => {
    const raw = new Uint8Array(await c.req.arrayBuffer());
    const signature = c.req.header("x-signature");
    const integration = deps.registry.byKey(c.req.param("integrationKey"));
    // The same work is done for a key that does not exist, so that time does not tell.
    const vendor = deps.vendorOf(integration?.pbx.vendor ?? "yeastar");
    const signed = vendor.isSignedBy(
      raw,
      signature ?? "",
      integration?.webhookSecrets ?? ["no such integration"],
    );
    if (integration === undefined) return problem(c, refuse("integration_unknown"));
    if (signature === undefined) return problem(c, refuse("signature_missing"));
    if (!signed) return problem(c, refuse("signature_wrong"));

    try {
      const result = await receiveFrame(deps, integration, new TextDecoder().decode(raw), "webhook");
      if (result === "not_json") return problem(c, refuse("body_not_json"));
      if (result === "no_event") return problem(c, refuse("event_unreadable"));
      return result === "test" ? c.json({ received: "test" }, 200) : c.body(null, 202);
    } catch (error) {
      deps.log.error(
        { err: error, integrationId: integration.id, requestId: c.get("requestId") },
        "event not stored",
      );
      return problem(c, refuse("not_stored"));
    }
  });
}
