import type { PbxAbout, PbxTrouble } from "@deskline/shared/admin-pbx";
import type { ControlInput } from "@deskline/shared/app";
import type { CallEvent } from "../calls/core/event.ts";
import type { PhonebookContact, StoredContact } from "../phonebook/core/contact.ts";
import type { GatewayError } from "../platform/gateway-error.ts";
import type {
  ContactWritten,
  Phonebook,
  PhonebookLimits,
  PhonebookList,
  PhonebookMade,
} from "./phonebooks.ts";

/** What one message of a PBX turned out to be. */
export type PbxReading =
  | { kind: "call"; event: CallEvent }
  | { kind: "numbers_changed" } // extensions or the like were made, changed or removed
  | { kind: "other" }
  | { kind: "unreadable"; reason: string };

/**
 * How an event reached us. A PBX may use both transports at once, so each event can arrive twice. `dial` is
 * what we had the PBX do ourselves.
 */
export type Transport = "webhook" | "websocket" | "cdr_pull" | "dial";

/** An event frame as it came in, with what it was read as. */
export type IncomingEvent = {
  transport: Transport;
  type: number;
  contentHash: string;
  /** The frame's text, kept as it came. */
  envelope: string;
  receivedAt: number;
  reading: PbxReading;
};

export type Frame =
  { kind: "event"; event: IncomingEvent } | { kind: "test" } | { kind: "not_json" } | { kind: "no_event" };

/** Where a PBX is, and how it is spoken to. */
export type PbxAddress = {
  /** Without a slash at the end, for example https://pbx.example.com:8088. */
  url: string;
  /** The only one (PEM) that is taken from it, or null for what known authorities signed. */
  certificate: string | null;
  /** How long an answer is waited for, where that is not left to the vendor. */
  patienceMs?: number;
};

/** One PBX as it is spoken to. */
export type PbxConnection = PbxAddress & {
  /** A valid access token. `rejected` is one that the PBX just refused. @throws {GatewayError} */
  accessToken(rejected?: string): Promise<string>;
};

export type PbxTokens = {
  accessToken: string;
  accessLifeMs: number;
  refreshToken: string;
  refreshLifeMs: number;
};

export type PbxNumber = { number: string; kind: "extension" | "queue"; name: string; email: string | null };

export type Subscription = {
  /** Resolves when the connection is gone, with the reason. */
  closed: Promise<string>;
  close(): void;
};

export type SubscriptionOptions = PbxAddress & {
  accessToken: string;
  /** Called with the text of each event frame, one after the other: the next waits until the first is stored. */
  onFrame: (text: string) => Promise<void>;
};

/**
 * Calls in progress, each as an event. `named` tells what follows from a call's not being among them: of
 * `all` that it is over, of `some`, where not all could be read, nothing; `none`: this PBX cannot be asked.
 */
export type LiveCalls = { calls: IncomingEvent[]; named: "all" | "some" | "none" };

/** Why a PBX does not do what it was ordered. `words` are its own. */
export type Refusal = {
  kind: "refused";
  reason: "no_permission" | "wrong_number" | "call_over" | "not_possible" | "not_offered" | "other";
  words: string;
};

/** `permission` is the extension whose rights to call out are used. */
export type DialOrder = { caller: string; callee: string; permission: string };
export type Dialling = { kind: "dialled"; pbxCallId: string } | Refusal;

/** An order for a call that runs. `own` is the channel of whoever gives it, `other` that of the party they talk with, if known. */
export type CallOrder = { own: string; other: string | null } & (
  | { action: Exclude<ControlInput["action"], "transfer_blind" | "transfer_attended"> }
  | { action: "transfer_blind" | "transfer_attended"; number: string; permission: string }
);
export type Ordered = { kind: "done"; parkingSlot: string | null } | Refusal;

export type RecordingStream = {
  /** Which bytes these are when they are not all; a PBX may send all even where a part is asked for. */
  part: { first: number; last: number; total: number } | null;
  /** Bytes of `body`, where told. */
  length: number | null;
  mediaType: "audio/wav" | "audio/mpeg";
  body: ReadableStream<Uint8Array>;
};

/** Our webhook as the PBX is to have it. `isOurs` recognises an earlier address of it. */
export type OwnWebhook = { url: string; secret: string; isOurs: (url: string) => boolean };

/**
 * `full`: there is no room for another entry. `switched_off`: the entry stands, and the PBX sends nothing to any
 * webhook until somebody allows it there. `not_offered`: the firmware knows no webhooks.
 */
export type WebhookPlaced = { kind: "placed" | "stood" | "full" | "switched_off" | "not_offered" };

