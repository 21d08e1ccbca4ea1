import type { Call, Directory } from "../../calls/core/call.ts";
import { callFrom } from "../../calls/core/conclude.ts";
import { nothingTold, type CallFacts, type ChannelFacts } from "../../calls/core/facts.ts";
import { ticketRuleFor } from "./rules.ts";

/** The call as it was when it first could have got a ticket; null where that was told only when it was over. */
export function earlyCall(
  pbxCallId: string,
  facts: CallFacts,
  directory: Directory,
  boundExtensions: ReadonlySet<string>,
): Call | null {
  for (const at of instantsOf(facts)) {
    const call = callFrom(pbxCallId, toldUntil(facts, at), directory);
    if (call.state !== "ended" && ticketRuleFor(call, boundExtensions).kind === "log") return call;
  }
  return null;
}

/** When something was told for the first time, in this order. */
function instantsOf({ channels, dialled }: CallFacts): number[] {
  const told = Object.values(channels).flatMap(({ statuses }) =>
    Object.values(statuses).map(({ first }) => first),
  );
  return [...new Set([...told, ...(dialled === undefined ? [] : [dialled.at])])].toSorted((a, b) => a - b);
}

/** The PBX writes its records when the call is over, and tells what failed when it has: neither is known yet. */
function toldUntil(facts: CallFacts, at: number): CallFacts {
  const { dialled, ...rest } = facts;
  return {
    ...rest,
    ...nothingTold,
    lastToldAt: at,
    channels: Object.fromEntries(
      Object.entries(facts.channels)
        .map(([id, channel]) => [id, channelUntil(channel, at)] as const)
        .filter(([, { statuses }]) => Object.keys(statuses).length > 0),
    ),
    ...(dialled !== undefined && dialled.at <= at ? { dialled } : {}),
  };
}

function channelUntil(channel: ChannelFacts, at: number): ChannelFacts {
  const until = (values: Record<string, number>) =>
    Object.fromEntries(Object.entries(values).filter(([, first]) => first <= at));
  const statuses = Object.entries(channel.statuses)
    .filter(([, { first }]) => first <= at)
    .map(([status, { first, last }]) => [status, { first, last: Math.min(last, at) }] as const);
  return {
    ...channel,
    to: until(channel.to),
    via: until(channel.via),
    statuses: Object.fromEntries(statuses),
  };
}
