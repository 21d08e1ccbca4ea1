import type { CallEvent, Member } from "@deskline/service/calls/core/event";
import { readFrame } from "@deskline/service/pbx/yeastar/read-frame";
import { duration } from "@deskline/service/tickets/core/journal";
import { party } from "@deskline/service/tickets/core/subject";
import type { CallStory } from "./call-book.ts";
import type { Office } from "./office.ts";
import { namesOf, whyNoTicket } from "./words.ts";

type Event = CallStory["events"][number];
type Step = CallStory["steps"][number];

const doing: Record<Member["status"], string> = {
  calling: "calls",
  ringing: "rings",
  early_media: "rings",
  talking_as_caller: "is in conversation",
  talking_as_callee: "answers",
  held: "is on hold",
  gone: "hangs up",
};

/** An event in words: what it says of whom, and what kind it is. */
export function describeEvent(event: Event, office: Office): { says: string; kind: string } {
  const frame = readFrame(event.envelope, {
    transport: "webhook",
    receivedAt: event.receivedAt.getTime(),
    timeZone: office.pbx.timeZone,
  });
  const reading = frame.kind === "event" ? frame.event.reading : null;
  if (reading?.kind !== "call") {
    return { says: origins[event.seenOn[0] ?? ""] ?? `Event ${event.type}`, kind: "kept as it came" };
  }
  return { says: wordsOf(reading.event, office), kind: `${event.type} ${kinds[reading.event.kind]}` };
}

/** Frames that no PBX pushed to us. */
const origins: Record<string, string> = {
  cdr_pull: "What the PBX has on record",
  dial: "Dialled through the app",
};

const kinds: Record<CallEvent["kind"], string> = {
  members: "call state",
  transferred: "transfer",
  forwarded: "forward",
  leg_failed: "failure",
  agent_missed: "agent missed",
  record: "record of the call",
  in_progress: "calls in progress",
  not_in_progress: "calls in progress",
  dialled: "order to dial",
};

function wordsOf(event: CallEvent, office: Office): string {
  const name = (number: string): string => party(number, namesOf(office));
  switch (event.kind) {
    case "members":
    case "transferred":
    case "forwarded":
      return event.members.map((member) => memberLine(member, name)).join(", ");
    case "leg_failed":
      return event.reason.words;
    case "agent_missed":
      return `${name(event.extension)} let it ring, in queue ${event.queue}`;
    case "in_progress":
      return "The PBX, asked for its calls in progress, named this one";
    case "not_in_progress":
      return "The PBX, asked for its calls in progress, did not name this one";
    case "dialled":
      return `${name(event.extension)} has ${event.number} dialled`;
    case "record": {
      const { from, to, status, durationMs, talkMs } = event.record;
      return `${from} to ${to}: ${status.replace("_", " ")}, ${duration(durationMs)} in all, ${duration(talkMs)} of talk`;
    }
  }
}

function memberLine(member: Member, name: (number: string) => string): string {
  const who =
    member.kind === "extension" ? name(member.number) : member.kind === "inbound" ? member.from : member.to;
  return `${who} ${doing[member.status]}`;
}

/** A line of the call's trace in words. `kind` is how it bodes. */
export function describeStep(
  { step, detail }: Step,
  office: Office,
): {
  what: string;
  why: string;
  kind: "" | "good" | "trouble";
} {
  const text = (key: string): string => plain(detail[key]);
  switch (step) {
    case "settled":
      return detail["kind"] === "log"
        ? { what: "The call is to be logged", why: "It is over, and a bound extension took part.", kind: "" }
        : { what: "The call is left alone", why: sentence(whyNoTicket(text("reason"))), kind: "" };
    case "contact":
      return contactStep(detail, office);
    case "ticket_opened":
      return { what: `Ticket #${text("ticketId")} opened`, why: "", kind: "good" };
    case "ticket_found":
      return { what: `Ticket #${text("ticketId")} was there already`, why: "", kind: "good" };
    case "will_try_again": {
      const wait = (Number(detail["inMs"]) / 1000).toFixed(1);
      return { what: `Trying again in ${wait} s`, why: sentence(text("because")), kind: "trouble" };
    }
    case "parked":
      return { what: "Given up", why: sentence(text("reason")), kind: "trouble" };
    default:
      return { what: sentence(step.replaceAll("_", " ")), why: JSON.stringify(detail), kind: "" };
  }
}

function contactStep(detail: Step["detail"], office: Office): ReturnType<typeof describeStep> {
  const person = office.zendesk.users().find((user) => user.id === detail["userId"]);
  const why = plain(detail["why"]).replaceAll("_", " ");
  switch (detail["result"]) {
    case "one":
      return {
        what: `The other side is ${person?.name ?? plain(detail["userId"])}`,
        why: sentence(why),
        kind: "",
      };
    case "several":
      return { what: "The number fits several people", why: sentence(why), kind: "trouble" };
    case "none":
      return { what: "Nobody in Zendesk has this number", why: "", kind: "trouble" };
    default:
      return {
        what: `The number is ${plain(detail["result"])}`,
        why: "It can be nobody's.",
        kind: "trouble",
      };
  }
}

/** What stands in a trace is text or a number where it is shown; anything else is shown as it is kept. */
function plain(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function sentence(text: string): string {
  if (text === "") return "";
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
