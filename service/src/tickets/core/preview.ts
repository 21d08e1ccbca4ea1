import type { PreviewedCall } from "@deskline/shared/admin-ticket-preview";
import type { TicketSettings } from "@deskline/shared/admin-tickets";
import type { Call } from "../../calls/core/call.ts";
import { earlyLook, endOf } from "./before-or-after.ts";
import type { RuleFacts } from "./decide.ts";
import { planTicket } from "./plan.ts";
import { isMissed, mayMeetMissed, meetsMissed, missedRoleOf } from "./missed.ts";
import { ticketRuleFor } from "./rules.ts";
import { leavesDialled } from "./target.ts";
import type { CallContext } from "./values.ts";

/** A call that was, with what is needed to judge it anew. */
export type PastCall = {
  id: string;
  call: Call;
  /** The number outside as it is compared; null when withheld. */
  outsideKey: string | null;
  facts: RuleFacts;
  context: CallContext;
  /** As it was when it could have got a ticket early; null where it could not. */
  early: { call: Call; facts: RuleFacts } | null;
  hasContact: boolean;
  /** The ticket that it was dialled from, or that somebody linked it to. */
  ticket: { id: number; linked: boolean } | null;
  /** The ticket that it stands in. */
  standsOn: number | null;
};

/** The call by which a ticket of missed calls was made, when the last one came, and the ticket that it really stands in. */
type Missed = { of: string; at: number; standsOn: number | null };

export type Previewed = Pick<PreviewedCall, "rule" | "becomes">;

/** What settings would have made of calls, the oldest first, each in the light of those before. */
export function preview(
  past: readonly PastCall[],
  settings: TicketSettings,
  boundExtensions: ReadonlySet<string>,
): Map<string, Previewed> {
  const missed = new Map<string, Missed>();
  const all = new Map<string, Previewed>();
  for (const one of past) {
    const open = one.outsideKey === null ? undefined : missed.get(one.outsideKey);
    const within = settings.missed.withinHours * 3600_000;
    const earlier = open !== undefined && one.call.startedAt - open.at <= within ? open : null;
    const previewed = previewOf(one, settings, boundExtensions, earlier);
    all.set(one.id, previewed);
    if (one.outsideKey === null) continue;
    const { kind } = previewed.becomes;
    if (kind === "ticket" && isMissed(one.call))
      missed.set(one.outsideKey, { of: one.id, at: one.call.startedAt, standsOn: one.standsOn });
    else if (previewed.becomes.kind === "missed_ticket" && earlier !== null)
      if (previewed.becomes.solves) missed.delete(one.outsideKey);
      else missed.set(one.outsideKey, { ...earlier, at: one.call.startedAt });
    else if (kind === "on_ticket" && earlier !== null && isSolvedFrom(earlier, one, settings))
      missed.delete(one.outsideKey);
  }
  return all;
}

/** Whether a call back that was dialled from the ticket of missed calls, and stands there, solves it. */
function isSolvedFrom(
  { standsOn }: Missed,
  { ticket, call, facts }: PastCall,
  settings: TicketSettings,
): boolean {
  if (ticket === null || ticket.linked || ticket.id !== standsOn) return false;
  return missedRoleOf(settings, call) === "solves" && meetsMissed("solves", endOf(settings, facts));
}

function previewOf(
  { call, facts, context, early, hasContact, ticket }: PastCall,
  settings: TicketSettings,
  boundExtensions: ReadonlySet<string>,
  earlier: Missed | null,
): Previewed {
  const matters = ticketRuleFor(call, boundExtensions, ticket?.linked);
  if (matters.kind === "leave") return { rule: null, becomes: { kind: "nothing", reason: matters.reason } };
  const decision = endOf(settings, facts);
  if (ticket !== null && (ticket.linked || decision.kind !== "leave" || !leavesDialled(decision.reason)))
    return { rule: null, becomes: { kind: "on_ticket", ticketId: ticket.id } };
  const rule = decision.rule === null ? null : { id: decision.rule.id, name: decision.rule.name };
  const role = missedRoleOf(settings, call);
  const mayMeet = earlier !== null && (ticket === null || ticket.id === earlier.standsOn);
  if (mayMeet && role !== null && meetsMissed(role, decision))
    return { rule, becomes: { kind: "missed_ticket", of: earlier.of, solves: role === "solves" } };
  if (decision.kind === "leave") return { rule, becomes: { kind: "nothing", reason: decision.reason } };
  if (!hasContact) return { rule, becomes: { kind: "no_contact" } };
  const waits = (ringing: Call) => earlier !== null && mayMeetMissed(settings, ringing);
  const plan = planTicket(call, settings, decision.look, context, "end");
  const { html, assigneeId, ...shown } = plan;
  const journal = textOf(html);
  if (decision.kind === "append") {
    const { subject, tags, public: isPublic } = shown;
    const { withinHours } = decision;
    return { rule, becomes: { kind: "append", withinHours, subject, journal, tags, public: isPublic } };
  }
  const assignee = [...context.agents.values()].find((agent) => agent.id === assigneeId) ?? null;
  return {
    rule,
    becomes: {
      kind: "ticket",
      ringSubject: early === null || waits(early.call) ? null : ringSubjectOf(early, settings, context),
      ...shown,
      journal,
      assignee,
    },
  };
}

/** The subject of the ticket that is made while the call rings, of which nobody has noted anything then; null where none is. */
function ringSubjectOf(
  { call, facts }: NonNullable<PastCall["early"]>,
  settings: TicketSettings,
  context: CallContext,
): string | null {
  const look = earlyLook(settings, facts);
  return look && planTicket(call, settings, look, { ...context, note: null }, "ring").subject;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** What people read of our own HTML. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<br>|<\/li>|<\/p>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "")
    .trim();
}
