import { isLive, isTalking, type Channel } from "./channel.ts";
import type { LiveCall } from "./live-call.ts";
import { connect } from "./routing.ts";
import { hold, unhold } from "./talking.ts";

export type TransferOrigin = "phone" | "api";

/** Reports 30013; a transfer ordered through the API only if the switch says so. */
function reportTransfer(call: LiveCall, origin: TransferOrigin): void {
  if (origin === "phone" || call.host.switches.apiTransferEvent)
    call.emit(30013, { members: call.members() });
}

/** The mover leaves at once, the moved party hears the target ring. */
export function transferBlind(
  call: LiveCall,
  moved: Channel,
  mover: Channel,
  to: string,
  origin: TransferOrigin,
): void {
  reportTransfer(call, origin);
  call.anchor = moved;
  call.bye(mover);
  release(call);
  call.ledger.closeAll(call.now());
  connectAsLeg(call, mover.number, to);
}

/** The transferor holds the customer and calls the target on a second channel of the same call. */
export function startConsultation(call: LiveCall, first: Channel, to: string): boolean {
  const party = call.host.directory.party(to);
  const external = party.kind === "external";
  if (!external && party.kind !== "extension") return false; // one phone, not a queue
  if (call.consultation || !hold(call, first)) return false;
  const own = call.addExtension(first.number, "ALERT");
  const from = call.partyOf(first);
  const trunk = call.host.directory.defaultTrunk();
  const target = external
    ? call.addTrunkLeg("outbound", { from: first.number, to, trunk, status: "RING" })
    : call.addExtension(to, "RING");
  call.ledger.open({ kind: "consultation", from, to: party, startedAt: call.now(), dstTrunk: target.trunk });
  call.consultation = { own, first, target };
  call.report(own, target);
  return true;
}

/** Hands over: the transferor goes, customer and target stay. Before the target answered it acts as blind. */
export function completeConsultation(call: LiveCall, origin: TransferOrigin): boolean {
  const { consultation } = call;
  if (!consultation) return false;
  const { own, first, target } = consultation;
  reportTransfer(call, origin);
  const moved = call.peerOf(first);
  call.consultation = null;
  if (moved) call.anchor = moved;
  call.bye(first, own);
  release(call);
  const now = call.now();
  call.ledger.closeAll(now);
  const leg = call.openLeg("direct", call.partyOf(target), { dstTrunk: target.trunk });
  if (target.status === "ANSWER") leg.answeredAt = now;
  return true;
}

/** Back to the customer; the target's phone goes. */
export function abortConsultation(call: LiveCall): boolean {
  const { consultation } = call;
  if (!consultation) return false;
  call.ledger.close(call.ledger.consultation(), call.now());
  call.bye(consultation.target, consultation.own);
  call.consultation = null;
  unhold(call, consultation.first);
  return true;
}

/** Alternates between customer and target; the target has to have answered. */
export function swapConsultation(call: LiveCall): boolean {
  const { consultation } = call;
  if (!consultation) return false;
  const { own, first } = consultation;
  if (call.holds.has(first)) return isTalking(own) && hold(call, own) && unhold(call, first);
  return hold(call, first) && unhold(call, own);
}

/** Whoever was on hold for somebody who left hears the PBX again. */
function release(call: LiveCall): void {
  for (const [holder, shown] of call.holds) {
    if (isLive(holder) && isLive(shown)) continue;
    call.holds.delete(holder);
  }
  for (const channel of call.live()) {
    if (channel.status !== "HOLD" || [...call.holds.values()].includes(channel)) continue;
    channel.status = call.host.switches.signalledUnhold;
    call.report(channel);
  }
}

function connectAsLeg(call: LiveCall, from: string, to: string): void {
  const party = call.host.directory.party(to);
  const trunk = call.host.directory.defaultTrunk();
  if (party.kind === "external") call.openLeg("direct", party, { dstTrunk: trunk });
  connect(call, from, to);
}
