import { errorCodes, type ErrorCode } from "@deskline/shared/errors";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export type HttpEnv = { Variables: { requestId: string } };

const statuses: Record<ErrorCode, ContentfulStatusCode> = {
  not_found: 404,
  integration_unknown: 404,
  signature_missing: 401,
  signature_wrong: 401,
  body_too_large: 413,
  body_not_json: 400,
  event_unreadable: 422,
  not_stored: 503,
  call_unknown: 404,
  internal: 500,
};

/** The one form of an answer that is no success. */
export function problem<E extends HttpEnv>(c: Context<E>, code: ErrorCode) {
  return c.json({ code, message: errorCodes[code], requestId: c.get("requestId") }, statuses[code]);
}
