import { z } from "zod";
import { CallState, Direction, FailureKind, Outcome } from "./calls.ts";

/** What the app in Zendesk and the service say to each other, below `/api/app/`. */

/** Where a frame of the app lives inside Zendesk. */
export const Location = z.enum([
  "ticket_sidebar",
  "new_ticket_sidebar",
  "user_sidebar",
  "top_bar",
  "background",
  "nav_bar",
]);
export type Location = z.infer<typeof Location>;

/** A bearer token for `/api/app/*`, kept in memory only. */
export const Session = z.object({
  token: z.string(),
  /** Milliseconds until it ends; it can be renewed before that. */
  expiresInMs: z.number(),
});
export type Session = z.infer<typeof Session>;

/** Why an agent cannot work with calls now; each is a page of its own. */
export const Obstacle = z.enum(["not_bound", "integration_disabled", "not_connected"]);
export type Obstacle = z.infer<typeof Obstacle>;

/** Put into the page that answers a signed load, as JSON. */
export const PageData = z.object({
  location: Location,
  session: Session,
  /** Whether Zendesk knows the agent as an administrator. */
  admin: z.boolean(),
});
export type PageData = z.infer<typeof PageData>;

/** An extension, queue or ring group. */
export const Party = z.object({ number: z.string(), name: z.string() });
export type Party = z.infer<typeof Party>;

/** When a pop comes, and what it opens. */
export const PopRule = z.object({
  when: z.enum(["never", "ring", "answer", "end"]),
  open: z.enum(["ticket", "profile", "new_ticket"]),
});
export type PopRule = z.infer<typeof PopRule>;
export const PopRules = z.object({ inbound: PopRule, outbound: PopRule });
export type PopRules = z.infer<typeof PopRules>;

/** What the agent makes of a pop; the administrator's rules hold first. */
export const AgentSettings = z.object({
  pop: z.enum(["off", "notify", "pop"]),
  /** Whether the top bar opens itself when the phone rings. */
  openTopBar: z.boolean(),
});
export type AgentSettings = z.infer<typeof AgentSettings>;

/** `unknown` where the PBX does not tell. */
export const PhoneState = z.enum(["idle", "ringing", "busy", "not_registered", "unknown"]);
export type PhoneState = z.infer<typeof PhoneState>;

/** `GET /api/app/me` */
export const Me = z.object({
  agent: z.object({ id: z.number(), name: z.string(), admin: z.boolean() }),
  extension: Party.extend({ phone: PhoneState }).nullable(),
  obstacle: Obstacle.nullable(),
  integration: z.object({ name: z.string(), country: z.string(), dispositions: z.array(z.string()) }),
  pop: PopRules,
  settings: AgentSettings,
  /** Whether the agent may change what a pop does; else it is as the rules say. */
  mayChoosePops: z.boolean(),
  /** Missed calls to the agent since they last looked. */
  missed: z.number(),
});
export type Me = z.infer<typeof Me>;

export const CallNote = z.object({
  text: z.string(),
  disposition: z.string().nullable(),
  by: z.string(),
  savedAt: z.number(),
});
export type CallNote = z.infer<typeof CallNote>;

