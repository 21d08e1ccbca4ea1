import type { CallState, Direction, Outcome } from "@deskline/shared/calls";
import type { FailureReason } from "./event.ts";

/** One party's part of a call. Instants are epoch ms of receipt. */
export type Leg = {
  channelId: string;
  kind: "extension" | "inbound" | "outbound";
  number: string;
  state: "calling" | "ringing" | "talking" | "held" | "gone";
};

/**
 * What is true of a call, computed from all that was told. Never stored as a truth of its own:
 * the facts are, and this follows from them.
 */
export type Call = {
  pbxCallId: string;
  state: CallState;
  direction: Direction;
  /** Null until the call has ended. */
  outcome: Outcome | null;
  /** The party outside, as signalled; null when withheld or on internal calls. */
  outsideNumber: string | null;
  /** The same in E.164, where it was dialled through us: with what gets a line before it, none could tell. */
  outsideE164: string | null;
  /** The number that was dialled, as the CDR tells it. */
  did: string | null;
  didName: string | null;
  /** What the caller reached or the agent dialled first: a DID, a queue, an extension, an outside number. */
  dialled: string | null;
  /** Every number the call was sent to on its way, sorted. */
  destinations: string[];
  trunk: string | null;
  /** Queue or ring group that was rung on the way. */
  group: string | null;
  /** IVRs, queues, ring groups and the like that the caller came through, in this order; untold by versions before. */
  route?: string[];
  /** The extension that placed an outbound or internal call. */
  dialledBy: string | null;
  /** Extensions whose phone rang, each once, in the order they rang. */
  rang: string[];
  /** Extensions that were called and whose phone did not ring: busy, not to be disturbed, out of reach. */
  unreached: string[];
  /** Extensions that answered a call of the other party, each once, in the order they did. */
  answeredBy: string[];
  /** Extensions that held the conversation one after the other: more than one means it was transferred. */
  transferChain: string[];
  /** When each extension took the conversation, as far as that was told; epoch ms. */
  takenAt: Record<string, number>;
  transferred: boolean;
  /** Outside number to which the party outside was forwarded or transferred. */
  handedTo: string | null;
  wasHeld: boolean;
  /** From the first hold to the last resumption. */
  holdMs: number;
  legs: Leg[];
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  ringMs: number;
  talkMs: number;
  /** File names of recordings, in the order of their stages. */
  recordings: string[];
  /** Failures told by the PBX, in its words. */
  failures: string[];
  /** The one that explains best why nobody was reached. */
  failure: FailureReason | null;
  /** Dialled through us, and refused before any phone rang. */
  refused: boolean;
};

/** The PBX's own list of numbers, as far as it is known. */
export type Directory = {
  extensions: ReadonlySet<string>;
  queues: ReadonlySet<string>;
};
