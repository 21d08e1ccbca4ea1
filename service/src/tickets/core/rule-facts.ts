import type { TicketChoices, TicketSettings } from "@deskline/shared/admin-tickets";
import type { Call } from "../../calls/core/call.ts";
import { callerNumber } from "../../contacts/core/number.ts";
import type { RuleFacts } from "./decide.ts";
import { involvedIn } from "./rules.ts";
import { ourSideOf } from "./subject.ts";

/** How numbers are read: those of no country are of this one, and an outside line may have a prefix. */
export type NumberReading = { country: string; outsidePrefix: string };

export type Surroundings = {
  settings: TicketSettings;
  choices: TicketChoices | null;
  /** Agents by the extension that is bound to them. */
  agents: ReadonlyMap<string, { id: number; name: string }>;
  reading: NumberReading;
  /** Whether the business was open when the call began. */
  open: boolean;
  contact: { known: boolean; vip: boolean };
};

/** Outbound calls have none, which is known from the start. */
const none = "";

/** What rules ask of a call. */
export function ruleFactsOf(call: Call, around: Surroundings): RuleFacts {
  const { settings, choices, agents } = around;
  const ended = call.state === "ended";
  const outbound = call.direction === "outbound";
  const extensions = involvedIn(call);
  const agentIds = extensions.flatMap((number) => agents.get(number)?.id ?? []);
  return {
    ended,
    direction: call.direction,
    outcome: call.state === "talking" ? "answered" : call.outcome,
    did: outbound ? none : (call.did ?? (ended ? call.dialled : null)),
    trunk: call.trunk,
    group: outbound ? none : call.group,
    extensions,
    agentGroups: (choices?.groups ?? [])
      .filter((group) => group.agentIds.some((id) => agentIds.includes(id)))
      .map((group) => group.id),
    open: around.open,
    contact: around.contact.known ? "known" : "unknown",
    vip: around.contact.known && around.contact.vip,
    ringMs: call.ringMs,
    talkMs: call.talkMs,
    neverLog: isNeverLogged(call, settings, around.reading),
  };
}

/** Numbers are compared as numbers. Of extensions it counts which one stands for our side, while it rings any. */
function isNeverLogged(call: Call, settings: TicketSettings, reading: NumberReading): boolean {
  const { neverLog } = settings;
  const outside = call.outsideE164 ?? call.outsideNumber;
  if (outside !== null && isNumberNeverLogged(outside, settings, reading)) return true;
  const ours = call.state === "ended" ? [ourSideOf(call)] : involvedIn(call);
  return ours.some((number) => neverLog.extensions.includes(number));
}

export function isNumberNeverLogged(
  number: string,
  { neverLog }: TicketSettings,
  { country, outsidePrefix }: NumberReading,
): boolean {
  const key = (text: string) => callerNumber(text, country, outsidePrefix)?.value ?? text;
  return neverLog.numbers.some((one) => key(one) === key(number));
}
