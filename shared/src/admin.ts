import { z } from "zod";
import { Party, PopRules } from "./app.ts";
import { Direction, Outcome } from "./calls.ts";

/**
 * What the console and the service say to each other, below `/api/admin/`. Instants are epoch ms. Secrets are only
 * ever written: an answer says whether one is set. `Idempotency-Key` is taken on every POST that makes something.
 */

/** Who works with the console: the operator by password, or an administrator of a Zendesk account from inside it. */
export const Who = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("operator") }),
  /** Sees and changes this integration alone. */
  z.object({ kind: z.literal("zendesk_admin"), name: z.string(), integrationId: z.uuid() }),
]);
export type Who = z.infer<typeof Who>;

/** `GET /api/admin/session`, needs none: the answer to `POST /session` and `POST /setup` as well. */
export const ConsoleState = z.object({
  who: Who.nullable(),
  /** False until somebody has used the link that the service prints. */
  passwordSet: z.boolean(),
});
export type ConsoleState = z.infer<typeof ConsoleState>;

export const shortestPassword = 12;

/** `POST /api/admin/setup`: the first password, or a new one after `operator reset`. The link's token works once. */
export const SetupInput = z.object({ token: z.string().max(200), password: z.string().max(1000) });
/** `POST /api/admin/session`; `DELETE /api/admin/session` logs out. */
export const LoginInput = z.object({ password: z.string().max(1000) });
/** `PUT /api/admin/password`: ends all other sessions. */
export const PasswordInput = z.object({ current: z.string().max(1000), next: z.string().max(1000) });

