import { z } from "zod";

/** Every code an answer can carry, with the sentence that goes with it. `docs/admin/errors.md` has the cure of each. */
export const errorCodes = {
  not_found: "There is nothing at this address.",
  integration_unknown: "There is no such integration.",
  signature_missing: "The request carries no signature.",
  signature_wrong: "The signature does not fit the body.",
  body_too_large: "The body is larger than 256 KiB.",
  body_not_json: "The body is not JSON.",
  event_unreadable: "The body is JSON, but no event.",
  not_stored: "The event could not be stored. Send it again.",
  call_unknown: "There is no such call.",
  internal: "Something went wrong on our side.",
} as const;

export const ErrorCode = z.enum(
  Object.keys(errorCodes) as [keyof typeof errorCodes, ...(keyof typeof errorCodes)[]],
);
export type ErrorCode = keyof typeof errorCodes;

/** Every answer that is no success. */
export const Problem = z.object({ code: ErrorCode, message: z.string(), requestId: z.string() });
export type Problem = z.infer<typeof Problem>;
