import type { CallView, Party } from "@deskline/shared/app";
import { Refused, SessionOver, Unreachable } from "../api/problem.ts";
import type { Key, Translate } from "../i18n/i18n.tsx";
import { isMissed } from "./scope.ts";

/** Why nobody was reached, or what was wanted of a call did not happen. */
export function failureText(t: Translate, { kind, words }: NonNullable<CallView["failure"]>): string {
  if (kind !== "failed") return t(`failure.${kind}`);
  return words === "" ? t("failure.unknown") : t("failure.failed", { words });
}

const problemKeys: Partial<Record<string, PlainKey>> = {
  not_bound: "obstacle.not_bound",
  integration_disabled: "obstacle.integration_disabled",
  not_connected: "obstacle.not_connected",
  number_wrong: "failure.wrong_number",
  dial_not_permitted: "failure.no_permission",
  dial_too_soon: "problem.dial_too_soon",
  dial_refused: "problem.dial_refused",
  phone_not_registered: "failure.phone_not_registered",
  call_unknown: "problem.call_over",
  call_over: "problem.call_over",
  not_your_call: "problem.not_your_call",
  control_not_possible: "problem.control_not_possible",
  control_not_offered: "problem.control_not_offered",
  pbx_unreachable: "problem.pbx_unreachable",
  zendesk_unreachable: "problem.zendesk_unreachable",
  zendesk_refused: "problem.zendesk_refused",
  ticket_unknown: "problem.ticket_unknown",
  call_without_contact: "problem.call_without_contact",
  number_taken: "problem.number_taken",
  number_malformed: "failure.wrong_number",
  recording_not_ready: "problem.recording_not_ready",
  recording_gone: "problem.recording_gone",
  recording_expired: "problem.recording_expired",
};
type PlainKey = Exclude<Key, "failure.failed">;

/** What went wrong with something that the agent ordered, and what to do. */
export function problemText(t: Translate, error: unknown): string {
  if (error instanceof Unreachable) return t("failure.service");
  if (error instanceof SessionOver) return t("session.over_text");
  const key = error instanceof Refused ? problemKeys[error.code] : undefined;
  return key === undefined ? t("failure.unknown") : (t as (key: PlainKey) => string)(key);
}

/** What became of a call, and who it was: "Answered by Kristin Hale", "Missed · Support queue". */
export function outcomeText(t: Translate, call: CallView, extension: string | null): string {
  const [answeredBy] = call.answeredBy;
  if (call.direction === "inbound" && call.outcome === "answered" && answeredBy !== undefined) {
    return answeredBy.number === extension
      ? t("outcome.answered_by_you")
      : t("outcome.answered_by", { name: partyName(answeredBy) });
  }
  const who = whoOf(call);
  const what = t(outcomeKey(call));
  if (who === null) return what;
  return t("row.with", { what, who: who.number === extension ? t("you") : partyName(who) });
}

function outcomeKey(
  call: CallView,
): `outcome.${"ringing" | "talking" | "missed" | "answered" | "no_answer" | "busy" | "failed" | "voicemail"}` {
  if (call.state !== "ended") return `outcome.${call.state}`;
  switch (call.outcome) {
    case "answered":
    case "busy":
    case "failed":
    case "voicemail":
      return `outcome.${call.outcome}`;
    case "no_answer":
    case "abandoned":
    case null:
      return isMissed(call) ? "outcome.missed" : "outcome.no_answer";
  }
}

/** Who of the house it was about. */
function whoOf(call: CallView): Party | null {
  if (call.direction !== "inbound") return call.dialledBy;
  if (call.state === "talking") {
    return call.phones.find(({ state }) => state === "talking" || state === "held") ?? null;
  }
  return call.group ?? call.phones[0] ?? null;
}

function partyName({ name, number }: Party): string {
  return name === "" ? number : name;
}
