import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import type { CallRow } from "../calls/store.ts";
import type { Changed, HistoryDeps } from "../history/change.ts";
import { chooseContact } from "../history/choose-contact.ts";
import { linkTicket } from "../history/link-ticket.ts";
import { makeTicket } from "../history/make-ticket.ts";
import { callOf } from "../history/store.ts";
import type { KnownIntegration } from "../integrations/registry.ts";
import type { Actor } from "./actor.ts";
import { audit } from "./audit.ts";
import { changesBetween } from "./core/changes.ts";

export type CorrectDeps = Omit<HistoryDeps, "noteChange">;

/** What an administrator wants of a call. */
export type Correction =
  | { kind: "to_ticket"; ticketId: number }
  | { kind: "to_contact"; userId: number }
  | { kind: "from_ticket" }
  | { kind: "make_ticket" };

const actions = {
  to_ticket: "call.moved",
  to_contact: "call.moved",
  from_ticket: "call.unlinked",
  make_ticket: "call.ticket_wanted",
} as const;

export type CorrectedBy = { actor: Actor; integration: KnownIntegration };

/**
 * Corrects a call for an administrator as agents do in the app, and notes in the audit log what of it changed, and what
 * became of its ticket's requester.
 * Nothing is done while the integration is switched off or not connected. @throws {GatewayError}
 */
export async function correctCall(
  deps: CorrectDeps,
  by: CorrectedBy,
  callId: string,
  correction: Correction,
): Promise<Changed> {
  const refused = hindrance(by.integration, await callOf(deps.db, by.integration.id, callId));
  if (refused !== null) return { refused };
  const audited: HistoryDeps = {
    ...deps,
    noteChange: async (tx, before, { call, requester }) => {
      const change = changesBetween(tellOf(before), tellOf(call));
      if (change === null) return;
      const { id, name } = by.integration;
      const after = { call: callId, ...change.after, ...(requester === undefined ? {} : { requester }) };
      const told = { before: change.before, after };
      await audit(tx, { actor: by.actor, integration: { id, name } }, actions[correction.kind], told);
    },
  };
  return correct(audited, asAgent(by), callId, correction);
}

function hindrance({ status }: KnownIntegration, call: CallRow | null): ErrorCode | null {
  if (call === null) return "call_unknown";
  if (call.summary?.direction === "internal") return "call_internal";
  if (status === "disabled") return "integration_disabled";
  return status === "connected" ? null : "zendesk_not_connected";
}

async function correct(
  deps: HistoryDeps,
  agent: Agent,
  callId: string,
  correction: Correction,
): Promise<Changed> {
  switch (correction.kind) {
    case "to_ticket":
      return linkTicket(deps, agent, callId, correction.ticketId);
    case "to_contact":
      return chooseContact(deps, agent, callId, correction.userId);
    case "from_ticket":
      return linkTicket(deps, agent, callId, null);
    case "make_ticket":
      return makeTicket(deps, agent, callId);
  }
}

/** Who administers may be no user of Zendesk; may see what every agent may, and every ticket. */
function asAgent({ actor, integration }: CorrectedBy): Agent {
  const { id, name } = actor;
  const everything = { extension: null, frameTicketId: null, ticketRestriction: null };
  return { integration, id: id ?? 0, name, admin: true, ...everything };
}

function tellOf(call: CallRow) {
  const { ticketId, dialledFromTicket, ticketByHand, contactUserId, contactByHand, logging } = call;
  return { ticketId, dialledFromTicket, ticketByHand, contactUserId, contactByHand, logging };
}