/** `GET /api/admin/sessions`; `DELETE /api/admin/sessions/{id}` ends one. */
export const ConsoleSession = z.object({
  id: z.uuid(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
  address: z.string(),
  /** Browser and system in a few words, or what the browser says of itself. */
  device: z.string(),
  current: z.boolean(),
});
export type ConsoleSession = z.infer<typeof ConsoleSession>;
export const ConsoleSessions = z.object({ sessions: z.array(ConsoleSession) });

export const IntegrationStatus = z.enum(["draft", "connected", "disabled", "reconnect_needed"]);
export type IntegrationStatus = z.infer<typeof IntegrationStatus>;

/** What keeps calls from becoming tickets, or will; each has its sentence and its cure in the console. */
export const ProblemKind = z.enum([
  "pbx_log_in_refused",
  "pbx_unreachable",
  "pbx_certificate",
  "reconnect_needed",
  "no_events",
  "events_failed",
  "calls_parked",
  "app_not_linked",
  "app_outdated",
  "nobody_bound",
  "binding_broken",
  "ticket_fields_refused",
]);
export const IntegrationProblem = z.object({
  kind: ProblemKind,
  /** How many, where it is counted. */
  count: z.number().nullable(),
  /** In the words of the PBX or of Zendesk, where they said some. */
  detail: z.string().nullable(),
});
export type IntegrationProblem = z.infer<typeof IntegrationProblem>;

/** One line of `GET /api/admin/integrations`. */
export const IntegrationRow = z.object({
  id: z.uuid(),
  name: z.string(),
  status: IntegrationStatus,
  pbx: z.string().nullable(),
  subdomain: z.string().nullable(),
  /** In the PBX's time zone. */
  callsToday: z.number(),
  ticketsToday: z.number(),
  lastEventAt: z.number().nullable(),
  problems: z.array(IntegrationProblem),
});
export type IntegrationRow = z.infer<typeof IntegrationRow>;
export const IntegrationList = z.object({ integrations: z.array(IntegrationRow) });
export type IntegrationList = z.infer<typeof IntegrationList>;

/** `POST /api/admin/integrations` */
export const NewIntegrationInput = z.object({ name: z.string().trim().min(1).max(100) });

export const DialRules = z.object({
  stripPlus: z.boolean(),
  /** What stands for the `+`, such as `00`; empty keeps it. */
  internationalPrefix: z.string().regex(/^[0-9*#]{0,10}$/),
  /** What gets a line to the outside, such as `0`. */
  outsidePrefix: z.string().regex(/^[0-9*#]{0,10}$/),
});
export type DialRules = z.infer<typeof DialRules>;

export const EventTransport = z.enum(["webhook", "websocket", "both"]);
export type EventTransport = z.infer<typeof EventTransport>;

/** What a PBX is and can do; null where it does not tell. */
export const PbxAbout = z.object({
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  serial: z.string().nullable(),
  abilities: z.object({
    /** Call events over the live connection. */
    events: z.boolean().nullable(),
    /** Whether trunks report their calls, without which inbound calls lack their trunk. */
    trunkMonitor: z.boolean().nullable(),
    webhook: z.boolean().nullable(),
    phonebooks: z.boolean().nullable(),
    recordings: z.boolean().nullable(),
    /** `1` or `2`. */
    records: z.string().nullable(),
  }),
});
export type PbxAbout = z.infer<typeof PbxAbout>;

/** A certificate that no authority known here vouches for, as the PBX shows it. */
export const ShownCertificate = z.object({
  /** SHA-256, pairs of hexadecimal digits separated by colons. */
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validUntil: z.number(),
});
export type ShownCertificate = z.infer<typeof ShownCertificate>;

export const PbxTrouble = z.enum([
  "credentials_wrong",
  "address_blocked",
  "address_not_allowed",
  "certificate_unknown",
  "certificate_changed",
  "api_off",
  "unreachable",
  "not_a_pbx",
  "too_many_tokens",
  "other",
]);
export type PbxTrouble = z.infer<typeof PbxTrouble>;

/** `POST …/pbx/test`: of what is stored. */
export const PbxTest = z.discriminatedUnion("result", [
  z.object({ result: z.literal("works"), about: PbxAbout }),
  z.object({
    result: z.literal("fails"),
    trouble: PbxTrouble,
    detail: z.string().nullable(),
    /** With `certificate_…`: what can be pinned. */
    certificate: ShownCertificate.nullable(),
  }),
]);
export type PbxTest = z.infer<typeof PbxTest>;

/** `PUT …/pbx`; what is left out stays. A new address forgets the certificate that was pinned. */
export const PbxInput = z.object({
  url: z.string().max(500).optional(),
  clientId: z.string().trim().min(1).max(200).optional(),
  clientSecret: z.string().min(1).max(500).optional(),
  timeZone: z.string().max(100).optional(),
  country: z.string().max(2).optional(),
  dialRules: DialRules.optional(),
  transport: EventTransport.optional(),
  /** The fingerprint that was shown and is trusted from now on; null trusts the known authorities alone. */
  certificate: z.string().max(200).nullable().optional(),
});
export type PbxInput = z.infer<typeof PbxInput>;

/** `PUT …/pbx/webhook-secret`: of an entry that was made on the PBX by hand. */
export const WebhookSecretInput = z.object({ secret: z.string().min(8).max(200) });

/** `PUT …/zendesk`; a subdomain may be given as the address of the account. What is left out stays. */
export const ZendeskInput = z.object({
  subdomain: z.string().max(300).optional(),
  clientId: z.string().trim().min(1).max(200).optional(),
  clientSecret: z.string().min(1).max(500).optional(),
});
export type ZendeskInput = z.infer<typeof ZendeskInput>;

/** `POST …/zendesk/authorize`: where Zendesk asks an administrator, within ten minutes. */
export const AuthorizeUrl = z.object({ url: z.string() });

/** How the last authorization ended. */
export const AuthorizationEnd = z.object({
  at: z.number(),
  kind: z.enum([
    "connected",
    "refused",
    "code_refused",
    "client_refused",
    "redirect_refused",
    "not_admin",
    "scope_missing",
    "zendesk_unreachable",
  ]),
  detail: z.string().nullable(),
});
export type AuthorizationEnd = z.infer<typeof AuthorizationEnd>;

/** The app in Zendesk. `POST …/app/install` uploads and installs, or updates; `POST …/app/link` finds one that was uploaded by hand. */
export const AppState = z.object({
  linked: z.boolean(),
  installedVersion: z.string().nullable(),
  /** Of the package that the service would install now. */
  version: z.string(),
  /** The installation that runs or ran last. */
  work: z
    .object({
      state: z.enum(["running", "done", "failed"]),
      step: z.enum(["packing", "uploading", "creating", "installing"]),
      /** Of Zendesk's own work, 0 to 1; null where it does not tell. */
      progress: z.number().nullable(),
      detail: z.string().nullable(),
      at: z.number(),
    })
    .nullable(),
});
export type AppState = z.infer<typeof AppState>;

/** `GET /api/admin/integrations/{id}`, and the answer to everything that changes it. */
export const IntegrationDetail = z.object({
  id: z.uuid(),
  name: z.string(),
  status: IntegrationStatus,
  country: z.string(),
  timeZone: z.string(),
  callsToday: z.number(),
  ticketsToday: z.number(),
  lastEventAt: z.number().nullable(),
  problems: z.array(IntegrationProblem),
  pbx: z.object({
    url: z.string().nullable(),
    clientId: z.string().nullable(),
    secretSet: z.boolean(),
    transport: EventTransport,
    certificate: ShownCertificate.nullable(),
    about: PbxAbout.nullable(),
    testedAt: z.number().nullable(),
    /** Whether the live connection stands now; null when it is not used. */
    subscribed: z.boolean().nullable(),
    webhook: z.object({
      url: z.string(),
      method: z.literal("POST"),
      events: z.array(z.number()),
      secretSet: z.boolean(),
    }),
  }),
  dialRules: DialRules,
  zendesk: z.object({
    subdomain: z.string().nullable(),
    clientId: z.string().nullable(),
    secretSet: z.boolean(),
    callbackUrl: z.string(),
    adminName: z.string().nullable(),
    scope: z.string().nullable(),
    lastAuthorization: AuthorizationEnd.nullable(),
  }),
  app: AppState,
  boundAgents: z.number(),
  popRules: PopRules,
  /** What agents may make of pops; they can always make them quieter unless this is false. */
  agentsChoosePops: z.boolean(),
  dispositions: z.array(z.string()),
  /** Calls of the time since it was switched off that wait for a decision. */
  heldCalls: z.number(),
});
export type IntegrationDetail = z.infer<typeof IntegrationDetail>;

/** `PATCH /api/admin/integrations/{id}` */
export const IntegrationInput = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  popRules: PopRules.optional(),
  agentsChoosePops: z.boolean().optional(),
  dispositions: z.array(z.string().trim().min(1).max(100)).max(30).optional(),
});

/** One of the last ten calls on the overview: `GET …/recent-calls`. */
export const RecentCall = z.object({
  id: z.uuid(),
  startedAt: z.number().nullable(),
  direction: Direction.nullable(),
  outcome: Outcome.nullable(),
  number: z.string().nullable(),
  extension: Party.nullable(),
  ticketId: z.number().nullable(),
  /** What became of it, and why where there is no ticket. */
  logging: z.enum(["pending", "held", "done", "not_wanted", "not_possible", "parked"]),
  reason: z.string().nullable(),
});
export type RecentCall = z.infer<typeof RecentCall>;
export const RecentCalls = z.object({ calls: z.array(RecentCall) });
export type RecentCalls = z.infer<typeof RecentCalls>;

/** `POST …/disable` and `POST …/enable`; held calls become tickets, or stay in the history without. */
export const EnableInput = z.object({ catchUp: z.boolean() });

/** `POST …/disconnect` */
export const DisconnectInput = z.object({ uninstallApp: z.boolean(), eraseCalls: z.boolean() });
const DisconnectStep = z.enum([
  "revoke_grant",
  "remove_zendesk_webhook",
  "remove_pbx_webhook",
  "uninstall_app",
  "release_pbx_token",
  "clear_settings",
  "erase_calls",
]);
export const Disconnected = z.object({
  steps: z.array(
    z.object({
      step: DisconnectStep,
      result: z.enum(["done", "not_needed", "failed"]),
      /** Why not, and what is left to do by hand. */
      detail: z.string().nullable(),
    }),
  ),
});
export type Disconnected = z.infer<typeof Disconnected>;

/** An agent or admin of Zendesk. */
export const ConsoleAgent = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(["agent", "admin"]),
  /** `gone`: deleted or suspended; `downgraded`: an end user now. Such agents are shown while they are bound. */
  standing: z.enum(["active", "gone", "downgraded"]),
});
export type ConsoleAgent = z.infer<typeof ConsoleAgent>;
export const ConsoleExtension = z.object({
  number: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** False when the PBX does not have it any more. */
  exists: z.boolean(),
});
export type ConsoleExtension = z.infer<typeof ConsoleExtension>;
export const Binding = z.object({ agentId: z.number(), extension: z.string().min(1).max(40) });
export type Binding = z.infer<typeof Binding>;

/** `GET …/bindings`; `POST …/bindings/refresh` reads agents and extensions anew first. */
export const Bindings = z.object({
  /** Grows with each change. */
  version: z.number(),
  agents: z.array(ConsoleAgent),
  extensions: z.array(ConsoleExtension),
  bindings: z.array(Binding),
  /** When both were last read: of Zendesk and the PBX, whichever was read longer ago. */
  readAt: z.number().nullable(),
  /** What could not be read at the last refresh, and why. */
  trouble: z.array(z.object({ side: z.enum(["zendesk", "pbx"]), detail: z.string() })),
});
export type Bindings = z.infer<typeof Bindings>;

/** `PUT …/bindings`: all of them. Refused when `version` is not the present one. */
export const BindingsInput = z.object({ version: z.number(), bindings: z.array(Binding).max(20_000) });

/** `GET …/bindings/auto`: what auto-bind would change; agents and extensions that are bound stay as they are. */
export const AutoBinding = z.object({
  bind: z.array(Binding.extend({ why: z.literal("same_email") })),
  /** Of those still without: same name, for a person to confirm. */
  suggest: z.array(Binding.extend({ why: z.literal("same_name") })),
  /** E-mail addresses of several agents or several extensions: nobody is bound by these. */
  shared: z.array(
    z.object({ email: z.string(), agentIds: z.array(z.number()), extensions: z.array(z.string()) }),
  ),
});
export type AutoBinding = z.infer<typeof AutoBinding>;

/** `GET /api/admin/audit`, newest first; `/api/admin/audit.csv` is the same as a file. */
export const AuditQuery = z.object({
  integration: z.uuid().optional(),
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  from: z.coerce.number().optional(),
  to: z.coerce.number().optional(),
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.input<typeof AuditQuery>;
export const AuditEntry = z.object({
  id: z.number(),
  at: z.number(),
  /** Operator, command line, or the name of a Zendesk administrator. */
  actor: z.string(),
  integrationId: z.uuid().nullable(),
  integrationName: z.string().nullable(),
  action: z.string(),
  /** Only what changed; a secret is shown as `set` or `changed`. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.number().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
