import { z } from "zod";
import { Direction, Outcome } from "./calls.ts";

/**
 * Which calls become tickets and what those say, below `/api/admin/integrations/{id}/tickets`. Instants are epoch ms.
 * Templates are texts with `{{variables}}`; docs/admin/tickets.md describes them.
 */

const longestTemplate = 10_000;
const Template = z.string().max(longestTemplate);
const number = z.string().trim().min(1).max(40);
const id = z.number().int().positive();

/** What can stand between braces. `journal` holds all lines of the usual journal, and is for journals only. */
export const templateVariables = [
  "direction",
  "result",
  "outcome",
  "number",
  "number_e164",
  "contact",
  "from",
  "to",
  "dialled",
  "did",
  "did_name",
  "trunk",
  "group",
  "group_number",
  "extension",
  "extension_number",
  "extension_name",
  "agent",
  "rang",
  "answered_by",
  "transfers",
  "date",
  "time",
  "start",
  "end",
  "ring_time",
  "hold_time",
  "talk_time",
  "ring_seconds",
  "talk_seconds",
  "business_hours",
  "disposition",
  "note",
  "recording",
  "call_id",
  "journal",
] as const;
export const TemplateVariable = z.enum(templateVariables);
export type TemplateVariable = z.infer<typeof TemplateVariable>;

/** What a value can be passed through: `{{number | or "withheld"}}`. */
export const templateFilters = ["upper", "lower", "or"] as const;
export const TemplateFilter = z.enum(templateFilters);
export type TemplateFilter = z.infer<typeof TemplateFilter>;

/** Where a template stands. Only `journal` may have several lines, and the variable `journal`. */
export const TemplatePlace = z.enum(["subject", "journal", "tag", "field"]);
export type TemplatePlace = z.infer<typeof TemplatePlace>;

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
  groupId: id.nullable(),
  brandId: id.nullable(),
  formId: id.nullable(),
  customFields: z.array(z.object({ id, value: Template.max(2000) })).max(50),
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
  dids: z.array(number).optional(),
  trunks: z.array(z.string().max(200)).optional(),
  /** Queues and ring groups. */
  groups: z.array(number).optional(),
  /** Extensions that rang, answered, dialled or were called. */
  extensions: z.array(number).optional(),
  /** Groups of Zendesk, whose agents have such an extension. */
  agentGroups: z.array(id).optional(),
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

/** How a call is recorded on its ticket beside the subject. `auto` takes the Calls API where the account has it. */
export const CallRecordWay = z.enum(["auto", "calls_api", "voice_comment", "note"]);
export type CallRecordWay = z.infer<typeof CallRecordWay>;

const RecordingSettings = z.object({
  /** Whether the file itself comes with the journal, besides the link. */
  attach: z.boolean(),
  /** Days after a call until its recordings are played no more; null: as long as the PBX keeps them. */
  keepDays: z.number().int().min(1).max(36_500).nullable(),
});

const TicketSubjects = z.object({
  beforeInbound: Template.max(1000),
  beforeOutbound: Template.max(1000),
  inboundAnswered: Template.max(1000),
  inboundUnanswered: Template.max(1000),
  outboundAnswered: Template.max(1000),
  outboundUnanswered: Template.max(1000),
});
type TicketSubjects = z.infer<typeof TicketSubjects>;

export const TicketSettings = z.object({
  /** Off: calls become no tickets by themselves; those that are dialled from a ticket or linked to one stand there. */
  enabled: z.boolean(),
  moment: z.enum(["before", "after"]),
  before: z.object({ inbound: z.boolean(), outbound: z.boolean() }),
  after: z.object({
    inboundAnswered: z.boolean(),
    inboundUnanswered: z.boolean(),
    outboundAnswered: z.boolean(),
    outboundUnanswered: z.boolean(),
  }),
  subjects: TicketSubjects,
  look: TicketLook,
  /** The first that holds decides; where none does, the choices above. */
  rules: z.array(TicketRule).max(100),
  hours: BusinessHours,
  vipTag: z.string().trim().max(100),
  /** Repeated missed calls of one number stand on one ticket, as long as that is open and so young. */
  missed: z.object({
    collapse: z.boolean(),
    withinHours: z.number().min(1).max(8760),
    solveOnCallBack: z.boolean(),
  }),
  /** Calls with these are not brought to Zendesk, whatever the rules say. */
  neverLog: z.object({ numbers: z.array(number).max(1000), extensions: z.array(number).max(1000) }),
  record: CallRecordWay,
  recordings: RecordingSettings,
});
export type TicketSettings = z.infer<typeof TicketSettings>;

/** What the PBX vendor's own integration writes, byte for byte. */
const defaultSubjects: TicketSubjects = {
  beforeInbound: "Inbound - from <{{number}}> to <{{dialled}}>",
  beforeOutbound: "Outbound - from {{extension}} to <{{number}}>",
  inboundAnswered: "Inbound {{result}}- from <{{number}}> to {{extension}}",
  inboundUnanswered: "Inbound {{result}}- from <{{number}}> to {{extension}}",
  outboundAnswered: "Outbound {{result}}- from {{extension}} to <{{number}}>",
  outboundUnanswered: "Outbound {{result}}- from {{extension}} to <{{number}}>",
};

