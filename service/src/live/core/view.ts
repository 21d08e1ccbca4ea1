import type { CallNote, CallPhone, CallView, Candidate, Party } from "@deskline/shared/app";
import type { Call, Leg } from "../../calls/core/call.ts";

/** What is kept of a call beside what the PBX told. */
export type Beside = {
  id: string;
  revision: number;
  e164: string | null;
  candidates: Candidate[] | null;
  ticketId: number | null;
  note: CallNote | null;
  controls: CallView["controls"];
  recordingState: CallView["recordingState"];
};

/** A call as the app shows it. `names` are those of extensions and queues. */
export function viewOf(call: Call, beside: Beside, names: ReadonlyMap<string, string>): CallView {
  const party = (number: string): Party => ({ number, name: names.get(number) ?? "" });
  return {
    ...beside,
    state: call.state,
    direction: call.direction,
    outcome: call.outcome,
    failure: call.failure ?? null,
    number: call.outsideNumber,
    group: call.group === null ? null : party(call.group),
    did: call.did,
    dialledBy: call.dialledBy === null ? null : party(call.dialledBy),
    answeredBy: call.answeredBy.map(party),
    phones: phonesOf(call).map(([number, state]) => ({
      ...party(number),
      state,
      consulting: isConsulting(call, number),
    })),
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    ringMs: call.ringMs,
    talkMs: call.talkMs,
    transferred: call.transferred,
    recordings: call.recordings.length,
  };
}

const liveliest: Leg["state"][] = ["talking", "held", "ringing", "calling", "gone"];

/** Each extension once, in the liveliest state of its channels; those known from the record alone are gone. */
function phonesOf(call: Call): [string, CallPhone["state"]][] {
  const states = new Map<string, CallPhone["state"]>();
  for (const number of extensionsOf(call)) states.set(number, "gone");
  for (const leg of call.legs) {
    if (leg.kind !== "extension") continue;
    const before = states.get(leg.number) ?? "gone";
    if (liveliest.indexOf(leg.state) < liveliest.indexOf(before)) states.set(leg.number, leg.state);
  }
  return [...states];
}

/** Two lines at once, neither of them a second phone that rings: one with the party to be handed over, one with who is asked. */
function isConsulting(call: Call, number: string): boolean {
  const lines = call.legs.filter(
    (leg) => leg.kind === "extension" && leg.number === number && !["ringing", "gone"].includes(leg.state),
  );
  return lines.length > 1 && lines.some((leg) => leg.state === "talking" || leg.state === "held");
}

/** Every extension that takes or took part, each once. */
export function extensionsOf(call: Call): string[] {
  return [
    ...new Set([
      ...(call.dialledBy === null ? [] : [call.dialledBy]),
      ...call.rang,
      ...call.answeredBy,
      ...call.unreached,
      ...call.legs.flatMap((leg) => (leg.kind === "extension" ? [leg.number] : [])),
    ]),
  ];
}
