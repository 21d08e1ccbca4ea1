import { z } from "zod";
import { Template } from "./admin-ticket-templates.ts";
import { BusinessHours, TicketLook, NumberText, TicketRule } from "./admin-ticket-rules.ts";

/** What the console and the service say of tickets, below `/api/admin/integrations/{id}/tickets`: all settings of an integration, and what Zendesk offers for them. */

/** How a call is recorded on its ticket beside the subject. `auto` takes the Calls API where the account has it. */
export const CallRecordWay = z.enum(["auto", "calls_api", "voice_comment", "note"]);
export type CallRecordWay = z.infer<typeof CallRecordWay>;

const RecordingSettings = z.object({
  /** Whether the file itself comes with the journal, besides the link. */
  attach: z.boolean(),
  /** Days after a call until its recordings are played no more; null: as long as the PBX keeps them. */
  keepDays: z.number().int().min(1).max(36_500).nullable(),
});

export const TicketSubjects = z.object({
  beforeInbound: Template.max(1000),
  beforeOutbound: Template.max(1000),
  inboundAnswered: Template.max(1000),
  inboundUnanswered: Template.max(1000),
  outboundAnswered: Template.max(1000),
  outboundUnanswered: Template.max(1000),
});
export type TicketSubjects = z.infer<typeof TicketSubjects>;

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
  neverLog: z.object({ numbers: z.array(NumberText).max(1000), extensions: z.array(NumberText).max(1000) }),
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

export const Named = z.object({ id: z.number(), name: z.string() });

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
  /** What of the kept settings cannot be read: it is shown as something else, and calls wait. Null where all can. */
  unreadable: z.string().nullable(),
  /** Null until read: `POST …/tickets/choices` reads them. */
  choices: TicketChoices.nullable(),
  choicesReadAt: z.number().nullable(),
  /** Why they could not be read the last time; null when they could. */
  choicesTrouble: z.string().nullable(),
  /** Whether the account has Talk Partner Edition and so keeps call records; null when that could not be told yet. */
  callRecords: z.boolean().nullable(),
  /** Whether the app is installed: Zendesk keeps call records for an app only. */
  hasApp: z.boolean(),
  /** How calls are recorded now, `auto` resolved, and without the app not by its records. */
  recordsBy: CallRecordWay.exclude(["auto"]),
  known: KnownLines,
  /** Since the settings were saved last, of the last seven days. */
  refused: z.array(RefusedField),
});
export type TicketPage = z.infer<typeof TicketPage>;
