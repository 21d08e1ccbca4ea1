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
  input_wrong: "The request has not the form that is needed.",
  session_missing: "The request carries no session.",
  session_wrong: "The session is none of ours.",
  session_over: "The session is over.",
  integration_disabled: "The integration is switched off.",
  not_connected: "Zendesk cannot be asked who you are.",
  call_unknown: "There is no such call.",
  not_bound: "No extension is bound to you.",
  number_wrong: "That is no number that can be dialled.",
  dial_not_permitted: "Your extension may not call that number.",
  dial_too_soon: "You dialled a moment ago.",
  dial_refused: "The PBX did not take the order to dial.",
  phone_not_registered: "Your phone is not registered with the PBX.",
  call_over: "That call is over.",
  not_your_call: "That call is not on your extension.",
  control_not_possible: "That cannot be done with the call now.",
  control_not_offered: "This PBX does not offer that.",
  pbx_unreachable: "The PBX does not answer.",
  recording_not_ready: "The recording is not ready yet.",
  recording_gone: "The PBX does not have that recording.",
  link_over: "The link to the recording is not valid any more.",
  calls_of_whom: "The request does not say whose calls are asked for.",
  cursor_wrong: "The list cannot be gone on with from there.",
  note_changed: "Somebody else has changed the note.",
  disposition_unknown: "That disposition is not offered.",
  ticket_unknown: "Zendesk has no such ticket.",
  person_unknown: "Zendesk has no such user.",
  call_internal: "A call between extensions has no contact and no ticket.",
  number_malformed: "That is no telephone number.",
  number_taken: "Somebody in Zendesk has this number already.",
  zendesk_unreachable: "Zendesk does not answer.",
  zendesk_refused: "Zendesk refused the request.",
  origin_foreign: "The request does not come from a page of this service.",
  admin_needed: "Only an administrator of Zendesk may do that.",
  operator_needed: "Only the operator of the service may do that.",
  name_taken: "Another integration has this name.",
  internal: "Something went wrong on our side.",
} as const;

export const ErrorCode = z.enum(
  Object.keys(errorCodes) as [keyof typeof errorCodes, ...(keyof typeof errorCodes)[]],
);
export type ErrorCode = keyof typeof errorCodes;

/** Every answer that is no success. */
export const Problem = z.object({ code: ErrorCode, message: z.string(), requestId: z.string() });
export type Problem = z.infer<typeof Problem>;
