import { htmlEscape } from "./html.ts";
import type { Call } from "../../calls/core/call.ts";
import { ourSideOf, party, type Names } from "./subject.ts";

/** One line of the journal: what it is about and what it says, and where that leads. */
export type JournalLine = { label: string; text: string; link?: string };

export const outcomes = {
  answered: "Answered",
  no_answer: "No answer",
  busy: "Busy",
  failed: "Failed",
  voicemail: "Voicemail",
  abandoned: "Caller hung up before anyone answered",
} as const;

export const directions = { inbound: "Inbound", outbound: "Outbound", internal: "Internal" } as const;

/** How instants (epoch ms) are written in the integration's time zone: with the zone named, and the time of day alone. */
export type Clocks = { showTime: (at: number) => string; localTime: (at: number) => string };

/** Besides, where its recordings are listened to: the PBX's own names for them hold numbers. */
export type JournalContext = Clocks & { recordingLink: string };

/** What happened, line by line. */
export function journalOf(call: Call, names: Names, context: JournalContext): JournalLine[] {
  const { showTime, localTime, recordingLink } = context;
  const many = (numbers: string[]) => numbers.map((number) => party(number, names)).join(", ");
  const outside = `<${call.outsideNumber ?? "withheld"}>`;
  const ours = party(ourSideOf(call), names);
  const over = call.state === "ended";
  const lines: (JournalLine | null)[] = [
    { label: "Direction", text: directions[call.direction] },
    { label: "From", text: call.direction === "outbound" ? ours : outside },
    { label: "To", text: call.direction === "outbound" ? outside : ours },
    call.did === null
      ? null
      : { label: "DID", text: call.didName === null ? call.did : `${call.did} (${call.didName})` },
    call.trunk === null ? null : { label: "Trunk", text: call.trunk },
    call.group === null ? null : { label: "Queue or ring group", text: party(call.group, names) },
    isMoreThanGroup(call) ? { label: "Route", text: routeText(call, names) } : null,
    { label: "Start", text: showTime(call.startedAt) },
    over ? { label: "Ring time", text: duration(call.ringMs) } : null,
    over ? { label: "Talk time", text: duration(call.talkMs) } : null,
    over ? { label: "Outcome", text: call.outcome === null ? "Unknown" : outcomes[call.outcome] } : null,
    call.rang.length === 0 ? null : { label: "Rang", text: many(call.rang) },
    call.unreached.length === 0 ? null : { label: "Not reached", text: many(call.unreached) },
    call.answeredBy.length === 0 ? null : { label: "Answered by", text: many(call.answeredBy) },
    call.transferred ? { label: "Transferred", text: timelineOf(call, names, localTime) } : null,
    call.handedTo === null || call.transferred ? null : { label: "Forwarded to", text: `<${call.handedTo}>` },
    call.wasHeld ? { label: "Hold time", text: call.holdMs > 0 ? duration(call.holdMs) : "not told" } : null,
    call.failures.length === 0 ? null : { label: "PBX says", text: call.failures.join("; ") },
    call.recordings.length === 0
      ? null
      : { label: "Recording", text: "Listen in Deskline", link: recordingLink },
  ];
  return lines.filter((line) => line !== null);
}

function isMoreThanGroup({ route = [], group }: Call): boolean {
  return route.some((number) => number !== group);
}

/** What the caller came through before a phone rang: `<6200> → Support<6400>`. */
export function routeText({ route = [] }: Call, names: Names): string {
  return route.map((number) => party(number, names)).join(" → ");
}

/** Who held the conversation from when on: `14:03:33 Kristin Hale<2005> → 14:05:10 Marcus Webb<2006>`; empty when nobody handed it on. */
export function timelineOf(call: Call, names: Names, localTime: (at: number) => string): string {
  if (!call.transferred) return "";
  const stages = call.transferChain.map((number) => {
    const at = call.takenAt[number];
    return at === undefined ? party(number, names) : `${localTime(at)} ${party(number, names)}`;
  });
  return [...stages, ...(call.handedTo === null ? [] : [`<${call.handedTo}>`])].join(" → ");
}

/** The journal as the body of a comment. Names, numbers and notes come from outside and are escaped. */
export function journalHtml(lines: JournalLine[]): string {
  const items = lines.map(({ label, text, link }) => {
    const shown = htmlEscape(text).replaceAll(/\r?\n/g, "<br>");
    const linked = link === undefined ? shown : `<a href="${htmlEscape(link)}">${shown}</a>`;
    return `<li><b>${htmlEscape(label)}</b>: ${linked}</li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

/** `1:23`, or `1:02:03` from an hour on. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
