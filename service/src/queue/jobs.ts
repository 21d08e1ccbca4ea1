import { ActorKind } from "@deskline/shared/admin-audit";
import { z } from "zod";

/** A job that was added by a version before 0008 has the name alone. */
const InstallActor = z.union([
  z.object({ kind: ActorKind, name: z.string(), id: z.number().nullable() }),
  z.string().transform((name) => ({ kind: kindOfName(name), name, id: null })),
]);

function kindOfName(name: string): z.infer<typeof ActorKind> {
  if (name === "operator") return "operator";
  return name === "command line" ? "command_line" : "zendesk_user";
}

/** A call, and how often and since when it is tried. */
const Tried = z.object({
  callId: z.uuid(),
  attempt: z.int(),
  strikes: z.int().optional(),
  firstTriedAt: z.number(),
  /** How often it failed, by the kind of failure. */
  failures: z.record(z.string(), z.int()).optional(),
  /** The integration whose grant of Zendesk it waits for, where that is dead. */
  waitsForGrantOf: z.uuid().optional(),
});

/** Every job there is: its payload, and how jobs of one key stand to one another. */
export const jobs = {
  /** Takes an ended call as final once it has been quiet long enough. One per call waits at a time. */
  "settle-call": { payload: z.object({ callId: z.uuid() }), policy: "short", deadLetter: false },
  /** Looks up who calls while the phone rings; once at a time, though every event of the call asks for it. */
  "identify-caller": { payload: z.object({ callId: z.uuid() }), policy: "exclusive", deadLetter: false },
  /** Looks whether the PBX has written a call's recordings; adds itself while it has not. */
  "await-recording": {
    payload: z.object({ callId: z.uuid(), tries: z.int() }),
    policy: "short",
    deadLetter: false,
  },
  /** Brings a call's recordings to the helpdesk for its journal. Those of one integration come one after the other. */
  "attach-recording": {
    payload: z.object({ callId: z.uuid() }),
    policy: "key_strict_fifo",
    deadLetter: false,
  },
  /** Brings a call's note to its ticket. Jobs of one call run one after the other. */
  "log-note": {
    payload: Tried,
    policy: "key_strict_fifo",
    deadLetter: true,
  },
  /** Corrects the record of a call that was moved. Jobs of one call run one after the other. */
  "correct-record": {
    payload: Tried,
    policy: "key_strict_fifo",
    deadLetter: false,
  },
  /** Brings one call to Zendesk, or makes its ticket while it rings. Jobs of one call run one after the other. */
  "log-call": {
    payload: Tried.extend({
      moment: z.literal("ring").optional(),
      /** Since when it waits for calls that come first. */
      behindSince: z.number().optional(),
    }),
    policy: "key_strict_fifo",
    deadLetter: true,
  },
  /** A leg of the app's installation in Zendesk; each adds the next one. */
  "install-app": {
    payload: z.object({
      integrationId: z.uuid(),
      startedAt: z.number(),
      actor: InstallActor,
      timesLeft: z.int().default(0),
    }),
    policy: "short",
    deadLetter: false,
  },
  /** Reads extensions and queues of a PBX. */
  "sync-numbers": { payload: z.object({ integrationId: z.uuid() }), policy: "short", deadLetter: false },
  /** Reads calls in progress and CDR rows, which closes what live events left open. */
  "pull-records": { payload: z.object({ integrationId: z.uuid() }), policy: "short", deadLetter: false },
  /** Asks for `pull-records` of every integration. */
  "pull-all-records": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Adds the `settle-call` of calls that are due and have lost it, and lets go of jobs that hold back later ones. */
  "sweep-calls": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Forgets what counts no more of sessions, log-ins and kept answers of the console. */
  "sweep-console": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Reads who was changed in Zendesk, everybody at first; adds itself while there is more. */
  "read-contacts": { payload: z.object({ integrationId: z.uuid() }), policy: "short", deadLetter: false },
  /** Reads those of whom a webhook told. */
  "read-contact-news": { payload: z.object({ integrationId: z.uuid() }), policy: "short", deadLetter: false },
  /** Asks for both of every integration. */
  "read-all-contacts": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Renews grants that would otherwise die of disuse. */
  "refresh-grants": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Takes recordings that are too old out of tickets; adds itself while there is more. */
  "remove-recordings": { payload: z.object({ integrationId: z.uuid() }), policy: "short", deadLetter: false },
  /** Asks for `remove-recordings` of every integration. */
  "remove-all-recordings": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Reads agents and extensions anew: who was suspended or deleted meanwhile is shown in the console. */
  "sync-agents": { payload: z.object({ integrationId: z.uuid() }), policy: "exclusive", deadLetter: false },
  /** Asks for `sync-agents` of every integration. */
  "sync-all-agents": { payload: z.object({}), policy: "short", deadLetter: false },
  /** Brings contacts to the PBX's phonebook, for a while; where more is left it adds the next one. */
  "sync-phonebook": { payload: z.object({ integrationId: z.uuid() }), policy: "short", deadLetter: false },
  /** Adds the `sync-phonebook` of phonebooks that have something to be done. */
  "sweep-phonebooks": { payload: z.object({}), policy: "short", deadLetter: false },
} as const satisfies Record<string, { payload: z.ZodType; policy: string; deadLetter: boolean }>;

export type JobName = keyof typeof jobs;
export type Payload<N extends JobName> = z.infer<(typeof jobs)[N]["payload"]>;

/** Jobs that were given up stand here, with the reason. */
export function deadLetterQueue(name: JobName): string {
  return `${name}-parked`;
}
