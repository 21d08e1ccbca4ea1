import { z } from "zod";
import { iso, type Account } from "../account.ts";

const seconds = z.number().int().nullish();
const id = z.number().int().nullish();
const text = z.string().nullish();
const instant = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)), "must be ISO 8601")
  .transform((value) => iso(Date.parse(value)));

/** What `POST /api/v2/calls` takes: recorded fields and the newer ones of the specification. */
export const callSchema = z.object({
  app_id: z.number().int(),
  from_line: z.string(),
  to_line: z.string(),
  call_started_at: instant,
  direction: z.enum(["inbound", "outbound"]),
  external_id: text,
  agent_id: id,
  end_user_id: id,
  ticket_id: id,
  organization_id: id,
  brand_id: id,
  from_line_nickname: text,
  to_line_nickname: text,
  call_ended_at: instant.nullish(),
  duration: seconds,
  dnis: text,
  phone_name: text,
  call_type: z.enum(["phone", "digital"]).nullish(),
  end_user_location: text,
  callback: z.boolean().nullish(),
  callback_source: text,
  callback_number: text,
  wait_time: seconds,
  time_to_answer: seconds,
  queue_time: seconds,
  exceeded_queue_time: z.boolean().nullish(),
  queue_name: text,
  ivr_time_spent: seconds,
  talk_time: seconds,
  hold_time: seconds,
  consultation_time: seconds,
  wrap_up_time: seconds,
  completion_status: text,
  customer_requested_voicemail: z.boolean().nullish(),
  voicemail: z.boolean().nullish(),
  outside_business_hours: z.boolean().nullish(),
  overflowed: z.boolean().nullish(),
  overflowed_to: text,
  call_disposition: text,
  recording_url: text,
  recording_time: seconds,
  not_recording_time: seconds,
  call_recording_consent_action: text,
  transcript: text,
  extension: text,
  disconnection_reason: text,
  number_of_holds: seconds,
  longest_hold_time: seconds,
  recorded: z.boolean().nullish(),
  summary: text,
  short_summary: text,
  voicemail_requested_at: instant.nullish(),
  call_connected_at: instant.nullish(),
});

/** The record as stored: every field present, unset ones null. */
export function callFields(
  account: Account,
  input: z.infer<typeof callSchema>,
): Record<string, unknown> & { id: number } {
  const blank = Object.fromEntries(Object.keys(callSchema.shape).map((key) => [key, null]));
  const now = iso(account.now());
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return {
    id: account.nextId(),
    account_id: account.id,
    ...blank,
    ...given,
    created_at: now,
    updated_at: now,
  };
}
