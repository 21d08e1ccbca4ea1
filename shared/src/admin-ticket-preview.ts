import { z } from "zod";
import { Direction, Outcome } from "./calls.ts";
import { Template, TemplateError, TemplatePlace } from "./admin-ticket-templates.ts";
import { TicketPriority, TicketType } from "./admin-ticket-rules.ts";
import { Named, TicketSettings, TicketSubjects } from "./admin-tickets.ts";

/** What settings that are not saved would make of calls, before anybody saves them. */

/** Of which kind the sample call is, as the subjects are. */
export const SampleCall = TicketSubjects.keyof();
export type SampleCall = z.infer<typeof SampleCall>;

/** `POST …/tickets/templates`: what is wrong with templates, and what they make of a sample call. */
export const TemplatesInput = z.object({
  templates: z
    .array(
      z.object({
        place: TemplatePlace,
        text: Template,
        /** An inbound call that was answered, unless told. */
        call: SampleCall.optional(),
      }),
    )
    .max(50),
});

export const TemplatesChecked = z.object({
  /** In the order in which they were given. `sample` is null where something is wrong. */
  templates: z.array(z.object({ errors: z.array(TemplateError), sample: z.string().nullable() })),
});
export type TemplatesChecked = z.infer<typeof TemplatesChecked>;

/** Why a call is left without a ticket. */
export const LeaveReason = z.enum([
  "internal",
  "no_bound_extension",
  "refused",
  "never_log",
  "tickets_off",
  "kind_off",
  "rule_record_only",
  "rule_ignore",
]);
export type LeaveReason = z.infer<typeof LeaveReason>;

/** `POST …/tickets/preview`: what settings would make of the newest calls. Nothing is saved. */
export const PreviewInput = z.object({
  settings: TicketSettings,
  limit: z.number().int().min(1).max(50).default(10),
});

export const PreviewedCall = z.object({
  id: z.uuid(),
  startedAt: z.number(),
  direction: Direction,
  outcome: Outcome.nullable(),
  number: z.string().nullable(),
  /** The ticket that it stands in now. */
  ticketId: z.number().nullable(),
  /** The rule that decides; null when the choices do. */
  rule: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  becomes: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("ticket"),
      /** Of the ticket as it is made while the call rings; null where it is made at the end. */
      ringSubject: z.string().nullable(),
      /** At the end of the call. */
      subject: z.string(),
      /** Text of the comment. */
      journal: z.string(),
      tags: z.array(z.string()),
      customFields: z.array(z.object({ id: z.number(), value: z.string() })),
      priority: TicketPriority.nullable(),
      type: TicketType.nullable(),
      groupId: z.number().nullable(),
      brandId: z.number().nullable(),
      formId: z.number().nullable(),
      assignee: Named.nullable(),
      public: z.boolean(),
    }),
    /** Of the same number: a missed call before, whose ticket it joins or solves. */
    z.object({ kind: z.literal("missed_ticket"), of: z.uuid(), solves: z.boolean() }),
    /** Onto the newest open ticket, if there is one then; else a ticket with this subject. */
    z.object({
      kind: z.literal("append"),
      withinHours: z.number(),
      subject: z.string(),
      journal: z.string(),
      /** That are added. */
      tags: z.array(z.string()),
      public: z.boolean(),
    }),
    /** A comment on the ticket that it was dialled from, or linked to, whatever the settings say. */
    z.object({ kind: z.literal("on_ticket"), ticketId: z.number() }),
    z.object({ kind: z.literal("nothing"), reason: LeaveReason }),
    /** Nobody is known to whom the ticket would belong. */
    z.object({ kind: z.literal("no_contact") }),
  ]),
});
export type PreviewedCall = z.infer<typeof PreviewedCall>;

export const Preview = z.object({
  calls: z.array(PreviewedCall),
  /** A rule asks for VIPs, and Zendesk could not be asked who is one: nobody counts as one. */
  vipsUnknown: z.boolean(),
});
export type Preview = z.infer<typeof Preview>;
