import { Counters, isLive, type Channel } from "./channel.ts";
import type { Directory } from "./directory.ts";
import { LiveCall, type CallHost, type CallStart, type Direction } from "./live-call.ts";
import { compactTime } from "./local-time.ts";
import type { Switches } from "./options.ts";
import { cdrRowsOf, endMessagesOf, fiveHex, recordingsOf, type CdrRow, type Recording } from "./records.ts";
import { route, ring, ringOutside } from "./routing.ts";
import { scripted, type ScriptedCall } from "./scripted-call.ts";
import { envelopeOf, type Envelope } from "./wire.ts";

export type InboundCall = {
  /** The caller's number as the trunk signals it; "anonymous" or "" when withheld. */
  from: string;
  did?: string;
  didName?: string;
  trunk?: string;
  /** Extension, ring group, queue or IVR. */
  to: string;
  onlyRecord?: boolean;
};
export type OutboundCall = { extension: string; to: string; trunk?: string };
export type DialledCall = { caller: string; callee: string; dialPermission?: string };

/** What a script needs of a PBX: the engine alone has it, and so has the simulator. */
export interface CallMaker {
  inbound(call: InboundCall): ScriptedCall;
  outbound(call: OutboundCall): ScriptedCall;
  internal(call: { from: string; to: string }): ScriptedCall;
  /** What `call/dial` does: rings the caller's phone, `answer(caller)` then dials the callee. */
  dial(call: DialledCall): ScriptedCall;
}

export type EngineOptions = {
  directory: Directory;
  switches: Switches;
  sn: string;
  timeZone: string;
  now: () => number;
  advance?: ((ms: number) => void) | undefined;
  sink: (envelope: Envelope) => void;
};

/** Runs calls on a PBX without a network: events go to the sink, records stay here. */
export class CallEngine implements CallMaker {
  readonly rows: CdrRow[] = [];
  readonly recordings: Recording[] = [];
  readonly #calls: LiveCall[] = [];
  /** Which legs' records have gone out while their call still ran. */
  readonly #toldLegs = new Map<LiveCall, Set<number>>();
  readonly #options: EngineOptions;
  readonly #host: CallHost;

  constructor(options: EngineOptions) {
    const { directory, switches, now, advance, sn, sink } = options;
    this.#options = options;
    this.#host = {
      directory,
      switches,
      now,
      counters: new Counters(),
      wait: advance ?? null,
      emit: (type, message) => sink(envelopeOf(type, sn, message, switches.msgAs)),
      reporting: (call) => this.#tellEndedLegs(call),
      ended: (call) => this.#keepRecords(call),
    };
  }

  get switches(): Switches {
    return this.#options.switches;
  }

  inbound({ from, to, did, didName, trunk, onlyRecord }: InboundCall): ScriptedCall {
    const call = this.#start("Inbound", {
      onlyRecord: onlyRecord ?? false,
      didNumber: did ?? "",
      didName: didName ?? "",
    });
    const line = trunk ?? this.#options.directory.defaultTrunk();
    call.report(call.addTrunkLeg("inbound", { from, to, trunk: line, status: "ALERT" }));
    route(call, to);
    return scripted(call);
  }

  outbound({ extension, to, trunk }: OutboundCall): ScriptedCall {
    const call = this.#start("Outbound");
    const line = trunk ?? this.#options.directory.defaultTrunk();
    call.report(call.addExtension(extension, "ALERT"));
    call.openLeg("direct", this.#options.directory.party(to), { dstTrunk: line });
    ringOutside(call, extension, to, line);
    return scripted(call);
  }

  internal({ from, to }: { from: string; to: string }): ScriptedCall {
    const call = this.#start("Internal");
    call.report(call.addExtension(from, "ALERT"));
    route(call, to);
    if (this.#options.directory.extension(to)) ring(call, to);
    return scripted(call);
  }

  dial(request: DialledCall): ScriptedCall {
    return scripted(this.dialLive(request));
  }

  /**
   * As `dial`; without the permission to call out, or a phone that could be rung, there is a call id, a 30015
   * and nothing else.
   */
  dialLive({ caller, callee, dialPermission }: DialledCall): LiveCall {
    const { directory, switches } = this.#options;
    const party = directory.party(callee);
    const external = party.kind === "external";
    const call = this.#start(external ? "Outbound" : "Internal");
    const permitted = !external || directory.extension(dialPermission ?? caller)?.mayDialOut === true;
    if (!permitted || directory.extension(caller)?.registered === false) {
      const reason = permitted ? "480 Temporatily Unavailable" : "NO Dial Permission";
      call.emit(30015, { reason, members: null });
      call.endedAt = call.now();
      return call;
    }
    const first = call.addExtension(caller, switches.apiDialFirstLeg);
    call.firstPhone = first;
    call.pendingDial = callee;
    call.openLeg("direct", party, { dstTrunk: external ? directory.defaultTrunk() : "" });
    call.report(first);
    return call;
  }

  live(): LiveCall[] {
    return this.#calls.filter((call) => call.endedAt === null);
  }

  find(callId: string): LiveCall | undefined {
    return this.#calls.find((call) => call.callId === callId);
  }

  /** The call and channel a control verb means; nothing when the channel is finished or never was. */
  channel(channelId: string): { call: LiveCall; channel: Channel } | null {
    for (const call of this.live()) {
      const channel = call.channels.find((each) => each.id === channelId && isLive(each));
      if (channel) return { call, channel };
    }
    return null;
  }

  #start(direction: Direction, more: Partial<CallStart> = {}): LiveCall {
    const { now, timeZone } = this.#options;
    const counter = this.#host.counters.nextCall();
    const call = new LiveCall(this.#host, {
      ...more,
      direction,
      callId: `${Math.floor(now() / 1000)}.${counter}`,
      uid: compactTime(now(), timeZone) + fiveHex(counter),
    });
    this.#calls.push(call);
    return call;
  }

  #keepRecords(call: LiveCall): void {
    const { timeZone, switches, now } = this.#options;
    const rows = cdrRowsOf(call, timeZone);
    // By the PBX's clock and not the call's own: a script may have run ahead of it.
    const readyAt = now() + switches.recordingReadyAfterSeconds * 1000;
    this.rows.push(...rows);
    for (const recording of recordingsOf(rows, readyAt)) {
      this.recordings.push({ ...recording, id: 57 + this.recordings.length });
    }
    if (switches.records === "as_legs_end") this.#tellEndedLegs(call);
    else
      for (const message of endMessagesOf(call, rows, timeZone, switches.records)) call.emit(30012, message);
  }

  #tellEndedLegs(call: LiveCall): void {
    const { timeZone, switches } = this.#options;
    if (switches.records !== "as_legs_end") return;
    const told = this.#toldLegs.get(call) ?? new Set();
    this.#toldLegs.set(call, told);
    const rows = cdrRowsOf(call, timeZone);
    const ended = rows.filter((_, leg) => call.ledger.legs[leg]?.endedAt != null && !told.has(leg));
    for (const row of ended) told.add(rows.indexOf(row));
    for (const message of endMessagesOf(call, ended, timeZone, "per_leg")) call.emit(30012, message);
  }
}
