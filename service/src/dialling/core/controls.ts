import type { CallView, ControlInput } from "@deskline/shared/app";
import { channelsInOrder, type Channel } from "../../calls/core/channels.ts";
import type { CallFacts } from "../../calls/core/facts.ts";

export type Controls = CallView["controls"];
export type Action = ControlInput["action"];

export type Picked =
  | { kind: "channels"; own: string; other: string | null }
  | { kind: "refused"; code: "not_your_call" | "call_over" | "control_not_possible" };

/**
 * The channel of an extension with which an order is given, and that of the party it talks with. Of several
 * channels of the extension it is the liveliest that can do it; a transfer is ended with the one it began with.
 */
export function pickChannels(facts: CallFacts, extension: string, action: Action): Picked {
  const channels = channelsInOrder(facts);
  const mine = channels.filter((channel) => channel.kind === "extension" && channel.party === extension);
  if (mine.length === 0) return { kind: "refused", code: "not_your_call" };
  const live = mine.filter((channel) => channel.status !== "gone");
  if (live.length === 0) return { kind: "refused", code: "call_over" };
  const others = channels.filter((channel) => isParty(channel) && !mine.includes(channel));
  const own = able(live, others, action);
  if (own === undefined) return { kind: "refused", code: "control_not_possible" };
  return { kind: "channels", own: own.id, other: (others.find(isTrunk) ?? others[0])?.id ?? null };
}

function able(live: Channel[], others: Channel[], action: Action): Channel | undefined {
  const talking = live.filter((channel) => isTalking(channel) && channel.status !== "held");
  const engaged = live.filter(isTalking);
  switch (action) {
    case "hang_up":
      return talking[0] ?? engaged[0] ?? live[0];
    case "answer":
    case "decline":
      return live.find((channel) => channel.status === "ringing");
    case "hold":
    case "transfer_attended":
      return talking[0];
    case "resume": {
      // Either side may be the one that is shown as held.
      const otherHeld = others.some((channel) => channel.status === "held");
      return engaged.find((channel) => channel.status === "held") ?? (otherHeld ? talking[0] : undefined);
    }
    case "mute":
    case "unmute":
    case "start_recording":
    case "pause_recording":
    case "resume_recording":
      return talking[0] ?? engaged[0];
    case "park":
    case "transfer_blind":
      // With somebody asked on a second line, the transfer that was begun has to be ended first.
      return others.length > 0 && live.every((one) => one === engaged[0] || one.status === "ringing")
        ? engaged[0]
        : undefined;
    case "complete_transfer":
    case "cancel_transfer":
      return engaged[0];
  }
}

function isTalking({ status }: Channel): boolean {
  return status === "talking_as_caller" || status === "talking_as_callee" || status === "held";
}

/** Whoever called is with whoever answered, though it may not be told of both yet. */
function isParty(channel: Channel): boolean {
  return isTalking(channel) || channel.status === "calling";
}

function isTrunk({ kind }: Channel): boolean {
  return kind !== "extension";
}

/** What follows from an order that the PBX took. Whoever has the call next is not muted. */
export function controlsAfter(before: Controls, action: Action): Controls {
  switch (action) {
    case "mute":
      return { ...before, muted: true };
    case "unmute":
    case "hang_up":
    case "park":
    case "transfer_blind":
    case "complete_transfer":
      return { ...before, muted: false };
    case "start_recording":
    case "resume_recording":
      return { ...before, recording: "on" };
    case "pause_recording":
      return { ...before, recording: "paused" };
    case "answer":
    case "decline":
    case "hold":
    case "resume":
    case "transfer_attended":
    case "cancel_transfer":
      return before;
  }
}
