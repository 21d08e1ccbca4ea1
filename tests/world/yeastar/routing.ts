import { isRinging, type Channel } from "./channel.ts";
import type { LiveCall } from "./live-call.ts";

/** Sends a call to a number: an IVR and a queue answer by themselves, a ring group waits to be rung. */
export function route(call: LiveCall, to: string): void {
  const party = call.host.directory.party(to);
  if (call.anchor?.kind === "inbound") call.anchor.to = to;
  switch (party.kind) {
    case "ivr":
      return enterIvr(call, to);
    case "queue":
      return enterQueue(call, to);
    case "ring_group":
      call.callPath = to;
      call.openLeg("ring_group", party);
      return;
    case "extension":
    case "external":
      call.callPath = "";
      call.openLeg("direct", party);
  }
}

/** The IVR picks up, so the trunk leg is ANSWERED although nobody is there. Asking twice changes nothing. */
export function enterIvr(call: LiveCall, number: string): void {
  enterStage(call, "ivr", number);
}

/** The queue picks up and plays its music. Asking twice changes nothing. */
export function enterQueue(call: LiveCall, number: string): void {
  enterStage(call, "queue", number);
}

function enterStage(call: LiveCall, kind: "ivr" | "queue", number: string): void {
  const party = call.host.directory.party(number);
  if (party.kind !== kind) throw new Error(`${number} is no ${kind}`);
  const current = call.ledger.current();
  if (current?.kind === kind && current.to.number === number) return;
  call.ledger.close(current, call.now());
  call.callPath = number;
  const leg = call.openLeg(kind, party);
  if (kind === "ivr") leg.answeredAt = call.now();
  const anchor = call.anchor;
  if (!anchor) return;
  if (anchor.kind === "inbound") anchor.to = number;
  anchor.status = "ANSWERED";
  call.report(anchor);
}

/** One device of an extension starts to ring. */
export function ring(call: LiveCall, extension: string, via = call.callPath): Channel {
  const channel = call.addExtension(extension, "RING", via);
  const current = call.ledger.current();
  if (!current || current.kind === "ivr") {
    call.ledger.close(current, call.now());
    call.openLeg("direct", call.partyOf(channel));
  }
  call.report(channel);
  return channel;
}

/** A call to the outside: the trunk member begins to ring. */
export function ringOutside(call: LiveCall, from: string, to: string, trunk: string): Channel {
  const channel = call.addTrunkLeg("outbound", { from, to, trunk, status: "RING" });
  call.report(channel);
  return channel;
}

/** Rings whoever is meant: a phone, the outside, or a stage whose phones the script rings. */
export function connect(call: LiveCall, from: string, to: string): Channel | null {
  const { kind } = call.host.directory.party(to);
  if (kind === "external") return ringOutside(call, from, to, call.host.directory.defaultTrunk());
  if (kind === "extension") return ring(call, to, "");
  route(call, to);
  return null;
}

/** Nobody took it there: 30026, and the agent's phone goes quiet. */
export function agentMissed(call: LiveCall, queue: string, extension: string): void {
  call.emit(30026, {
    queue_number: queue,
    agent_number: extension,
    caller_number: call.anchor?.number ?? "",
  });
  call.bye(...call.ringingOf(extension));
}

/** The phone's owner sends the call on to the outside (30014). */
export function forward(call: LiveCall, extension: string, to: string): void {
  const ringing = call.ringingOf(extension);
  call.emit(30014, { members: call.members() });
  call.bye(...ringing);
  call.ledger.close(call.ledger.current(), call.now());
  const trunk = call.host.directory.defaultTrunk();
  call.openLeg("direct", call.host.directory.party(to), { dstTrunk: trunk });
  ringOutside(call, extension, to, trunk);
}

/** The mailbox answers in place of the extension. */
export function voicemail(call: LiveCall, extension: string): void {
  call.bye(...call.live().filter(isRinging));
  call.ledger.close(call.ledger.current(), call.now());
  const mailbox = call.host.directory.party(extension);
  const leg = call.openLeg("voicemail", { ...mailbox, name: `Voicemail ${mailbox.name}` });
  leg.answeredAt = call.now();
  leg.outcome = "VOICEMAIL";
  if (!call.anchor || call.anchor.status === "ANSWERED") return;
  call.anchor.status = "ANSWERED";
  call.report(call.anchor);
}