/** A Zendesk user whose number it may be; the likeliest first. */
export const Candidate = z.object({
  userId: z.number(),
  name: z.string(),
  why: z.enum([
    "same_number",
    "same_but_for_extension",
    "same_shared_number",
    "same_national_number",
    "same_last_digits",
    /** Somebody said so, or an earlier call of this number was theirs. */
    "last_call",
  ]),
  /** The user's newest ticket that is not solved, if any. */
  openTicketId: z.number().nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

/** One extension's part in a call. */
export const CallPhone = Party.extend({
  state: z.enum(["calling", "ringing", "talking", "held", "gone"]),
  /** Whether it asks somebody on a second line before it hands the call over. */
  consulting: z.boolean(),
});
export type CallPhone = z.infer<typeof CallPhone>;

/** `preparing`: the PBX still writes it. `gone`: the PBX does not have it. `expired`: it is no longer kept. */
export const RecordingState = z.enum(["ready", "preparing", "gone", "expired"]);
export type RecordingState = z.infer<typeof RecordingState>;

/** A call as the app shows it. Instants are epoch ms. */
export const CallView = z.object({
  id: z.uuid(),
  /** Grows with each change of any call of the integration: of two views the greater one is the newer. */
  revision: z.number(),
  state: CallState,
  direction: Direction,
  outcome: Outcome.nullable(),
  /** Why nobody was reached; of a running call, why the PBX did not do what was ordered. */
  failure: z.object({ kind: FailureKind, words: z.string() }).nullable(),
  /** The party outside as signalled; null when withheld. */
  number: z.string().nullable(),
  /** The same in E.164, where it can be read so. */
  e164: z.string().nullable(),
  /** Null until looked for; empty when nobody was found. */
  candidates: z.array(Candidate).nullable(),
  /** Queue or ring group that was rung. */
  group: Party.nullable(),
  did: z.string().nullable(),
  dialledBy: Party.nullable(),
  answeredBy: z.array(Party),
  /** Every extension that took or takes part. */
  phones: z.array(CallPhone),
  startedAt: z.number(),
  answeredAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  ringMs: z.number(),
  talkMs: z.number(),
  transferred: z.boolean(),
  /** How many recordings there are, and whether they can be listened to. */
  recordings: z.number(),
  recordingState: RecordingState,
  note: CallNote.nullable(),
  ticketId: z.number().nullable(),
  /** What of the call's control the PBX does not report, as last ordered through us. */
  controls: z.object({ muted: z.boolean(), recording: z.enum(["on", "paused"]).nullable() }),
});
export type CallView = z.infer<typeof CallView>;

/** How long a list in a query may be: with both, the address is still one that proxies pass on. */
export const listLength = 3000;

/**
 * `GET /api/app/calls`: newest first. Whose is said in one of three ways: `mine`, or `user` and `numbers`, or
 * `ticket`. `before` is the `next` of the page before. `GET /api/app/calls/{id}` is one call, a `CallView`.
 */
export const CallsQuery = z.object({
  mine: z.stringbool().optional(),
  user: z.coerce.number().int().positive().optional(),
  /** Numbers as Zendesk has them, separated by commas. */
  numbers: z.string().max(listLength).optional(),
  ticket: z.coerce.number().int().positive().optional(),
  /** Missed: inbound, and answered by nobody. */
  only: z.enum(["missed"]).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CallsQuery = z.input<typeof CallsQuery>;

export const CallsPage = z.object({ calls: z.array(CallView), next: z.string().nullable() });
export type CallsPage = z.infer<typeof CallsPage>;

/** `PUT /api/app/calls/{id}/note`; the answer to this and the next two is the call as it is then, a `CallView`. */
export const NoteInput = z.object({
  text: z.string().max(5000),
  disposition: z.string().max(100).nullable(),
  /** The `savedAt` of the note that was changed; another agent's newer one is not overwritten. */
  knownSavedAt: z.number().nullable().default(null),
});
export type NoteInput = z.input<typeof NoteInput>;

/** `PUT /api/app/calls/{id}/ticket`; null unlinks. `POST` to it has one made where there is none. */
export const LinkInput = z.object({ ticketId: z.number().int().positive().nullable() });
export type LinkInput = z.infer<typeof LinkInput>;

/**
 * `PUT /api/app/calls/{id}/form`: a new ticket's form that is filled in from the call. `opening` is said by the tab
 * that goes there, the rest by the frame beside the form, which says `open` again every minute.
 */
export const FormInput = z.discriminatedUnion("state", [
  z.object({ holder: z.uuid(), state: z.enum(["opening", "open"]) }),
  z.object({ holder: z.uuid(), state: z.literal("closed") }),
  /** Submitted: which ticket comes of it is said next, if the frame lives that long. */
  z.object({
    holder: z.uuid(),
    state: z.literal("saving"),
    requesterId: z.number().int().positive().nullable(),
  }),
  z.object({ holder: z.uuid(), state: z.literal("saved"), ticketId: z.number().int().positive() }),
]);
export type FormInput = z.infer<typeof FormInput>;

/** `PUT /api/app/calls/{id}/contact`: "it is this user". */
export const ContactInput = z.object({ userId: z.number().int().positive() });
export type ContactInput = z.infer<typeof ContactInput>;

/** `POST /api/app/calls/{id}/recordings/{index}/link`: an address for an audio element, valid for a while. */
export const RecordingLink = z.object({ url: z.string(), expiresInMs: z.number() });
export type RecordingLink = z.infer<typeof RecordingLink>;

/** `POST /api/app/dial/preview`: the number as it would be dialled. */
export const DialPreviewInput = z.object({ number: z.string().max(200) });
export const DialPreview = z.object({
  /** What the PBX is told; null when it is no number. */
  dialled: z.string().nullable(),
  /** International form for people, or the extension's name. */
  shown: z.string(),
  internal: z.boolean(),
});
export type DialPreview = z.infer<typeof DialPreview>;

/** `POST /api/app/dial` */
export const DialInput = z.object({
  number: z.string().max(200),
  ticketId: z.number().int().positive().nullable().default(null),
  userId: z.number().int().positive().nullable().default(null),
});
export type DialInput = z.input<typeof DialInput>;
/** The call that was begun; what becomes of it comes by the live stream. */
export const Dialled = z.object({ callId: z.uuid(), dialled: z.string() });
export type Dialled = z.infer<typeof Dialled>;

/** `POST /api/app/calls/{id}/control`: always of the agent's own channel. */
export const ControlInput = z.discriminatedUnion("action", [
  z.object({
    action: z.enum([
      "hang_up",
      "answer",
      "decline",
      "hold",
      "resume",
      "mute",
      "unmute",
      "park",
      "start_recording",
      "pause_recording",
      "resume_recording",
      "complete_transfer",
      "cancel_transfer",
    ]),
  }),
  z.object({ action: z.enum(["transfer_blind", "transfer_attended"]), target: z.string().min(1).max(200) }),
]);
export type ControlInput = z.infer<typeof ControlInput>;
export const Controlled = z.object({ parkingSlot: z.string().nullable() });
export type Controlled = z.infer<typeof Controlled>;

/** `GET /api/app/directory?q=`: extensions by name or number. */
export const Directory = z.object({ extensions: z.array(Party.extend({ phone: PhoneState })) });
export type Directory = z.infer<typeof Directory>;

/** `GET /api/app/people?q=`: users of Zendesk by name or number, end users first, twenty at most. */
export const PeopleQuery = z.object({ q: z.string().max(200) });
export const Person = z.object({ userId: z.number(), name: z.string(), numbers: z.array(z.string()) });
export type Person = z.infer<typeof Person>;
export const People = z.object({ people: z.array(Person) });
export type People = z.infer<typeof People>;

/** `POST /api/app/people`: makes the caller a contact; 201, or 200 with whom the number belongs to already. */
export const PersonInput = z.object({ name: z.string().trim().min(1).max(200), number: z.string().max(200) });
export type PersonInput = z.infer<typeof PersonInput>;

/** `POST /api/app/calls/{id}/pop`: whether this tab may pop the call; once per call, moment and agent. */
const PopMoment = z.enum(["ring", "answer", "end"]);
/** `tab` is the one that asks: when it asks again, since the answer was lost, it is answered the same. */
export const PopClaim = z.object({ moment: PopMoment, tab: z.uuid().nullable().default(null) });
export type PopClaim = z.input<typeof PopClaim>;
export const PopGrant = z.object({ granted: z.boolean() });
export type PopGrant = z.infer<typeof PopGrant>;

/** `POST /api/app/calls/{id}/pop/failed`: what Zendesk said when it was to show the call's record. */
export const PopFailure = z.object({ moment: PopMoment, words: z.string().max(500) });
export type PopFailure = z.infer<typeof PopFailure>;

/**
 * `GET /api/app/live`, an event stream. The query names what is watched beside the agent's own calls:
 * `users` and `numbers`, separated by commas. `call` events carry a revision as their id; the stream
 * resumes after the one in `Last-Event-ID`. `me` means: read `/api/app/me` again.
 */
export const LiveQuery = z.object({
  users: z.string().max(listLength).default(""),
  numbers: z.string().max(listLength).default(""),
});
export const LiveMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("call"), call: CallView }),
  z.object({ kind: z.literal("me") }),
  /** More has changed than the stream can tell: read everything again. */
  z.object({ kind: z.literal("reset") }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;
