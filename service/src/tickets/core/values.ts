import type { Call } from "../../calls/core/call.ts";
import { directions, duration, outcomes, routeText, timelineOf } from "./journal.ts";
import type { Note } from "./note.ts";
import type { Values } from "./render.ts";
import { ourSideOf, party, type Names } from "./subject.ts";

/** What a ticket tells beside the call itself. Instants are shown in the integration's time zone. */
export type CallContext = {
  names: Names;
  note: Note | null;
  /** With the zone named. */
  showTime: (at: number) => string;
  localDate: (at: number) => string;
  localTime: (at: number) => string;
  /** Agents by the extension that is bound to them. */
  agents: ReadonlyMap<string, { id: number; name: string }>;
  contactName: string | null;
  /** Where its recordings are listened to. */
  recordingLink: string;
  /** Whether the business was open when the call began. */
  open: boolean;
};

/** What a call gives for each variable of a template. */
export function valuesOf(call: Call, context: CallContext): Values {
  const { names, note } = context;
  const inbound = call.direction !== "outbound";
  const ours = ourSideOf(call);
  const outside = `<${call.outsideNumber ?? ""}>`;
  const many = (numbers: readonly string[]) => numbers.map((number) => party(number, names)).join(", ");
  const ended = call.endedAt;
  return {
    direction: directions[call.direction],
    result: call.state !== "ended" ? "" : call.outcome === "answered" ? "Answered" : "No Answer",
    outcome: call.outcome === null ? "" : outcomes[call.outcome],
    number: call.outsideNumber ?? "",
    number_e164: call.outsideE164 ?? "",
    contact: context.contactName ?? "",
    from: inbound ? outside : party(ours, names),
    to: inbound ? party(ours, names) : outside,
    dialled: call.dialled ?? call.did ?? "",
    did: call.did ?? "",
    did_name: call.didName ?? "",
    trunk: call.trunk ?? "",
    group: call.group === null ? "" : party(call.group, names),
    group_number: call.group ?? "",
    route: routeText(call, names),
    extension: party(ours, names),
    extension_number: ours,
    extension_name: names.get(ours) ?? "",
    agent: context.agents.get(ours)?.name ?? "",
    rang: many(call.rang),
    answered_by: many(call.answeredBy),
    transfers: timelineOf(call, names, context.localTime),
    date: context.localDate(call.startedAt),
    time: context.localTime(call.startedAt),
    start: context.showTime(call.startedAt),
    end: ended === null ? "" : context.showTime(ended),
    ring_time: ended === null ? "" : duration(call.ringMs),
    hold_time: call.holdMs === 0 ? "" : duration(call.holdMs),
    talk_time: ended === null ? "" : duration(call.talkMs),
    ring_seconds: ended === null ? "" : seconds(call.ringMs),
    talk_seconds: ended === null ? "" : seconds(call.talkMs),
    business_hours: context.open ? "inside" : "outside",
    disposition: note?.disposition ?? "",
    note: note?.text.trim() ?? "",
    recording: call.recordings.length === 0 ? "" : context.recordingLink,
    call_id: call.pbxCallId,
  };
}

function seconds(ms: number): string {
  return String(Math.round(ms / 1000));
}
