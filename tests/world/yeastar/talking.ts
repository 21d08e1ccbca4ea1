import { isLive, isRinging, isTalking, type Channel } from "./channel.ts";
import type { Leg } from "./legs.ts";
import type { LiveCall } from "./live-call.ts";
import { connect } from "./routing.ts";

/** A ringing phone is picked up; the other phones that ring for the same call stop. */
export function answer(call: LiveCall, channel: Channel): void {
  if (call.pendingDial !== null && channel === call.anchor) return firstPhonePickedUp(call, channel);
  channel.status = "ANSWER";
  if (call.consultation?.target === channel) {
    const { own } = call.consultation;
    own.status = "ANSWERED";
    const leg = call.ledger.consultation();
    if (leg) leg.answeredAt = call.now();
    call.report(channel, own);
    return;
  }
  markAnswered(call, channel);
  const anchor = call.anchor;
  const caller = anchor && !isTalking(anchor) && anchor.status !== "HOLD" ? anchor : null;
  if (caller) caller.status = caller.status === "RING" ? "ANSWER" : "ANSWERED";
  // In an API dial the first phone went from RING to ANSWER; with the callee there it is the caller.
  const dialled = anchor && anchor === call.firstPhone && anchor.status === "ANSWER" ? anchor : null;
  if (dialled) dialled.status = "ANSWERED";
  call.report(channel, ...[caller ?? dialled].filter((each) => each !== null));
  const aside: (Channel | undefined)[] = [call.consultation?.target];
  for (const loser of call.live().filter((each) => isRinging(each) && !aside.includes(each))) call.bye(loser);
}

function firstPhonePickedUp(call: LiveCall, channel: Channel): void {
  const callee = call.pendingDial;
  call.pendingDial = null;
  if (callee === null) return;
  if (channel.status === "RING") {
    channel.status = "ANSWER";
    call.report(channel);
  }
  connect(call, channel.number, callee);
}

function markAnswered(call: LiveCall, channel: Channel): Leg {
  const now = call.now();
  const party = call.partyOf(channel);
  const current = call.ledger.current();
  if (current?.kind === "direct" && current.to.number === party.number && current.answeredAt === null) {
    current.answeredAt = now;
    return recorded(call, current);
  }
  if (current?.kind === "queue") current.answeredAt ??= now;
  else call.ledger.close(current, now);
  if (current?.kind === "ring_group") current.outcome = "ANSWERED";
  const leg = call.openLeg("direct", party, { startedAt: channel.startedAt, dstTrunk: channel.trunk });
  leg.answeredAt = now;
  return recorded(call, leg);
}

function recorded(call: LiveCall, leg: Leg): Leg {
  if (call.host.switches.recordCalls && call.direction !== "Internal") {
    call.recording = "on";
    call.recorded = true;
  }
  return leg;
}

/** The member who presses hold; which of the two ends shows it is a switch. */
export function hold(call: LiveCall, channel: Channel): boolean {
  if (!isTalking(channel) || call.holds.has(channel)) return false;
  const shown = call.host.switches.holdMember === "holder" ? channel : call.peerOf(channel);
  if (!shown) return false;
  call.holds.set(channel, shown);
  shown.status = "HOLD";
  call.report(shown);
  return true;
}

/** Only the member who held can take it back. */
export function unhold(call: LiveCall, channel: Channel): boolean {
  const shown = call.holds.get(channel);
  if (!shown) return false;
  call.holds.delete(channel);
  if (!isLive(shown)) return true;
  shown.status = call.host.switches.signalledUnhold;
  call.report(shown);
  return true;
}

/** Refused, engaged or impossible: 30015 says why, the phones it concerns go quiet. */
export function fail(
  call: LiveCall,
  reason: string,
  outcome: "BUSY" | "FAILED",
  channels: readonly Channel[],
): void {
  call.emit(30015, { reason, members: call.members() });
  const leg = call.ledger.current();
  if (leg && leg.kind === "direct" && leg.answeredAt === null) leg.outcome = outcome;
  call.bye(...channels);
}

/** Everybody goes, the one who hung up first; then the records. Asking twice changes nothing. */
export function hangUp(call: LiveCall, first?: Channel): void {
  if (call.endedAt !== null) return;
  if (first) call.bye(first);
  call.bye(...call.live());
  const now = call.now();
  const queue = call.ledger.current();
  if (queue?.kind === "queue" && queue.answeredAt === null && call.host.switches.abandonedStatus) {
    queue.outcome = "ABANDONED";
  }
  call.ledger.closeAll(now);
  call.recording = "off";
  call.endedAt = now;
  call.host.ended(call);
}
