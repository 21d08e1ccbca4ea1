import { z } from "zod";
import { Direction, Outcome } from "./calls.ts";
import { Template } from "./admin-ticket-templates.ts";

/** What a ticket looks like, which calls a rule is about, and what it does with them. */

/** A number of the PBX, or what somebody typed for one. */
export const NumberText = z.string().trim().min(1).max(40);

const ZendeskId = z.number().int().positive();

export const TicketPriority = z.enum(["low", "normal", "high", "urgent"]);
export type TicketPriority = z.infer<typeof TicketPriority>;

export const TicketType = z.enum(["question", "incident", "problem", "task"]);
export type TicketType = z.infer<typeof TicketType>;

/** Nobody, the agent who answered (outbound: who dialled), or the one whose phone rang last. */
const TicketAssignee = z.enum(["nobody", "answered_by", "rang_last"]);

/** The fields of a ticket beside its subject. Null leaves a field to Zendesk. */
export const TicketLook = z.object({
  /** Null: all lines of the usual journal. */
  journal: Template.nullable(),
  tags: z.array(Template.max(200)).max(20),
  priority: TicketPriority.nullable(),
  type: TicketType.nullable(),
  groupId: ZendeskId.nullable(),
  brandId: ZendeskId.nullable(),
  formId: ZendeskId.nullable(),
  customFields: z.array(z.object({ id: ZendeskId, value: Template.max(2000) })).max(50),
  assignee: TicketAssignee,
  /** Whether the requester sees the journal, and is mailed about it. */
  public: z.boolean(),
});
export type TicketLook = z.infer<typeof TicketLook>;

/** What a rule changes of the usual look; what is left out stays usual. `subject` is for every moment. */
export const RuleLook = TicketLook.partial().extend({ subject: Template.max(1000).optional() });
export type RuleLook = z.infer<typeof RuleLook>;

const Span = z.object({ min: z.number().min(0).nullable(), max: z.number().min(0).nullable() });

/** All that are given must hold; of a list one value is enough. */
export const RuleConditions = z.object({
  directions: z.array(Direction.exclude(["internal"])).optional(),
  outcomes: z.array(Outcome).optional(),
  /** Numbers that were dialled, as the PBX tells them. */
  dids: z.array(NumberText).optional(),
  trunks: z.array(z.string().max(200)).optional(),
  /** Queues and ring groups. */
  groups: z.array(NumberText).optional(),
  /** Extensions that rang, answered, dialled or were called. */
  extensions: z.array(NumberText).optional(),
  /** Groups of Zendesk, whose agents have such an extension. */
  agentGroups: z.array(ZendeskId).optional(),
  hours: z.enum(["inside", "outside"]).optional(),
  /** `vip`: known, with the tag that says so. */
  contacts: z.array(z.enum(["known", "unknown", "vip"])).optional(),
  ringSeconds: Span.optional(),
  talkSeconds: Span.optional(),
});
export type RuleConditions = z.infer<typeof RuleConditions>;

export const RuleAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("create"), ticket: RuleLook }),
  /** Onto the caller's newest open ticket that changed within so many hours; where there is none, `create`. */
  z.object({
    kind: z.literal("append"),
    withinHours: z.number().min(0.25).max(8760),
    ticket: RuleLook,
  }),
  /** No ticket; where Zendesk keeps call records, it gets one. */
  z.object({ kind: z.literal("record_only") }),
  /** Nothing goes to Zendesk. */
  z.object({ kind: z.literal("ignore") }),
]);
export type RuleAction = z.infer<typeof RuleAction>;

export const TicketRule = z.object({
  id: z.uuid(),
  name: z.string().trim().max(200),
  enabled: z.boolean(),
  when: RuleConditions,
  action: RuleAction,
});
export type TicketRule = z.infer<typeof TicketRule>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

const OpenSpan = z.object({ from: clock, to: clock });

export const BusinessHours = z.object({
  /** Null: that of the PBX. */
  timeZone: z.string().max(100).nullable(),
  /** Monday first; no span means closed. A span whose end is not after its begin runs over midnight. */
  week: z.array(z.array(OpenSpan).max(10)).length(7),
  /** Days that are closed all day, such as `2026-12-25`. */
  holidays: z.array(z.iso.date()).max(500),
});
export type BusinessHours = z.infer<typeof BusinessHours>;
