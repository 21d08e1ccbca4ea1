import { z } from "zod";

/** What the console and the service say of contacts, below `/api/admin/integrations/{id}/contacts`. */

const Requester = z.object({ id: z.number(), name: z.string() });
export type Requester = z.infer<typeof Requester>;

/** Who of several with the same number it is taken to be. */
export const SeveralPolicy = z.enum(["last_call", "last_updated", "nobody"]);
export type SeveralPolicy = z.infer<typeof SeveralPolicy>;

export const fewestLastDigits = 7;
export const mostLastDigits = 15;

export const ContactSettings = z.object({
  /** In so many last digits two numbers must agree, or in all that the shorter one has. */
  lastDigits: z.number().int().min(fewestLastDigits).max(mostLastDigits),
  several: SeveralPolicy,
  /** Keys of the user fields that hold numbers. */
  numberFields: z.array(z.string().trim().min(1).max(100)).max(20),
  /** Whether unknown callers become contacts, and unknown numbers that are dialled. */
  createInbound: z.boolean(),
  createOutbound: z.boolean(),
  /** `{{number}}` stands for the number. */
  nameTemplate: z.string().trim().min(1).max(200),
  tags: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[^\s,"']+$/)
        .max(100),
    )
    .max(30),
  /** A call whose number is withheld: a ticket of the fallback requester, or none. */
  withheld: z.enum(["fallback", "no_ticket"]),
  /** Without one there is no ticket. */
  fallbackRequester: Requester.nullable(),
});
export type ContactSettings = z.infer<typeof ContactSettings>;

export const defaultContactSettings: ContactSettings = {
  lastDigits: 9,
  several: "nobody",
  numberFields: [],
  createInbound: false,
  createOutbound: false,
  nameTemplate: "Automatic New Contact {{number}}",
  tags: [],
  withheld: "fallback",
  fallbackRequester: null,
};

/** How far the contacts are known. Instants are epoch ms. */
export const ContactIndexState = z.object({
  /** `none`: not connected yet. `filling`: callers are searched for as well. */
  state: z.enum(["none", "filling", "filled"]),
  /** People with numbers, and their numbers. */
  people: z.number(),
  numbers: z.number(),
  /** The pass that reads everybody, while it runs: of how many, and the time it still takes, where that can be told. */
  reading: z
    .object({ read: z.number(), total: z.number().nullable(), msLeft: z.number().nullable() })
    .nullable(),
  /** When changes were read last. */
  readAt: z.number().nullable(),
  trouble: z.string().nullable(),
  /** `on`: Zendesk tells of changes at once. `unreachable`: it cannot reach us, changes are read every few minutes. */
  webhook: z.enum(["on", "unreachable", "failed", "none"]),
  webhookTrouble: z.string().nullable(),
});
export type ContactIndexState = z.infer<typeof ContactIndexState>;

/** `GET …/contacts`, and the answer to `PATCH …/contacts/settings`, `POST …/contacts/read` and `POST …/contacts/refill`. */
export const Contacts = z.object({ index: ContactIndexState, settings: ContactSettings });
export type Contacts = z.infer<typeof Contacts>;

/** `PATCH …/contacts/settings`; what is left out stays. */
export const ContactSettingsInput = ContactSettings.omit({ fallbackRequester: true })
  .extend({ fallbackRequesterId: z.number().int().positive().nullable() })
  .partial();
export type ContactSettingsInput = z.infer<typeof ContactSettingsInput>;

/** `GET …/contacts/number-fields`: user fields that can hold a number. */
export const NumberFields = z.object({ fields: z.array(z.object({ key: z.string(), title: z.string() })) });
export type NumberFields = z.infer<typeof NumberFields>;

/** `GET …/contacts/people?text=`: by name or number, to choose a requester from. */
export const PeopleQuery = z.object({ text: z.string().max(200) });
export const ContactPeople = z.object({
  people: z.array(z.object({ userId: z.number(), name: z.string(), numbers: z.array(z.string()) })),
});
export type ContactPeople = z.infer<typeof ContactPeople>;

/** `GET …/contacts/remembered?after=`: whom agents said numbers belong to, in the order of the numbers; from `next` on there are more. */
export const RememberedQuery = z.object({ after: z.string().max(100).default("") });
export const RememberedNumber = z.object({
  /** As numbers are compared. */
  number: z.string(),
  userId: z.number(),
  name: z.string(),
  /** Who said so; null when that agent is not known any more. */
  agent: z.string().nullable(),
  at: z.number(),
});
export type RememberedNumber = z.infer<typeof RememberedNumber>;
export const RememberedNumbers = z.object({
  numbers: z.array(RememberedNumber),
  next: z.string().nullable(),
});
export type RememberedNumbers = z.infer<typeof RememberedNumbers>;

/** `DELETE …/contacts/remembered` */
export const ForgetInput = z.object({ number: z.string().min(1).max(100) });

/** `GET …/contacts/test?number=` */
export const TestQuery = z.object({ number: z.string().max(500) });

/** How a number fits that of a person, best first. */
export const MatchReason = z.enum([
  "same_number",
  "same_shared_number",
  "same_but_for_extension",
  "same_national_number",
  "same_last_digits",
]);
export type MatchReason = z.infer<typeof MatchReason>;

export const MatchedPerson = z.object({
  userId: z.number(),
  name: z.string(),
  /** The one that fits, as it is written in Zendesk. */
  number: z.string().nullable(),
  why: MatchReason.nullable(),
  shared: z.boolean(),
  suspended: z.boolean(),
  agent: z.boolean(),
});
export type MatchedPerson = z.infer<typeof MatchedPerson>;

/** One step of the match, in the order in which they are taken; after one that decides, the rest is not taken. */
export const MatchStep = z.object({
  step: z.enum([
    /** Whether it can be anybody's number. */
    "read",
    /** E.164, with and without extension. */
    "number",
    "national",
    "last_digits",
    /** Zendesk's search, while the first fill runs. */
    "search",
    /** What an agent said of this number before. */
    "remembered",
    /** The setting for several. */
    "several",
  ]),
  /** What was compared, where something was. */
  compared: z.string().nullable(),
  /** Who fits in this step, the best first; twenty at most. */
  people: z.array(MatchedPerson),
  /** `decided`: this is the answer. `passed`: it goes on with the next. `skipped`: not taken. */
  result: z.enum(["decided", "passed", "skipped"]),
});
export type MatchStep = z.infer<typeof MatchStep>;

/** What a call of this number would do. `ask`: no ticket until an agent has said who it is. */
export const CallEffect = z.object({
  does: z.enum(["ticket", "create", "fallback", "ask", "no_ticket", "not_logged"]),
  /** Of the ticket: the contact, the one that would be made, or the fallback. */
  requester: z.string().nullable(),
  /** As the call would keep it: `caller_unknown`, `caller_withheld`, … */
  reason: z.string().nullable(),
});
export type CallEffect = z.infer<typeof CallEffect>;

export const NumberTest = z.object({
  /** As it was entered, and as it is compared; null when it is no number. */
  number: z.string(),
  read: z
    .object({
      value: z.string(),
      /** As people write it in its country. */
      shown: z.string(),
      country: z.string().nullable(),
      valid: z.boolean(),
      extension: z.string().nullable(),
    })
    .nullable(),
  result: z.enum(["one", "several", "none", "withheld", "malformed", "internal", "too_many"]),
  contact: MatchedPerson.nullable(),
  steps: z.array(MatchStep),
  /** What a call would do, from this number and to it. */
  inbound: CallEffect,
  outbound: CallEffect,
});
export type NumberTest = z.infer<typeof NumberTest>;
