import type { Party } from "./directory.ts";

export type Disposition = "ANSWERED" | "NO ANSWER" | "BUSY" | "FAILED" | "VOICEMAIL" | "ABANDONED";

/** One routing stage of a call: what a CDR row is made of. */
export type Leg = {
  readonly kind: "direct" | "ivr" | "queue" | "ring_group" | "voicemail" | "consultation";
  readonly from: Party;
  readonly to: Party;
  readonly dstTrunk: string;
  readonly startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  /** How it ended when not simply answered or not answered. */
  outcome: Disposition | null;
};

/** The legs of one call in the order they began. */
export class LegLedger {
  readonly legs: Leg[] = [];

  open(leg: Omit<Leg, "answeredAt" | "endedAt" | "outcome" | "dstTrunk"> & { dstTrunk?: string }): Leg {
    const opened: Leg = { dstTrunk: "", ...leg, answeredAt: null, endedAt: null, outcome: null };
    this.legs.push(opened);
    return opened;
  }

  /** The newest leg that has not ended, consultations aside. */
  current(): Leg | undefined {
    return this.legs.findLast((leg) => leg.endedAt === null && leg.kind !== "consultation");
  }

  consultation(): Leg | undefined {
    return this.legs.findLast((leg) => leg.endedAt === null && leg.kind === "consultation");
  }

  closeAll(at: number): void {
    for (const leg of this.legs) leg.endedAt ??= at;
  }

  close(leg: Leg | undefined, at: number, outcome: Disposition | null = null): void {
    if (!leg || leg.endedAt !== null) return;
    leg.endedAt = at;
    leg.outcome = outcome;
  }
}

export function dispositionOf(leg: Leg): Disposition {
  return leg.outcome ?? (leg.answeredAt === null ? "NO ANSWER" : "ANSWERED");
}

/** A person talked on this leg; a queue or an IVR answering does not count. */
export function isConversation(leg: Leg): boolean {
  return (leg.kind === "direct" || leg.kind === "consultation") && leg.answeredAt !== null;
}

export function durationsOf(leg: Leg): { duration: number; ring: number; talk: number } {
  const endedAt = leg.endedAt ?? leg.startedAt;
  const answeredAt = leg.answeredAt ?? endedAt;
  return {
    duration: seconds(endedAt - leg.startedAt),
    ring: seconds(answeredAt - leg.startedAt),
    talk: seconds(endedAt - answeredAt),
  };
}

export function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