/** What a make of PBX must offer. Everything that asks the PBX throws a GatewayError when it fails. */
export interface PbxVendor {
  /** Of the events that say something to us, by either transport. */
  readonly eventTypes: readonly number[];
  /** Whether one of the secrets made this signature of a webhook's raw body. Takes the same time whatever the answer. */
  isSignedBy(body: Uint8Array, signature: string, secrets: readonly string[]): boolean;
  /** Reads the text of one event frame of either transport. Never throws. */
  readFrame(text: string, at: { transport: Transport; receivedAt: number; timeZone: string }): Frame;
  /** Five refused log-ins may block our address: a refusal must not be repeated. */
  logIn(at: PbxAddress, clientId: string, clientSecret: string): Promise<PbxTokens>;
  /** A new pair of tokens; the old pair is dead from then on. */
  refreshTokens(at: PbxAddress, refreshToken: string): Promise<PbxTokens>;
  /** Gives a token back: a PBX allows few at a time. */
  logOut(at: PbxAddress, accessToken: string): Promise<void>;
  /** What the PBX is and can do. */
  readAbout(pbx: PbxConnection): Promise<PbxAbout>;
  /** What a failure of this PBX comes to, with words that tell more than its kind where there are some. */
  troubleIn(error: GatewayError): { kind: PbxTrouble; detail: string | null };
  /** Has the PBX send its events to our webhook. What stands there of others stays; asked twice, nothing changes. */
  placeWebhook(pbx: PbxConnection, webhook: OwnWebhook): Promise<WebhookPlaced>;
  /** Has the PBX send a test message to our webhook. */
  testWebhook(pbx: PbxConnection, webhook: OwnWebhook): Promise<void>;
  /** Takes our entries away; false when there was none. */
  removeWebhook(pbx: PbxConnection, isOurs: (url: string) => boolean): Promise<boolean>;
  /** Opens the live connection; resolves when the PBX has confirmed it. */
  subscribe(options: SubscriptionOptions): Promise<Subscription>;
  readNumbers(pbx: PbxConnection): Promise<PbxNumber[]>;
  /** CDR rows that began at or after an instant (epoch ms), newest first. */
  readRecords(pbx: PbxConnection, since: number, receivedAt: number): Promise<IncomingEvent[]>;
  readLiveCalls(pbx: PbxConnection, receivedAt: number): Promise<LiveCalls>;
  /** Which extensions have a phone that is registered; those of which the PBX does not tell are absent. */
  readRegistrations(pbx: PbxConnection): Promise<ReadonlyMap<string, boolean>>;
  /** Rings the caller, then calls the callee. That the order is taken says nothing yet of the call. */
  dial(pbx: PbxConnection, order: DialOrder): Promise<Dialling>;
  control(pbx: PbxConnection, order: CallOrder): Promise<Ordered>;
  /** Whether a recording can be had by now. */
  hasRecording(pbx: PbxConnection, file: string): Promise<boolean>;
  /** Null when the PBX does not have it, or not yet. `range` is a header's `bytes=…`; `signal` ends the stream. */
  openRecording(
    pbx: PbxConnection,
    file: string,
    options: { range: string | null; signal: AbortSignal },
  ): Promise<RecordingStream | null>;
  /** Of a PBX with so many extensions. */
  phonebookLimits(extensions: number): PhonebookLimits;
  readPhonebooks(pbx: PbxConnection): Promise<PhonebookList>;
  /** Null when there is none with this id. */
  readPhonebook(pbx: PbxConnection, id: number): Promise<Phonebook | null>;
  makePhonebook(pbx: PbxConnection, name: string): Promise<PhonebookMade>;
  /** All company contacts, in pages as they are taken. What changes meanwhile may be missed. */
  readContacts(pbx: PbxConnection): AsyncIterable<StoredContact[]>;
  countContacts(pbx: PbxConnection): Promise<number>;
  /** Null when there is none with this id. */
  readContact(pbx: PbxConnection, id: number): Promise<StoredContact | null>;
  /** Adds a contact to a phonebook and no other, or makes the one with this id be so. */
  writeContact(
    pbx: PbxConnection,
    order: { phonebookId: number; id: number | null; contact: PhonebookContact },
  ): Promise<ContactWritten>;
  /** Takes a contact away from the PBX; one that is gone already is as good. */
  removeContact(pbx: PbxConnection, id: number): Promise<void>;
}

/** The makes of PBX by name. @throws for a name that the database holds and no code knows */
export type VendorOf = (vendor: string) => PbxVendor;
