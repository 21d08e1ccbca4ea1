import { ourSideOf, party, type Names } from "@deskline/service/tickets/core/subject";
import type { CallStory } from "./call-book.ts";
import type { Office } from "./office.ts";
import type { TimedLine } from "./terminal.ts";

const reasons: Record<string, string> = {
  caller_unknown: "nobody in Zendesk has this number",
  caller_ambiguous: "several people in Zendesk have this number",
  caller_withheld: "the caller withheld the number",
  number_malformed: "the number cannot be anyone's",
  internal: "calls between extensions are not logged",
  no_bound_extension: "no bound extension took part",
  refused: "the PBX would not dial it",
};

/** Why there is no ticket, in a sentence's words. */
export function whyNoTicket(reason: string | null): string {
  return reasons[reason ?? ""] ?? reason ?? "no reason is on record";
}

/** What happened on the phone and then in Zendesk, one line each. */
export function describeCall({ call }: CallStory, office: Office): TimedLine[] {
  const { summary } = call;
  if (summary === null) return [];
  const outside = summary.outsideNumber ?? "somebody without a number";
  const ours = party(ourSideOf(summary), namesOf(office));
  const [from, to] = summary.direction === "outbound" ? [ours, outside] : [outside, ours];
  const ended = summary.endedAt ?? Date.now();
  const lines = [{ at: summary.startedAt, text: `${from} rings ${to}` }];
  if (summary.answeredAt !== null)
    lines.push({ at: summary.answeredAt, text: `${to} answers, after ${seconds(summary.ringMs)}` });
  const how = summary.answeredAt === null ? "nobody answered" : `${seconds(summary.talkMs)} of talk`;
  lines.push({ at: ended, text: `the call ends, ${how}` });
  const fate = call.ticketId === null ? "no ticket" : `ticket ${ticketUrl(office, call.ticketId)}`;
  return [...lines, { at: Date.now(), text: fate }];
}

/** The subject of the call's ticket, or why there is none. */
export function resultOf({ call }: CallStory, office: Office): string {
  return call.ticketId === null ? whyNoTicket(call.loggingReason) : subjectOf(office, call.ticketId);
}

/** Names of the extensions, by number. */
export function namesOf({ pbx }: Office): Names {
  return new Map(pbx.directory.extensions.map(({ number, name }) => [number, name]));
}

/** As it stands in Zendesk; empty when there is no such ticket. */
export function subjectOf({ zendesk }: Office, ticketId: number): string {
  return zendesk.tickets().find((ticket) => ticket.id === ticketId)?.subject ?? "";
}

export function ticketUrl({ zendesk }: Office, ticketId: number): string {
  return `${zendesk.url}/agent/tickets/${ticketId}`;
}

/** The PBX's page on which everyone on the phone can be played. */
export function controlPageUrl({ pbx }: Office): string {
  return `${pbx.url}/__world/`;
}

export function whereToLook(office: Office, pageUrl: string, ticketId: number): [string, string][] {
  return [
    ["The call's record", pageUrl],
    ["The ticket", ticketUrl(office, ticketId)],
    ["All tickets", `${office.zendesk.url}/agent`],
    ["The PBX: play everyone", controlPageUrl(office)],
  ];
}

/** The command that shows a call in a terminal: with DATA_DIR alone, as it holds the database and the key. */
export function callCommand(
  dataDir: string,
  callId: string,
  env: Record<string, string | undefined>,
): string {
  // Set in the reader's shell, these would lead elsewhere; empty counts as absent.
  const astray = ["DATABASE_URL", "ENCRYPTION_KEY"].filter((name) => (env[name] ?? "") !== "");
  const settings = [...astray.map((name) => `${name}= `), `DATA_DIR=${quoted(dataDir)} `].join("");
  return `${settings}npm run deskline -- calls show ${callId}`;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
