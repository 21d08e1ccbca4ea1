import type { CallMaker } from "./calls.ts";
import type { ContactByHand } from "./contacts.ts";
import type { Directory } from "./directory.ts";
import type { Switches } from "./options.ts";
import type { PhonebookShown } from "./phonebooks.ts";
import type { CdrRow } from "./records.ts";
import type { Office } from "./scenarios.ts";
import type { ScriptedCall } from "./scripted-call.ts";
import type { ProxyAnswer, RecordedRequest } from "./server.ts";
import type { Delivery, WebhookSettings } from "./webhook-push.ts";

export type NewWebhook = {
  url: string;
  secret: string;
  eventIds?: number[];
  timeoutSeconds?: number;
  retryCount?: number;
};

/** One P-Series Software Edition PBX on a loopback port. */
export interface YeastarSimulator extends CallMaker, Office, AsyncDisposable {
  readonly url: string;
  readonly sn: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeZone: string;
  readonly switches: Switches;
  readonly directory: Directory;
  /** Adds an entry (or replaces the one with this URL), as an administrator would in the web portal. */
  setWebhook(webhook: NewWebhook): void;
  removeWebhook(url: string): void;
  /** The webhooks as the web portal shows them. */
  webhooks(): WebhookSettings;
  /** Shows another certificate from now on; only a PBX that speaks https. */
  renewCertificate(own: { certificate: string; key: string }): void;
  /** Calls in progress, also those dialled through the API. */
  calls(): ScriptedCall[];
  /** Any call by its id, such as one that `call/dial` returned. */
  call(callId: string): ScriptedCall;
  /** Has those there that it still writes. */
  finishRecordings(): void;
  cdr(): readonly CdrRow[];
  /** As when an administrator clears the records. */
  clearCdr(): void;
  /** Company contacts as `company_contact/list` shows them. */
  contacts(): Record<string, unknown>[];
  addContact(contact: ContactByHand): number;
  changeContact(id: number, change: { name?: string; remark?: string; phonebookIds?: number[] }): void;
  removeContact(id: number): void;
  phonebooks(): PhonebookShown[];
  addPhonebook(name: string, memberSelect?: "sel_all" | "sel_specific"): number;
  /** Its contacts stay. */
  removePhonebook(id: number): void;
  /** What left the PBX or tried to, oldest first. */
  deliveries(): readonly Delivery[];
  /** Has each webhook wait for this before an event is sent for the first time. */
  beforeSending(wait: () => Promise<void>): void;
  /**
   * Has the API wait for this when it has done what was asked, before it answers; what is named is answered by
   * something in between instead.
   */
  beforeAnswering(wait: (path: string) => Promise<ProxyAnswer | null>): void;
  /** Every event handed out has been delivered or given up. */
  settled(): Promise<void>;
  requests(): readonly RecordedRequest[];
  /** What a real PBX would not have understood: unknown paths, fields and frames, missing headers. */
  unexpected(): readonly string[];
  liveTokens(): number;
  /** Invalidates every token, as regenerating the secret does. */
  revokeTokens(): void;
  openSockets(): number;
  /** Recordings that are on their way. */
  openDownloads(): number;
  closeSockets(): void;
  /** Unreachable from now on; calls go on, their events are lost, their CDR rows are not. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  unblock(): void;
  close(): Promise<void>;
}
