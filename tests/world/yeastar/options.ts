import type { Envelope } from "./wire.ts";

/** How this PBX behaves where real ones differ, or misbehave. May be changed while it runs. */
export type Switches = {
  /** One 30011 per changed member, holding that member alone; otherwise every live member each time. */
  partialMembers: boolean;
  /** Deliver the events of one burst (all that was emitted in one go) in a shuffled, seeded order. */
  reorder: boolean;
  /** How many times each event is delivered. */
  duplicate: number;
  /** Which events never leave the PBX: a predicate, or a probability from 0 to 1 (seeded). */
  lose: ((envelope: Envelope, index: number) => boolean) | number;
  seed: number;
  /** "string": `msg` of call events is JSON inside a string, 30026 an object. "object": always an object. */
  msgAs: "string" | "object";
  /** 30012 once per call, or once per CDR row: all at the end of the call, or each as its leg ends. */
  records: "per_call" | "per_leg" | "as_legs_end";
  /** The trunk's call status monitor: off means no trunk members in any report. */
  trunkMonitor: boolean;
  /** Which member shows HOLD: the one who pressed hold, or the one who hears the music. */
  holdMember: "holder" | "held";
  /** The status a member returns to after a hold. */
  signalledUnhold: "ANSWER" | "ANSWERED";
  /** How the agent's own phone is reported while an API dial rings it. */
  apiDialFirstLeg: "RING" | "ALERT";
  /** Whether a transfer ordered through the API is reported by 30013, as one by phone is. */
  apiTransferEvent: boolean;
  /** Newer firmware says ABANDONED when the caller gives up in a queue; older says NO ANSWER. */
  abandonedStatus: boolean;
  /** Whether answered external calls are recorded without anybody asking. */
  recordCalls: boolean;
  /** The error number with which every order to dial is refused at once; null takes it. */
  dialRefusal: number | null;
  /** Whether a download with a `Range` header gets that part; else all of it, as 200. */
  recordingRanges: boolean;
  /** Milliseconds between two pieces of a download, of 16 KiB each; 0 sends it in one. */
  recordingPieceMs: number;
  /** Seconds after the end of a call until its recording can be listed and downloaded. */
  recordingReadyAfterSeconds: number;
  /** What `/openapi/v2.0/cdr/*` answers: -2, 10001, or data. */
  cdrV2: "broken" | "absent" | "on";
  /** Some firmware finds no rows when cdr/search gets epoch bounds. */
  cdrEpochBounds: boolean;
  /** Whether a second company contact with the same number is refused with 40003. */
  uniqueContactNumbers: boolean;
  /** Whether deleting a contact that is in a phonebook is refused with 70091. */
  keepReferencedContacts: boolean;
  /** Whether an open WebSocket is closed once its access token is no longer valid. */
  socketsDieWithToken: boolean;
  /** Integrations > API: off answers 70123. */
  apiEnabled: boolean;
  /** The API's allow list of addresses; null admits everyone. */
  allowedIps: string[] | null;
  /** Whether the firmware knows webhooks, and whether writing their list also switches them on. */
  webhooks: "offered" | "stay_off" | "unknown";
  /** Whether the plan includes phonebooks. */
  phonebooks: boolean;
  contactQuota: number;
  /** Longer names of contacts are cut without a word. */
  contactNameLength: number;
  phonebookQuota: number;
};

export type DisplayFormat = "dmy12" | "mdy24" | "ymd24";

export type YeastarOptions = {
  port?: number;
  clientId?: string;
  clientSecret?: string;
  sn?: string;
  timeZone?: string;
  /** System > Date and Time > Display Format; CDR and recording times follow it. */
  displayFormat?: DisplayFormat;
  firmware?: string;
  /** Serves https with this certificate and key, both PEM. */
  tls?: { certificate: string; key: string };
  /** Epoch milliseconds; hand in a fake clock. */
  now?: () => number;
  /** Moves the clock behind `now`. Without it a call's `wait` moves only that call's own timeline. */
  advance?: (ms: number) => void;
  accessTokenSeconds?: number;
  refreshTokenSeconds?: number;
  websocketIdleMs?: number;
  webhookRetryDelayMs?: number;
  switches?: Partial<Switches>;
};

export function switchesFrom(chosen: Partial<Switches> = {}): Switches {
  return {
    partialMembers: false,
    reorder: false,
    duplicate: 1,
    lose: 0,
    seed: 1,
    msgAs: "string",
    records: "per_call",
    trunkMonitor: true,
    holdMember: "holder",
    signalledUnhold: "ANSWER",
    apiDialFirstLeg: "RING",
    apiTransferEvent: true,
    abandonedStatus: false,
    recordCalls: true,
    dialRefusal: null,
    recordingRanges: true,
    recordingPieceMs: 0,
    recordingReadyAfterSeconds: 0,
    cdrV2: "broken",
    cdrEpochBounds: true,
    uniqueContactNumbers: false,
    keepReferencedContacts: false,
    socketsDieWithToken: false,
    apiEnabled: true,
    allowedIps: null,
    webhooks: "offered",
    phonebooks: true,
    contactQuota: 200_000,
    contactNameLength: 255,
    phonebookQuota: 200,
    ...chosen,
  };
}
