import type { Direction, FailureKind, Outcome } from "@deskline/shared/calls";
import { talked } from "./channels.ts";
import type { RecordStatus } from "./event.ts";
import { wentToExtension, type Evidence } from "./parties.ts";

/** Whether a human on the other side took the call: inbound and internal an extension, outbound the party outside. */
export function humanAnswered(e: Evidence, direction: Direction, answeredBy: string[]): boolean {
  if (direction !== "outbound") return answeredBy.length > 0;
  const trunkLegTalked = e.channels.some((channel) => channel.kind === "outbound" && talked(channel));
  return trunkLegTalked || e.records.some((row) => row.status === "answered" && !wentToExtension(row, e));
}

/** Of the ways not to be answered that several rows tell, the one that says most about what the caller met. */
const byWeight: Exclude<RecordStatus, "answered">[] = [
  "voicemail",
  "abandoned",
  "no_answer",
  "busy",
  "failed",
];

const outcomeOf: Record<FailureKind, "busy" | "no_answer" | "failed"> = {
  busy: "busy",
  declined: "busy",
  no_answer: "no_answer",
  no_permission: "failed",
  wrong_number: "failed",
  no_line: "failed",
  unreachable: "failed",
  phone_not_registered: "failed",
  failed: "failed",
};

/** Outcome of a call that no human answered. */
export function unansweredOutcome(e: Evidence, rang: string[]): Outcome {
  const told = new Set(e.records.map((row) => row.status));
  const recorded = byWeight.find((status) => told.has(status));
  if (recorded === "no_answer" && e.facts.callerLeftRinging) return "abandoned";
  if (recorded !== undefined) return recorded;
  if (e.facts.callerLeftRinging) return "abandoned";
  if (rang.length > 0) return "no_answer";
  const failures = Object.values(e.facts.failures).map((kind) => outcomeOf[kind]);
  const failure = (["busy", "no_answer", "failed"] as const).find((kind) => failures.includes(kind));
  if (failure !== undefined) return failure;
  // Only a machine took the call (an IVR, a queue nobody rang for) and the caller left it.
  const machineOnly = told.has("answered") || (e.inbound !== undefined && talked(e.inbound));
  return machineOnly ? "abandoned" : "no_answer";
}
