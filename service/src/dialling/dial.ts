import type { Dialled } from "@deskline/shared/app";
import type { ErrorCode } from "@deskline/shared/errors";
import type { Agent } from "../app/agent.ts";
import { receiveEvent } from "../calls/receive-event.ts";
import { lockCallOfPbx, trace } from "../calls/store.ts";
import { contentHash } from "../pbx/content-hash.ts";
import { wantInPhonebook } from "../phonebook/want.ts";
import type { IncomingEvent, Refusal } from "../pbx/port.ts";
import { GatewayError } from "../platform/gateway-error.ts";
import { pause } from "../platform/pause.ts";
import type { TicketReach } from "../tickets/ports.ts";
import { reaches } from "../tickets/reach.ts";
import type { NumberToDial } from "./core/dial-rules.ts";
import { pbxFor, type DiallingDeps } from "./deps.ts";
import type { PhoneStates } from "./phone-states.ts";
import { numberFor } from "./plan.ts";
import { beginDial, endDial, readDial, saveDialledFor, type Dialler } from "./store.ts";

export type DialDeps = DiallingDeps & {
  phoneStates: PhoneStates;
  zendeskOf: (integrationId: string) => Promise<TicketReach>;
};

export type DialRequest = { number: string; ticketId: number | null; userId: number | null };
export type DialResult = { kind: "dialled"; dialled: Dialled } | { kind: "refused"; code: ErrorCode };

/**
 * Has the PBX ring the agent's own phone and then call the number. A second click is no second call: it
 * gets what the first one comes to.
 */
export async function dial(deps: DialDeps, agent: Agent, request: DialRequest): Promise<DialResult> {
  const { extension, integration } = agent;
  if (extension === null) return refused("not_bound");
  const number = numberFor(integration, request.number);
  if (number === null || number.dialled === extension) return refused("number_wrong");
  const ticketId = await reachable(deps, agent, request.ticketId);
  const who = { integrationId: integration.id, agentId: agent.id };
  if (!(await beginDial(deps.db, who, number.dialled))) return resultOfFirst(deps, who, number.dialled);
  try {
    const result = await order(deps, { ...agent, extension }, number, { ...request, ticketId });
    await endDial(deps.db, who, "code" in result ? { refusal: result.code } : result);
    return "code" in result ? refused(result.code) : dialledAs(result.callId, number.dialled);
  } catch (error) {
    const code = error instanceof GatewayError ? "pbx_unreachable" : "internal";
    await endDial(deps.db, who, { refusal: code });
    if (code === "internal") throw error;
    deps.log.info({ err: error, integrationId: integration.id }, "the PBX could not be asked to dial");
    return refused(code);
  }
}

/** The call is made in any case: from a ticket that the agent may not see, or of which that is not known, it is from none. */
async function reachable(deps: DialDeps, agent: Agent, ticketId: number | null): Promise<number | null> {
  if (ticketId === null) return null;
  try {
    return (await reaches(deps.zendeskOf, agent, ticketId)) ? ticketId : null;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    deps.log.info({ err: error, ticketId }, "dialled from a ticket of which Zendesk could not be asked");
    return null;
  }
}

function refused(code: ErrorCode): DialResult {
  return { kind: "refused", code };
}

function dialledAs(callId: string, dialled: string): DialResult {
  return { kind: "dialled", dialled: { callId, dialled } };
}

async function order(
  deps: DialDeps,
  agent: Agent & { extension: string },
  number: NumberToDial,
  request: DialRequest,
): Promise<{ callId: string } | { code: ErrorCode }> {
  const { vendor, connection } = await pbxFor(deps, agent.integration);
  const { extension } = agent;
  const answer = await vendor.dial(connection, {
    caller: extension,
    callee: number.dialled,
    permission: extension,
  });
  if (answer.kind === "refused") return { code: await codeOf(deps, agent, answer) };
  return { callId: await beginCall(deps, agent, answer.pbxCallId, number, request) };
}

/** The call stands before its first event: who had it dialled, from which ticket and for whom. */
async function beginCall(
  deps: DialDeps,
  { integration, extension, id: agentId }: Agent & { extension: string },
  pbxCallId: string,
  number: NumberToDial,
  request: DialRequest,
): Promise<string> {
  const now = deps.clock.now();
  const { ticketId } = request;
  // A colleague is no customer: such a call stands in nobody's history.
  const userId = number.internal ? null : request.userId;
  const callId = await deps.db.transaction(async (tx) => {
    const { id } = await lockCallOfPbx(tx, integration.id, pbxCallId);
    await saveDialledFor(tx, id, { agentId, ticketId, userId });
    if (userId !== null) await wantInPhonebook(deps, tx, integration.id, userId);
    await trace(tx, id, "dialled", { agentId, number: number.dialled, ticketId }, new Date(now));
    return id;
  });
  const { dialled, e164, internal } = number;
  const order = { extension, number: dialled, e164, outside: !internal };
  await receiveEvent(deps, integration, eventOf(pbxCallId, order, now));
  return callId;
}

function eventOf(
  pbxCallId: string,
  order: { extension: string; number: string; e164: string | null; outside: boolean },
  receivedAt: number,
): IncomingEvent {
  const source = { dialled: pbxCallId, ...order };
  return {
    transport: "dial",
    type: 0,
    contentHash: contentHash(0, source),
    envelope: JSON.stringify(source),
    receivedAt,
    reading: {
      kind: "call",
      event: { kind: "dialled", pbxCallId, receivedAt, startedAtHint: null, ...order },
    },
  };
}

/** When the PBX says nothing clear, its list of phones may. */
async function codeOf(
  deps: DialDeps,
  { integration, extension }: Agent & { extension: string },
  { reason, words }: Refusal,
): Promise<ErrorCode> {
  deps.log.info({ integrationId: integration.id, reason, words }, "the PBX refuses to dial");
  if (reason === "no_permission") return "dial_not_permitted";
  if (reason === "wrong_number") return "number_wrong";
  const phone = await deps.phoneStates.of(integration, extension);
  return phone === "not_registered" ? "phone_not_registered" : "dial_refused";
}

const firstClickMs = 20_000;
const lookAgainMs = 100;

/** What the agent's last order for this number comes to; an order for another number has come too soon. */
async function resultOfFirst(deps: DialDeps, who: Dialler, number: string): Promise<DialResult> {
  const until = deps.clock.now() + firstClickMs;
  while (deps.clock.now() < until) {
    const first = await readDial(deps.db, who);
    if (first?.number !== number) return refused("dial_too_soon");
    if (first.callId !== null) return dialledAs(first.callId, number);
    if (first.refusal !== null) return refused(first.refusal);
    await pause(lookAgainMs, AbortSignal.any([]));
  }
  return refused("pbx_unreachable");
}
