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
  input_wrong: 400,
  session_missing: 401,
  session_wrong: 401,
  session_over: 401,
  integration_disabled: 403,
  not_connected: 403,
  call_unknown: 404,
  not_bound: 409,
  number_wrong: 422,
  dial_not_permitted: 403,
  dial_too_soon: 429,
  dial_refused: 409,
  phone_not_registered: 409,
  call_over: 409,
  not_your_call: 403,
  control_not_possible: 409,
  control_not_offered: 409,
  pbx_unreachable: 503,
  recording_not_ready: 409,
  recording_gone: 404,
  link_over: 410,
  calls_of_whom: 400,
  cursor_wrong: 400,
  note_changed: 409,
  disposition_unknown: 422,
  ticket_unknown: 404,
  person_unknown: 404,
  call_internal: 409,
  number_malformed: 422,
  number_taken: 409,
  zendesk_unreachable: 503,
  zendesk_refused: 502,
  origin_foreign: 403,
  admin_needed: 403,
  operator_needed: 403,
  name_taken: 409,
  internal: 500,
};

export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return statuses[code];
}

/** The one form of an answer that is no success. */
export function problem<E extends HttpEnv>(c: Context<E>, code: ErrorCode) {
  return c.json({ code, message: errorCodes[code], requestId: c.get("requestId") }, statuses[code]);
}
