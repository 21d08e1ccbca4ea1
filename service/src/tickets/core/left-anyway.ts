import type { LeaveReason } from "@deskline/shared/admin-ticket-preview";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import { decide, type RuleFacts } from "./decide.ts";
import { isNumberNeverLogged, type NumberReading } from "./rule-facts.ts";

/** A call that there might be, of which no more is known. */
export type MaybeCall = {
  direction: "inbound" | "outbound";
  number: string;
  reading: NumberReading;
  known: boolean;
  open: boolean;
};

/** Why such a call is not logged, answered or not; null when it is in one of the two cases. */
export function leftAnyway(settings: TicketSettings, call: MaybeCall): LeaveReason | null {
  const { direction, number, reading, known, open } = call;
  const facts: Omit<RuleFacts, "outcome"> = {
    ended: true,
    direction,
    did: null,
    trunk: null,
    group: null,
    extensions: [],
    agentGroups: [],
    open,
    contact: known ? "known" : "unknown",
    vip: false,
    ringMs: 0,
    talkMs: 0,
    neverLog: isNumberNeverLogged(number, settings, reading),
  };
  const answered = decide(settings, { ...facts, outcome: "answered" });
  const unanswered = decide(settings, { ...facts, outcome: "no_answer" });
  return answered.kind === "leave" && unanswered.kind === "leave" ? answered.reason : null;
}
