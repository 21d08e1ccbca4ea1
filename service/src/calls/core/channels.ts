import type { Leg } from "./call.ts";
import type { LegStatus } from "./event.ts";
import { compare, type CallFacts, type ChannelFacts } from "./facts.ts";

/** A channel with its identifier and what it does now. */
export type Channel = ChannelFacts & { id: string; status: LegStatus };

/**
 * Channels in the order of their making. Asterisk numbers channels with a growing hexadecimal counter
 * (`PJSIP/2005-0000002a`), which unlike the time of receipt survives reordering.
 */
export function channelsInOrder(facts: CallFacts): Channel[] {
  return Object.entries(facts.channels)
    .map(([id, channel]) => ({ ...channel, id, status: currentStatus(channel, goneSince(facts)) }))
    .sort((a, b) => compare(counterOf(a.id), counterOf(b.id)) || compare(a.id, b.id));
}

/** The PBX did not name the call then, and has not named it since. */
export function goneSince({ inProgressAt, notInProgressAt }: CallFacts): number | null {
  return (inProgressAt ?? 0) > (notInProgressAt ?? 0) ? null : notInProgressAt;
}

function counterOf(channelId: string): number {
  const match = /-([0-9a-f]{8})$/i.exec(channelId);
  return match?.[1] === undefined ? Number.MAX_SAFE_INTEGER : Number.parseInt(match[1], 16);
}

export function was(channel: ChannelFacts, ...statuses: LegStatus[]): boolean {
  return statuses.some((status) => channel.statuses[status] !== undefined);
}

/** Took a call that rang here. After a hold the PBX may name either side as talking, so both count unless this party had called. */
export function tookTheCall(channel: ChannelFacts): boolean {
  if (was(channel, "talking_as_callee")) return true;
  return was(channel, "talking_as_caller", "held") && !was(channel, "calling");
}

export function talked(channel: ChannelFacts): boolean {
  return was(channel, "talking_as_callee", "talking_as_caller", "held");
}

const live: LegStatus[] = [
  "calling",
  "ringing",
  "early_media",
  "talking_as_caller",
  "talking_as_callee",
  "held",
];

/**
 * Gone is final; otherwise the status told last holds, the further one when two were told at once.
 * A call that was not in progress at an instant (`goneSince`) has no channel left of those told before.
 */
export function currentStatus(channel: ChannelFacts, goneSince: number | null): LegStatus {
  if (was(channel, "gone") || lastTold(channel) <= (goneSince ?? 0)) return "gone";
  const told = live.filter((status) => was(channel, status));
  return told.reduce<LegStatus>(
    (best, status) =>
      (channel.statuses[status]?.last ?? 0) >= (channel.statuses[best]?.last ?? 0) ? status : best,
    told[0] ?? "gone",
  );
}

export function lastTold(channel: ChannelFacts): number {
  return Math.max(0, ...Object.values(channel.statuses).map((span) => span.last));
}

const legStates: Record<LegStatus, Leg["state"]> = {
  calling: "calling",
  ringing: "ringing",
  early_media: "ringing",
  talking_as_caller: "talking",
  talking_as_callee: "talking",
  held: "held",
  gone: "gone",
};

export function legOf(channel: Channel): Leg {
  return {
    channelId: channel.id,
    kind: channel.kind,
    number: channel.kind === "outbound" ? (earliestOf(channel.to) ?? channel.party) : channel.party,
    state: legStates[channel.status],
  };
}

/** The value told first; ties go to the lesser one. */
export function earliestOf(values: Record<string, number>): string | null {
  const [first] = Object.entries(values).sort((a, b) => compare(a[1], b[1]) || compare(a[0], b[0]));
  return first?.[0] ?? null;
}
