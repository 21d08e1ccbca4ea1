import type { AgentSettings, CallView, PopClaim, PopRules } from "@deskline/shared/app";
import { wasTheirs } from "../../../calls/core/own-part.ts";

export type Moment = PopClaim["moment"];

/** What is shown; `panel` is the top bar, where the agent chooses or says who it is. */
export type PopTarget =
  { kind: "ticket"; id: number } | { kind: "new_ticket" } | { kind: "user"; id: number } | { kind: "panel" };

export type PopStep =
  | { do: "nothing" }
  /** The caller is being looked for: decide again then, or when the call changes. */
  | { do: "wait"; ms: number }
  | { do: "pop"; moment: Moment; how: "open" | "notify"; target: PopTarget };

export type PopQuestion = {
  call: CallView;
  extension: string;
  rules: PopRules;
  wish: AgentSettings["pop"];
  /** Whether the agent writes or dials just now. */
  busy: boolean;
  /** When this tab first saw the call running on the agent's phone; null when it never did. */
  seenAt: number | null;
  now: number;
};

/** How long the caller is looked for before they count as unknown. */
const lookUpMs = 2_500;
/** A computer that slept through the end of a call need not show it any more. */
const endIsFreshMs = 5 * 60_000;

/** Whether a call is to be shown to the agent now, and how. */
export function decidePop(question: PopQuestion): PopStep {
  const { call, rules, wish, busy, seenAt, now } = question;
  if (call.direction === "internal" || wish === "off") return { do: "nothing" };
  const rule = rules[call.direction];
  if (rule.when === "never" || !isMoment(rule.when, question)) return { do: "nothing" };
  const waited = now - (seenAt ?? now);
  if (call.candidates === null && call.number !== null && waited < lookUpMs)
    return { do: "wait", ms: lookUpMs - waited };
  const how = wish === "notify" || busy ? "notify" : "open";
  return { do: "pop", moment: rule.when, how, target: targetOf(call, rule.open) };
}

/** Whether the phone of the agent rings from outside. */
export function ringsFor(call: CallView, extension: string): boolean {
  return call.direction === "inbound" && call.state !== "ended" && phoneOf(call, extension) === "ringing";
}

/** Whether the call runs on the agent's phone. */
export function takesPart(call: CallView, extension: string): boolean {
  const phone = phoneOf(call, extension);
  return call.state !== "ended" && phone !== null && phone !== "gone";
}

function isMoment(moment: Moment, question: PopQuestion): boolean {
  const { call, extension } = question;
  const phone = phoneOf(call, extension);
  switch (moment) {
    case "ring": // Whoever takes it at once is still to see who it is.
      return takesPart(call, extension);
    case "answer":
      return call.state === "talking" && (phone === "talking" || phone === "held");
    case "end":
      return call.state === "ended" && wasTheirs(call, extension) && isFresh(question);
  }
}

/** Old calls change too, when somebody writes a note: those were never seen running. */
function isFresh({ call, seenAt, now }: PopQuestion): boolean {
  return seenAt !== null && now - (call.endedAt ?? now) < endIsFreshMs;
}

function phoneOf(call: CallView, extension: string): CallView["phones"][number]["state"] | null {
  return call.phones.find(({ number }) => number === extension)?.state ?? null;
}

/** A call that has its ticket already opens that one: a second would be one too many. */
function targetOf(call: CallView, open: PopRules["inbound"]["open"]): PopTarget {
  if (call.ticketId !== null && open !== "profile") return { kind: "ticket", id: call.ticketId };
  const [candidate, ...others] = call.candidates ?? [];
  if (candidate === undefined || others.length > 0) return { kind: "panel" };
  if (open === "new_ticket") return { kind: "new_ticket" };
  if (open === "ticket" && candidate.openTicketId !== null)
    return { kind: "ticket", id: candidate.openTicketId };
  return { kind: "user", id: candidate.userId };
}
