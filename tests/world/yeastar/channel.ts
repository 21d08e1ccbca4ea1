import type { Member, MemberStatus } from "./wire.ts";

/** One party's connection to the PBX. Its id is what every call control verb takes. */
export type Channel = {
  readonly id: string;
  readonly kind: "extension" | "inbound" | "outbound";
  /** The extension, or the external number at the far end of the trunk. */
  readonly number: string;
  readonly from: string;
  to: string;
  readonly trunk: string;
  readonly callPath: string;
  readonly startedAt: number;
  status: MemberStatus;
};

/** Counts the channels and calls of one PBX; ids are never used twice. */
export class Counters {
  #channel = 0x29;
  #call = 14;

  extensionChannel(extension: string): string {
    return `PJSIP/${extension}-${this.#hex()}`;
  }

  trunkChannel(trunk: string): string {
    return `PJSIP/trunk-${trunk}-endpoint-${this.#hex()}`;
  }

  nextCall(): number {
    this.#call += 1;
    return this.#call;
  }

  #hex(): string {
    this.#channel += 1;
    return this.#channel.toString(16).padStart(8, "0");
  }
}

export function memberOf(channel: Channel): Member {
  const common = {
    channel_id: channel.id,
    member_status: channel.status,
    call_path: channel.callPath,
  };
  if (channel.kind === "extension") return { extension: { number: channel.number, ...common } };
  const trunk = { from: channel.from, to: channel.to, trunk_name: channel.trunk, ...common };
  return channel.kind === "inbound" ? { inbound: trunk } : { outbound: trunk };
}

export function isLive(channel: Channel): boolean {
  return channel.status !== "BYE";
}

export function isRinging(channel: Channel): boolean {
  return channel.status === "RING" || channel.status === "EARLYMEDIA";
}

export function isTalking(channel: Channel): boolean {
  return channel.status === "ANSWER" || channel.status === "ANSWERED";
}
