import { z } from "zod";
import { DialRules, EventTransport, PbxAbout, ShownCertificate } from "./admin-pbx.ts";
import { AppState, AuthorizationEnd } from "./admin-zendesk.ts";
import { Party, PopRules } from "./app.ts";
import { Direction, Outcome } from "./calls.ts";

/**
 * What the console and the service say to each other, below `/api/admin/`. Instants are epoch ms. Secrets are only
 * ever written: an answer says whether one is set. `Idempotency-Key` is taken on every POST that makes something.
 */

export const IntegrationStatus = z.enum(["draft", "connected", "disabled", "reconnect_needed"]);
export type IntegrationStatus = z.infer<typeof IntegrationStatus>;

/** What keeps calls from becoming tickets, or will; each has its sentence and its cure in the console. */
export const ProblemKind = z.enum([
  "pbx_log_in_refused",
  "pbx_unreachable",
  "pbx_certificate",
  "reconnect_needed",
  "ticket_settings_unreadable",
  "no_events",
  "events_failed",
  "calls_parked",
  "app_not_linked",
  "app_outdated",
  "nobody_bound",
  "binding_broken",
  "ticket_fields_refused",
  "recordings_not_removed",
]);
export const IntegrationProblem = z.object({
  kind: ProblemKind,
  /** How many, where it is counted. */
  count: z.number().nullable(),
  /** In the words of the PBX or of Zendesk, where they said some; what it is about, else. */
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
      /** Whether the service entered it on the PBX itself, at this URL. */
      placed: z.boolean(),
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

/** What the page of screen pops shows. */
export const PopSettings = z.object({
  popRules: PopRules,
  agentsChoosePops: z.boolean(),
  dispositions: z.array(z.string()),
});
export type PopSettings = z.infer<typeof PopSettings>;

/** `PATCH /api/admin/integrations/{id}` */
export const IntegrationInput = z.object({
  /** What the change was made to: where that is there no more, nothing is changed. */
  was: PopSettings.exactOptional(),
  name: z.string().trim().min(1).max(100).exactOptional(),
  popRules: PopRules.exactOptional(),
  agentsChoosePops: z.boolean().exactOptional(),
  dispositions: z.array(z.string().trim().min(1).max(100)).max(30).exactOptional(),
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
