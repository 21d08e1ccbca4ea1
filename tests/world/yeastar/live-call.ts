import { isLive, isRinging, isTalking, memberOf, type Channel, type Counters } from "./channel.ts";
import type { Directory, Party } from "./directory.ts";
import { LegLedger, type Leg } from "./legs.ts";
import type { Switches } from "./options.ts";
import type { Member } from "./wire.ts";

export type Direction = "Inbound" | "Outbound" | "Internal";

/** What a call needs of the PBX it runs on. */
export type CallHost = {
  readonly directory: Directory;
  readonly counters: Counters;
  readonly switches: Switches;
  now(): number;
  wait: ((ms: number) => void) | null;
  emit(type: number, message: Record<string, unknown>): void;
  /** A change of the call is about to be reported. */
  reporting(call: LiveCall): void;
  ended(call: LiveCall): void;
};

export type CallStart = {
  callId: string;
  uid: string;
  direction: Direction;
  didNumber?: string;
  didName?: string;
  /** Report nothing while the call lives: the receiver only ever sees its record. */
  onlyRecord?: boolean;
};

/** How failure events write the identifier. */
function paddedId(callId: string): string {
  const [epoch = "", counter = ""] = callId.split(".");
  return `${epoch}.${counter.padStart(6, "0")}`;
}

export type Consultation = { own: Channel; first: Channel; target: Channel };

/** The state of one call and the reports about it; the verbs are in routing, talking and transfers. */
export class LiveCall {
  readonly callId: string;
  readonly uid: string;
  readonly direction: Direction;
  readonly didNumber: string;
  readonly didName: string;
  readonly host: CallHost;
  readonly startedAt: number;
  readonly channels: Channel[] = [];
  readonly ledger = new LegLedger();
  /** Who holds whom: the channel that pressed hold, and the channel that shows it. */
  readonly holds = new Map<Channel, Channel>();
  readonly muted = new Set<Channel>();
  parkingSlot: string | null = null;
  recording: "off" | "on" | "paused" = "off";
  recorded = false;
  endedAt: number | null = null;
  /** The party everyone else is connected to: the caller, or who is left after a transfer. */
  anchor: Channel | null = null;
  consultation: Consultation | null = null;
  /** API dial: the phone that is rung before the callee. */
  firstPhone: Channel | null = null;
  /** API dial: who is called once the first phone answers. */
  pendingDial: string | null = null;
  /** The number of the IVR, queue or ring group the call came through. */
  callPath = "";
  readonly #onlyRecord: boolean;
  #waitedMs = 0;

  constructor(host: CallHost, start: CallStart) {
    this.host = host;
    this.callId = start.callId;
    this.uid = start.uid;
    this.direction = start.direction;
    this.didNumber = start.didNumber ?? "";
    this.didName = start.didName ?? "";
    this.#onlyRecord = start.onlyRecord ?? false;
    this.startedAt = host.now();
  }

  now(): number {
    return this.host.now() + this.#waitedMs;
  }

  wait(seconds: number): void {
    if (this.host.wait) this.host.wait(seconds * 1000);
    else this.#waitedMs += seconds * 1000;
  }

  addExtension(number: string, status: Channel["status"], callPath = ""): Channel {
    if (!this.host.directory.extension(number)) throw new Error(`there is no extension ${number}`);
    const id = this.host.counters.extensionChannel(number);
    return this.#add({ id, kind: "extension", number, from: "", to: "", trunk: "", callPath, status });
  }

  addTrunkLeg(
    kind: "inbound" | "outbound",
    leg: { from: string; to: string; trunk: string; status: Channel["status"] },
  ): Channel {
    const id = this.host.counters.trunkChannel(leg.trunk);
    const number = kind === "inbound" ? leg.from : leg.to;
    return this.#add({ id, kind, number, callPath: "", ...leg });
  }

  #add(channel: Omit<Channel, "startedAt">): Channel {
    if (this.endedAt !== null) throw new Error(`call ${this.callId} has ended`);
    const added = { ...channel, startedAt: this.now() };
    this.channels.push(added);
    this.anchor ??= added;
    return added;
  }

  live(): Channel[] {
    return this.channels.filter(isLive);
  }

  /** The channel of a number that fits; throws when the script speaks of a phone that is not there. */
  require(number: string, fits: (channel: Channel) => boolean, what: string): Channel {
    const found = this.live().find((channel) => channel.number === number && fits(channel));
    if (!found) throw new Error(`no channel of ${number} on call ${this.callId} is ${what}`);
    return found;
  }

  ringingOf(number: string): Channel[] {
    return this.live().filter((channel) => channel.number === number && isRinging(channel));
  }

  /** The party at the other end of a talking or holding channel. */
  peerOf(channel: Channel): Channel | undefined {
    if (this.consultation && channel === this.consultation.own) return this.consultation.target;
    if (this.consultation && channel === this.consultation.target) return this.consultation.own;
    const aside = [this.consultation?.own, this.consultation?.target];
    if (channel !== this.anchor && this.anchor && isLive(this.anchor)) return this.anchor;
    return this.live().find(
      (other) => other !== channel && !aside.includes(other) && (isTalking(other) || other.status === "HOLD"),
    );
  }

  partyOf(channel: Channel): Party {
    return this.host.directory.party(channel.number);
  }

  openLeg(
    kind: Leg["kind"],
    to: Party,
    more: { from?: Party; startedAt?: number; dstTrunk?: string } = {},
  ): Leg {
    const anchor = this.anchor;
    if (!anchor) throw new Error("a leg needs somebody who calls");
    return this.ledger.open({
      kind,
      to,
      from: more.from ?? this.partyOf(anchor),
      startedAt: more.startedAt ?? this.now(),
      dstTrunk: more.dstTrunk ?? "",
    });
  }

  /** Tells the world (30011) that these channels changed. */
  report(...changed: Channel[]): void {
    const visible = changed.filter((channel) => this.#isMonitored(channel));
    if (visible.length === 0) return;
    if (this.host.switches.partialMembers) {
      for (const channel of visible) this.emit(30011, { members: [memberOf(channel)] });
      return;
    }
    this.emit(30011, { members: this.members(visible) });
  }

  /** The members of every live channel and of those that just went. */
  members(alsoGone: readonly Channel[] = []): Member[] {
    return this.channels
      .filter((channel) => this.#isMonitored(channel) && (isLive(channel) || alsoGone.includes(channel)))
      .map(memberOf);
  }

  emit(type: number, message: Record<string, unknown>): void {
    if (this.#onlyRecord && type !== 30012) return;
    if (type === 30011) this.host.reporting(this);
    this.host.emit(type, { call_id: type === 30015 ? paddedId(this.callId) : this.callId, ...message });
  }

  bye(...channels: Channel[]): void {
    const going = channels.filter(isLive);
    for (const channel of going) {
      channel.status = "BYE";
      this.holds.delete(channel);
    }
    this.report(...going);
  }

  #isMonitored(channel: Channel): boolean {
    return channel.kind === "extension" || this.host.switches.trunkMonitor;
  }
}
