import { z } from "zod";

const id = z.number().int();
const customFields = z.array(z.object({ id, value: z.unknown() }));

export const commentSchema = z.object({
  body: z.string().optional(),
  html_body: z.string().optional(),
  public: z.boolean().optional(),
  author_id: id.optional(),
  uploads: z.union([z.string().transform((token) => [token]), z.array(z.string())]).optional(),
});
export type CommentInput = z.infer<typeof commentSchema>;

export const voiceCommentSchema = z.object({
  from: z.string(),
  to: z.string(),
  recording_url: z.string().nullish(),
  started_at: z.string(),
  call_duration: z.number().int(),
  answered_by_id: id.nullish(),
  transcription_text: z.string().nullish(),
  location: z.string().nullish(),
  public: z.boolean().optional(),
});
export type VoiceCommentInput = z.infer<typeof voiceCommentSchema>;

const shared = {
  subject: z.string().optional(),
  raw_subject: z.string().optional(),
  comment: z.unknown().optional(),
  voice_comment: z.unknown().optional(),
  requester_id: id.optional(),
  assignee_id: id.nullish(),
  assignee_email: z.string().optional(),
  group_id: id.nullish(),
  brand_id: id.optional(),
  type: z.enum(["problem", "incident", "question", "task"]).nullish(),
  priority: z.enum(["urgent", "high", "normal", "low"]).nullish(),
  status: z.enum(["new", "open", "pending", "hold", "solved", "closed"]).optional(),
  custom_status_id: id.optional(),
  tags: z.array(z.string()).optional(),
  additional_tags: z.array(z.string()).optional(),
  remove_tags: z.array(z.string()).optional(),
  custom_fields: customFields.optional(),
  fields: customFields.optional(),
  external_id: z.string().nullish(),
  due_at: z.string().nullish(),
  ticket_form_id: id.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
};

export const newTicketSchema = z.object({
  ...shared,
  description: z.string().optional(),
  requester: z.unknown().optional(),
  submitter_id: id.optional(),
  via_id: z.union([z.literal(44), z.literal(45), z.literal(46)]).optional(),
  via: z.object({ channel: z.string() }).optional(),
  via_followup_source_id: id.optional(),
});
export type NewTicketInput = z.infer<typeof newTicketSchema>;

export const ticketUpdateSchema = z.object({
  ...shared,
  safe_update: z.union([z.boolean(), z.literal("true").transform(() => true)]).optional(),
  updated_stamp: z.string().optional(),
});
export type TicketUpdateInput = z.infer<typeof ticketUpdateSchema>;

export const requesterSchema = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  locale_id: id.optional(),
});

/** Writable in Zendesk, without effect here. */
export const unsimulatedTicketFields = [
  "organization_id",
  "problem_id",
  "collaborators",
  "collaborator_ids",
  "email_ccs",
  "followers",
  "recipient",
  "macro_ids",
  "tpe_voice_comment",
  "attribute_value_ids",
  "sharing_agreement_ids",
];