const office = [{ from: "09:00", to: "17:00" }];

/** A new integration: every call becomes a ticket after it. */
export const defaultTicketSettings: TicketSettings = {
  enabled: true,
  moment: "after",
  before: { inbound: true, outbound: true },
  after: {
    inboundAnswered: true,
    inboundUnanswered: true,
    outboundAnswered: true,
    outboundUnanswered: true,
  },
  subjects: defaultSubjects,
  look: {
    journal: null,
    tags: [],
    priority: null,
    type: null,
    groupId: null,
    brandId: null,
    formId: null,
    customFields: [],
    assignee: "nobody",
    public: false,
  },
  rules: [],
  hours: { timeZone: null, week: [office, office, office, office, office, [], []], holidays: [] },
  vipTag: "vip",
  missed: { collapse: false, withinHours: 24, solveOnCallBack: false },
  neverLog: { numbers: [], extensions: [] },
  record: "auto",
  recordings: { attach: false, keepDays: null },
};

const Named = z.object({ id: z.number(), name: z.string() });

/** What Zendesk offers for the fields of a ticket, as it was last read. */
export const TicketChoices = z.object({
  groups: z.array(Named.extend({ agentIds: z.array(z.number()) })),
  brands: z.array(Named),
  forms: z.array(Named),
  /** Fields that an administrator of Zendesk has added. `options` of drop-downs: their values. */
  customFields: z.array(
    Named.extend({ type: z.string(), options: z.array(z.object({ name: z.string(), value: z.string() })) }),
  ),
});
export type TicketChoices = z.infer<typeof TicketChoices>;

/** A field without which tickets are made, because Zendesk refused it. */
export const RefusedField = z.object({
  field: z.enum([
    "assignee",
    "group",
    "brand",
    "form",
    "priority",
    "type",
    "tags",
    "custom_fields",
    "status",
    "voice_comment",
    "attachment",
  ]),
  /** In Zendesk's words. */
  detail: z.string(),
  count: z.number(),
  at: z.number(),
});
export type RefusedField = z.infer<typeof RefusedField>;

/** What the last calls came by, for rules to ask for; the one seen last first. */
export const KnownLines = z.object({
  dids: z.array(z.object({ value: z.string(), name: z.string() })),
  trunks: z.array(z.object({ value: z.string(), name: z.string() })),
  groups: z.array(z.object({ value: z.string(), name: z.string() })),
});
export type KnownLines = z.infer<typeof KnownLines>;

/** `GET …/tickets`, and the answer to `PUT …/tickets` and `POST …/tickets/choices`. */
export const TicketPage = z.object({
  /** Grows with each change. */
  version: z.number(),
  settings: TicketSettings,
  /** Null until read: `POST …/tickets/choices` reads them. */
  choices: TicketChoices.nullable(),
  choicesReadAt: z.number().nullable(),
  /** Why they could not be read the last time; null when they could. */
  choicesTrouble: z.string().nullable(),
  /** Whether the account has Talk Partner Edition and so keeps call records; null when that could not be told yet. */
  callRecords: z.boolean().nullable(),
  /** How calls are recorded now, `auto` resolved. */
  recordsBy: CallRecordWay.exclude(["auto"]),
  known: KnownLines,
  /** Since the settings were saved last, of the last seven days. */
  refused: z.array(RefusedField),
});
export type TicketPage = z.infer<typeof TicketPage>;

/** `PUT …/tickets`: all of it. Refused when `version` is not the present one, or a template is wrong. */
export const TicketSettingsInput = z.object({ version: z.number(), settings: TicketSettings });
export type TicketSettingsInput = z.infer<typeof TicketSettingsInput>;

export const TemplateError = z.object({
  kind: z.enum([
    "variable_unknown",
    "filter_unknown",
    "filter_wrong",
    "not_closed",
    "not_opened",
    "if_not_closed",
    "else_without_if",
    "end_without_if",
    "journal_elsewhere",
    "empty",
  ]),
  /** Where it begins and how long it is, in UTF-16 units as editors count. */
  at: z.number(),
  length: z.number(),
  /** The name that is wrong, where one is. */
  name: z.string().nullable(),
  /** A variable or filter that was perhaps meant. */
  suggestion: z.string().nullable(),
});
export type TemplateError = z.infer<typeof TemplateError>;

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
      /** Made while it rang, or at its end. */
      moment: z.enum(["before", "after"]),
      subject: z.string(),
      /** Text of the first comment. */
      journal: z.string(),
      tags: z.array(z.string()),
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
    z.object({ kind: z.literal("append"), withinHours: z.number(), subject: z.string() }),
    z.object({ kind: z.literal("nothing"), reason: LeaveReason }),
    /** Nobody is known to whom the ticket would belong. */
    z.object({ kind: z.literal("no_contact") }),
  ]),
});
export type PreviewedCall = z.infer<typeof PreviewedCall>;
export const Preview = z.object({ calls: z.array(PreviewedCall) });
export type Preview = z.infer<typeof Preview>;
