import { isRinging, isTalking, type Channel } from "./channel.ts";
import type { LiveCall } from "./live-call.ts";
import { agentMissed, enterIvr, enterQueue, forward, ring, voicemail } from "./routing.ts";
import { answer, fail, hangUp, hold, unhold } from "./talking.ts";
import * as transfers from "./transfers.ts";

/** A call that people on both ends carry out as a script tells them. Phones are named by number. */
export interface ScriptedCall {
  readonly callId: string;
  /** Moves this call's own time on; no sleeping. */
  wait(seconds: number): void;
  /** One channel; ringing the same extension twice is a second device. `via` is the call path. */
  ring(extension: string, options?: { via?: string }): void;
  /** The first of its phones that rings is picked up; in an API dial the callee is dialled then. */
  answer(extension: string): void;
  hold(extension: string): void;
  unhold(extension: string): void;
  /** `by` leaves at once and `to` rings; go on with `answer(to)` or `remoteAnswers()`. */
  transferBlind(by: string, to: string): void;
  /** `by` holds and calls `to`; go on with `answer(to)`, then `completeTransfer` or `abortTransfer`. */
  transferAttended(by: string, to: string): void;
  completeTransfer(): void;
  abortTransfer(): void;
  swapTransfer(): void;
  /** The ringing extension sends the caller to an outside number (30014). */
  forward(extension: string, toExternal: string): void;
  /** SIP 183 from the outside number. */
  remoteRings(): void;
  remoteAnswers(): void;
  /** 30015 "486 Busy here"; the caller still has to hang up. */
  remoteBusy(): void;
  enterIvr(number: string): void;
  enterQueue(number: string): void;
  agentMissed(queue: string, extension: string): void;
  voicemail(extension: string): void;
  /** The callee declines: 30015 "User Busy"; the call still has to be hung up. */
  busy(extension: string): void;
  /** 30015 with this reason; all that rings goes quiet, the call still has to be hung up. */
  fail(reason: string): void;
  /** Everybody goes, `by` (a number) first; then 30012, CDR rows and recordings. */
  hangUp(by?: string): void;
  channels(): { number: string; channelId: string; status: Channel["status"] }[];
}

export function scripted(call: LiveCall): ScriptedCall {
  function engaged(number: string): Channel {
    return call.require(
      number,
      (channel) => isTalking(channel) || call.holds.has(channel),
      "in conversation",
    );
  }

  function remote(): Channel {
    const channel = call.live().find((each) => each.kind === "outbound" && isRinging(each));
    if (!channel) throw new Error(`call ${call.callId} rings nobody outside`);
    return channel;
  }

  return {
    callId: call.callId,
    wait: (seconds) => call.wait(seconds),
    ring: (extension, options) => void ring(call, extension, options?.via),
    answer(extension) {
      const first =
        call.pendingDial !== null && call.firstPhone?.number === extension ? call.firstPhone : null;
      answer(call, first ?? call.require(extension, isRinging, "ringing"));
    },
    hold(extension) {
      if (!hold(call, engaged(extension))) throw new Error(`${extension} cannot hold now`);
    },
    unhold(extension) {
      const channel = call.require(extension, (each) => call.holds.has(each), "holding");
      unhold(call, channel);
    },
    transferBlind(by, to) {
      const mover = engaged(by);
      const moved = call.peerOf(mover);
      if (!moved) throw new Error(`${by} talks to nobody`);
      transfers.transferBlind(call, moved, mover, to, "phone");
    },
    transferAttended(by, to) {
      if (!transfers.startConsultation(call, engaged(by), to)) throw new Error(`${by} cannot transfer now`);
    },
    completeTransfer: () => must(transfers.completeConsultation(call, "phone")),
    abortTransfer: () => must(transfers.abortConsultation(call)),
    swapTransfer: () => must(transfers.swapConsultation(call)),
    forward: (extension, toExternal) => forward(call, extension, toExternal),
    remoteRings() {
      const channel = remote();
      channel.status = "EARLYMEDIA";
      call.report(channel);
    },
    remoteAnswers: () => answer(call, remote()),
    remoteBusy: () => fail(call, "486 Busy here", "BUSY", [remote()]),
    enterIvr: (number) => enterIvr(call, number),
    enterQueue: (number) => enterQueue(call, number),
    agentMissed: (queue, extension) => agentMissed(call, queue, extension),
    voicemail: (extension) => voicemail(call, extension),
    busy: (extension) => fail(call, "User Busy", "BUSY", call.ringingOf(extension)),
    fail: (reason) => fail(call, reason, "FAILED", call.live().filter(isRinging)),
    hangUp: (by) =>
      hangUp(call, by === undefined ? undefined : call.live().find((each) => each.number === by)),
    channels: () => call.channels.map(({ number, id, status }) => ({ number, channelId: id, status })),
  };
}

function must(done: boolean): void {
  if (!done) throw new Error("no consultation is under way that allows this");
}
